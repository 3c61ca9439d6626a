import { describe, expect, it } from 'vitest';
import { actions, input, observed } from '../../../test/worlds.ts';
import { stateName } from '../../engine/learned.ts';
import { draw, seededRng } from '../../random/index.ts';
import { Sums } from '../../state/index.ts';
import {
  type AdditiveState,
  bernoulliThompson,
  greedy,
  klMaillard,
  type Policy,
  ucb1,
  uniform,
} from '../index.ts';

const arms = actions([0], [0]);
const [first] = arms as [(typeof arms)[0]];

function additive(policy: Policy): AdditiveState {
  if (policy.state.kind !== 'additive') throw new Error('not additive');
  return policy.state;
}

describe('what is known of an action', () => {
  it('has a state of its own for each way to forget', () => {
    const ways = [{}, { halfLife: 8000 }, { window: 8000 }];
    const names = ways.map((options) => stateName('home', greedy(options)));
    expect(names).toEqual(['home/greedy@1/f1/3/0', 'home/greedy@1/f1/3/8000', 'home/greedy@1/f1/3/0/w8000']);
  });

  it('is what the window holds', () => {
    const policy = ucb1({ window: 8000 });
    const { sums: spec, contribution } = additive(policy);
    const sums = new Sums(spec);
    for (const [value, at] of [
      [1, 0],
      [0, 7999],
      [0.5, 12_000],
    ] as const)
      sums.merge(contribution(observed(first, value, at), (time) => sums.bucket(time)));
    const known = (at: number) => policy.estimate?.({ ...input(arms, sums), at }, 0);
    expect(known(12_000)).toEqual({ mean: 0.25, weight: 2 });
    expect(known(16_000)).toEqual({ mean: 0.5, weight: 1 });
    expect(known(21_000)).toEqual({ mean: 0, weight: 0 });
  });

  it.each([{ halfLife: 0 }, { window: -1 }, { window: Number.NaN }, { window: 1, halfLife: 1 }])(
    'refuses to forget by %o',
    (options) => {
      for (const make of [greedy, ucb1, klMaillard, bernoulliThompson])
        expect(() => make(options)).toThrow(RangeError);
    },
  );
});

describe('in a world that turns half-way', () => {
  /** Share of the better arm in the last quarter; a round is a millisecond. */
  function late(policy: Policy): number {
    const { sums: spec, contribution } = additive(policy);
    const sums = new Sums(spec);
    const rng = seededRng(11, 'world');
    const sampling = seededRng(11, 'policy');
    let better = 0;
    for (let at = 0; at < 4000; at++) {
      const p = policy.distribution({ ...input(arms, sums), at, rng: sampling });
      const arm = draw(rng, p);
      const value = Number(rng.next() < (arm === Number(at >= 2000) ? 0.7 : 0.3));
      sums.merge(contribution(observed(arms[arm] as typeof first, value, at), (time) => sums.bucket(time)));
      if (at >= 3000 && arm === 1) better++;
    }
    return better / 1000;
  }

  it.each<[string, (forgetting: { halfLife?: number; window?: number }) => Policy]>([
    ['Thompson sampling', (forgetting) => bernoulliThompson({ samples: 8, ...forgetting })],
    ['Maillard sampling', klMaillard],
    ['UCB1', ucb1],
  ])('%s finds the better arm with a half-life or a window', (_, make) => {
    for (const forgetting of [{ halfLife: 250 }, { window: 800 }])
      expect(late(make(forgetting))).toBeGreaterThan(0.65);
  });

  it('chance stays chance', () => {
    expect(Math.abs(late(uniform()) - 0.5)).toBeLessThan(0.08);
  });
});
