import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { bernoulliThompson, bernoulliTopTwo, gaussianTopTwo, slateOf } from '../index.ts';

const arms = actions([0], [0], [0], [0]);
const arm = (i: number) => arms[i] as (typeof arms)[0];

const seen = [0, 1, 2, 3].flatMap((i) =>
  Array.from({ length: 12 }, (_, n) => observed(arm(i), n % (i + 2) === 0 ? 1 : 0)),
);

describe('top-two Thompson sampling', () => {
  it('is Russo’s mixture of leader and challenger', () => {
    const samples = 400;
    const thompson = bernoulliThompson({ samples, epsilon: 1e-9 });
    const policy = bernoulliTopTwo({ samples, epsilon: 1e-9, leader: 0.7 });
    // The same stream gives both the same samples, so that the shares α are known.
    const alpha = [...thompson.distribution(input(arms, learned(thompson, seen)))];
    const expected = alpha.map((a, i) => {
      const others = alpha.reduce((sum, b, j) => sum + (j === i ? 0 : b / (1 - b)), 0);
      return a * (0.7 + 0.3 * others);
    });
    const p = policy.distribution(input(arms, learned(policy, seen)));
    for (const [i, x] of expected.entries()) expect(p[i]).toBeCloseTo(x, 6);
  });

  it('still names challengers where one action is the best under all samples', () => {
    const policy = bernoulliTopTwo({ epsilon: 0.04, leader: 0.6 });
    const sure = [0, 1, 2, 3].flatMap((i) =>
      Array.from({ length: 400 }, (_, n) => observed(arm(i), n % 10 < 9 - 4 * Math.min(i, 2) ? 1 : 0)),
    );
    const next = slateOf(policy, input(arms, learned(policy, sure)));
    const p = next([]);
    expect(p[0]).toBeCloseTo(0.6 * 0.96 + 0.01, 9);
    expect(p[1]).toBeCloseTo(0.4 * 0.96 + 0.01, 9);
    expect(p[2]).toBeCloseTo(0.01, 9);
    expect([...next([3, 2, 0])]).toEqual([0, 1, 0, 0]);
  });

  it.each([{ leader: 0 }, { leader: 1.1 }, { epsilon: 0 }, { epsilon: 0, samples: 1 }, { samples: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => bernoulliTopTwo(options)).toThrow(RangeError);
      expect(() => gaussianTopTwo(options)).toThrow(RangeError);
    },
  );
});
