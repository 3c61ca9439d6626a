import { day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { actions, context, input, learned, observed } from '../../../test/worlds.ts';
import { draw, normal, seededRng } from '../../random/index.ts';
import {
  type AdditiveState,
  type Observation,
  type Policy,
  type PolicyInput,
  type SequentialState,
  slateOf,
} from '../index.ts';
import {
  adaptiveLinear,
  bagging,
  linearMaillard,
  linearUcb,
  logisticThompson,
  onlineCover,
  regCb,
  squareCb,
} from './index.ts';
import { halfNormal } from './random-bounds.ts';

const [a, b, c] = actions([1, 0], [0, 1], [0.5, 0.5]) as [
  ReturnType<typeof actions>[0],
  ReturnType<typeof actions>[0],
  ReturnType<typeof actions>[0],
];
const arms = [a, b, c];
/** Four rewards of 1 for the first, one of 0 for the second: with λ = 1, μ = (0.8, 0) and A = diag(5, 2). */
const seen = [1, 1, 1, 1].map((value) => observed(a, value)).concat(observed(b, 0));
/** n = 5, Σr² = 4, bᵀμ = 3.2, ten observations of deviation 0.05 before. */
const noise = Math.sqrt((10 * 0.05 ** 2 + 0.8) / 15);

describe('LinUCB', () => {
  it('takes the largest bound, and says what it believes', () => {
    const policy = linearUcb({ width: 2 });
    const state = learned(policy, seen);
    const estimate = policy.estimate?.(input(arms, state), 2);
    expect(estimate?.mean).toBeCloseTo(0.4, 12);
    expect(estimate?.deviation).toBeCloseTo(noise * Math.sqrt(0.25 / 5 + 0.25 / 2), 12);
    expect([...policy.distribution(input(arms, state))]).toEqual([1, 0, 0]);
    // The bound of b passes that of a at α·s(√½ − √⅕) = 0.8.
    const turning = 0.8 / (noise * (Math.sqrt(1 / 2) - Math.sqrt(1 / 5)));
    for (const [exploration, best] of [
      [turning * 0.99, 0],
      [turning * 1.01, 1],
    ] as const)
      expect(linearUcb({ width: 2, exploration }).distribution(input(arms, state))[best]).toBe(1);
  });

  it('has support with chance alone', () => {
    expect(linearUcb({ width: 2 }).support).toBe('none');
    const soft = linearUcb({ width: 2, epsilon: 0.3 });
    expect(soft.support).toBe('full');
    const p = slateOf(soft, input(arms, learned(soft, seen)))([0]);
    expect([...p].map((x) => x.toFixed(9))).toEqual(['0.000000000', '0.150000000', '0.850000000']);
    for (const epsilon of [-0.1, 1.1, Number.NaN])
      expect(() => linearUcb({ width: 2, epsilon })).toThrow(RangeError);
  });
});

describe('linear Maillard sampling', () => {
  it('weighs gaps by how well they are known', () => {
    const policy = linearMaillard({ width: 2, exploration: 2, trust: 0.4, epsilon: 0.1 });
    const p = policy.distribution(input(arms, learned(policy, seen)));
    const unit = 2 * 4 * noise ** 2;
    const weights = [
      0.4 + 0.2,
      0.2 * Math.exp(-(0.8 ** 2) / (unit * (1 / 5 + 1 / 2))),
      0.2 * Math.exp(-(0.4 ** 2) / (unit * 0.25 * (1 / 5 + 1 / 2))),
    ];
    const mass = weights.reduce((x, y) => x + y, 0);
    for (const [i, w] of weights.entries()) expect(p[i]).toBeCloseTo((0.9 * w) / mass + 0.1 / 3, 12);
  });

  it('holds actions of the same features for equals', () => {
    const policy = linearMaillard({ width: 2, trust: 0, epsilon: 0.1 });
    const twins = [a, { ...a, id: 'twin' }, b];
    const p = policy.distribution(input(twins, learned(policy, seen)));
    expect(p[0]).toBeCloseTo(p[1] as number, 12);
  });

  it.each([{ trust: 1 }, { trust: -0.1 }, { epsilon: 0 }, { epsilon: 1.5 }, { exploration: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => linearMaillard({ width: 2, ...options })).toThrow(RangeError);
    },
  );
});

describe('SquareCB', () => {
  it('gives by the inverse of the gap', () => {
    const policy = squareCb({ width: 2, scale: 3 });
    const gamma = 3 * Math.sqrt(5);
    const p = slateOf(policy, input(arms, learned(policy, seen)));
    expect(p([])[1]).toBeCloseTo(1 / (3 + gamma * 0.8), 12);
    expect(p([])[2]).toBeCloseTo(1 / (3 + gamma * 0.4), 12);
    expect(p([0])[1]).toBeCloseTo(1 / (2 + gamma * 0.4), 12);
    const scaled = squareCb({ width: 2, scale: 3, unit: 'noise' });
    expect(scaled.distribution(input(arms, learned(scaled, seen)))[1]).toBeCloseTo(
      1 / (3 + (gamma / noise) * 0.8),
      12,
    );
  });

  it('takes the scores of a model where there are any, logits as probabilities', () => {
    const policy = squareCb({ width: 2, scale: 3 });
    const at = { ...input(arms, learned(policy, seen)) };
    const values = { kind: 'value', scores: Float64Array.of(0, 0.5, 0.25) } as const;
    const logits = { kind: 'logit', scores: Float64Array.of(0, 0, 2) } as const;
    const gamma = 3 * Math.sqrt(5);
    expect(policy.distribution({ ...at, scores: values })[0]).toBeCloseTo(1 / (3 + gamma * 0.5), 12);
    expect(policy.distribution({ ...at, scores: logits })[0]).toBeCloseTo(
      1 / (3 + gamma * (1 / (1 + Math.exp(-2)) - 0.5)),
      12,
    );
  });
});

describe('RegCB', () => {
  const radius = 2;
  const reach = noise * Math.sqrt(radius * Math.log(3 * 6));

  it('takes the highest bound', () => {
    const policy = regCb({ width: 2, radius });
    const upper = [0.8 + reach * Math.sqrt(1 / 5), reach * Math.sqrt(1 / 2)];
    expect((upper[0] as number) > (upper[1] as number)).toBe(true);
    expect([...policy.distribution(input(arms, learned(policy, seen)))]).toEqual([1, 0, 0]);
  });

  it('leaves out what cannot be the best any more', () => {
    const of = (wide: number) => {
      const policy = regCb({ width: 2, variant: 'elimination', radius: wide, epsilon: 0.3 });
      return [...policy.distribution(input(arms, learned(policy, seen)))].map((p) => p.toFixed(6));
    };
    expect(of(0.01)).toEqual(['0.800000', '0.100000', '0.100000']);
    expect(of(100)).toEqual(['0.333333', '0.333333', '0.333333']);
    expect(() => regCb({ width: 2, variant: 'elimination', epsilon: 0 })).toThrow(RangeError);
  });
});

/** What a sequential policy has learned from observations. */
function taught<S>(policy: Policy<S>, observations: readonly Observation[]): PolicyInput<S> {
  const state: AdditiveState | SequentialState<S> = policy.state;
  if (state.kind !== 'sequential') throw new Error('not sequential');
  const learnedState = observations.reduce((s, each) => state.update(s, each), state.initial());
  return { context, actions: arms, state: learnedState, at: 0, rng: seededRng(1, 'policy') };
}

describe('logistic Thompson sampling', () => {
  it('makes one Newton step for each observation', () => {
    const policy = logisticThompson({ width: 2, ridge: 4 });
    const estimate = policy.estimate?.(taught(policy, [observed(a, 1)]), 0);
    // σ(0) = ½, h = ¼, Σ = ¼ / (1 + 1/16), m = Σ · ½.
    const variance = 1 / 4 / (1 + 1 / 16);
    const chance = 1 / (1 + Math.exp(-variance / 2));
    expect(estimate?.mean).toBeCloseTo(chance, 12);
    expect(estimate?.deviation).toBeCloseTo(chance * (1 - chance) * Math.sqrt(variance), 12);
  });

  it('comes near the chances of a logistic world', () => {
    const policy = logisticThompson({ width: 2 });
    const rng = seededRng(3, 'logistic');
    const observations = Array.from({ length: 4000 }, (_, i) => {
      const arm = arms[i % 3] as (typeof arms)[0];
      return observed(arm, Number(rng.next() < ([0.2, 0.7, 0.45][i % 3] as number)));
    });
    const believed = taught(policy, observations);
    expect(policy.estimate?.(believed, 0).mean).toBeCloseTo(0.2, 1);
    expect(policy.estimate?.(believed, 1).mean).toBeCloseTo(0.7, 1);
    expect(policy.distribution(believed)[1]).toBeGreaterThan(0.95);
  });

  it('moves with a revision, and grows no surer by it', () => {
    const policy = logisticThompson({ width: 2 });
    const once = policy.estimate?.(taught(policy, [observed(a, 0)]), 0);
    const revised = policy.estimate?.(
      taught(policy, [observed(a, 0), { ...observed(a, 1), previous: 0 }]),
      0,
    );
    expect(revised?.mean).toBeGreaterThan(0.5);
    expect(once?.mean).toBeLessThan(0.5);
    expect(revised?.weight).toBe(1);
  });
});

describe('bagging', () => {
  const observations = Array.from({ length: 3000 }, (_, i) => {
    const arm = arms[i % 2] as (typeof arms)[0];
    return { ...observed(arm, Number(i % 2 === 0)), at: i };
  });

  it('has members that come to agree', () => {
    const policy = bagging({ width: 2, members: 20, epsilon: 0.03 });
    const before = policy.distribution(taught(policy, []));
    expect([...before].filter((p) => p > 0.01 + 1e-9).length).toBeGreaterThan(1);
    const p = policy.distribution(taught(policy, observations));
    expect(p[0]).toBeCloseTo(0.98, 12);
  });

  it('counts an observation about once in the mean, and a revision as often as what it revises', () => {
    const policy = bagging({ width: 2, members: 200, rate: 1e-9 });
    const moved = (list: readonly Observation[]) => {
      const { state } = taught(policy, list);
      return state.squares.filter((s) => (s[0] as number) > 0).length;
    };
    // A member leaves an observation out with probability 1/e.
    expect(moved([observed(a, 1)]) / 200).toBeCloseTo(1 - Math.exp(-1), 1);
    expect(moved([observed(a, 1), { ...observed(a, 0), previous: 1 }])).toBe(moved([observed(a, 1)]));
  });

  it('refuses half a member', () => {
    expect(() => bagging({ width: 2, members: 1.5 })).toThrow(RangeError);
    expect(() => bagging({ width: 2, epsilon: 2 })).toThrow(RangeError);
  });
});

describe('Online Cover', () => {
  const options = { width: 2, members: 4, psi: 0.3, epsilon: 0.03, spread: 1e-9 };
  const chosen = (kept: number, more: Partial<Observation> = {}): Observation => ({
    ...observed(a, 0.2),
    propensity: 1 / 3,
    among: 3,
    kept: [kept],
    ...more,
  });
  const moved = (observation: Observation) => {
    const policy = onlineCover(options);
    const { state } = taught(policy, [observation]);
    // AdaGrad's first step has one length: its sum of squares tells the gradient, which is the error here.
    return state.squares.map((squares) => Math.sqrt(squares[0] as number));
  };

  it('pays a member for what those before it leave out', () => {
    // One observation among three actions: μ = 1/3, so that Kμ = 1 and everything is covered by chance.
    expect(moved(chosen(0))).toEqual([0.2, 0.5, 0.5, 0.5].map((error) => expect.closeTo(error, 6)));
    const policy = onlineCover(options);
    const many = { ...taught(policy, []).state, count: 2_999 };
    const least = 1 / Math.sqrt(9_000);
    const { state } = policy as { readonly state: SequentialState<typeof many> };
    const after = state.update(many, chosen(0b0101));
    const bonus = (share: number) => (0.3 * least) / (least + (1 - 3 * least) * share);
    for (const [member, error] of [0.2, 0.2 + bonus(1), 0.2 + bonus(1 / 2), 0.2 + bonus(2 / 3)].entries())
      expect(Math.sqrt(after.squares[member]?.[0] as number)).toBeCloseTo(error, 6);
  });

  it('learns from what another policy decided without a bonus', () => {
    const { kept: _, ...foreign } = chosen(0);
    expect(moved(foreign)).toEqual([0.2, 0.2, 0.2, 0.2].map((error) => expect.closeTo(error, 6)));
  });

  it('keeps who holds the chosen for the best, at each place', () => {
    const policy = onlineCover({ ...options, members: 3 });
    const state = {
      count: 0,
      weights: [
        [1, 0],
        [0, 1],
        [2, 0],
      ].map((w) => Float64Array.from(w)),
      squares: [],
    };
    const at = { ...taught(policy, []), state };
    const next = slateOf(policy, at);
    expect([...next([])]).toEqual(
      [0.97 * (2 / 3) + 0.01, 0.97 / 3 + 0.01, 0.01].map((p) => expect.closeTo(p, 12)),
    );
    expect([0, 1, 2].map((i) => policy.keeps?.(at, [], i))).toEqual([[0b101], [0b010], [0]]);
    expect(policy.keeps?.(at, [0], 2)).toEqual([0b101]);
    expect(policy.estimate?.(at, 2)).toEqual({ mean: 0.5, weight: 0 });
  });

  it.each([{ members: 33 }, { members: 1.5 }, { psi: 0 }, { epsilon: 0 }])('refuses %o', (wrong) => {
    expect(() => onlineCover({ ...options, ...wrong })).toThrow(RangeError);
  });
});

describe('random bounds', () => {
  it('take each degree of optimism with the same probability', () => {
    const steps = 10;
    const epsilon = 0.1;
    const policy = adaptiveLinear({ width: 2, ridge: 1, exploration: 8, steps, epsilon });
    const p = slateOf(policy, input(arms, learned(policy, seen)));
    // b is worth more than a where Z passes what turned LinUCB round.
    const turning = 0.8 / (8 * noise * (Math.sqrt(1 / 2) - Math.sqrt(1 / 5)));
    const share = Array.from({ length: steps }, (_, i) => halfNormal((i + 0.5) / steps)).filter(
      (z) => z > turning,
    ).length;
    expect(share).toBeGreaterThan(0);
    expect(p([])[1]).toBeCloseTo((0.9 * share) / steps + epsilon / 3, 12);
  });

  it('are at the quantiles of a normal without its sign', () => {
    for (const [probability, z] of [
      [0.1, 0.12566],
      [0.5, 0.67449],
      [0.6826895, 1],
      [0.9544997, 2],
    ] as const)
      expect(Math.abs(halfNormal(probability) - z)).toBeLessThan(0.01);
  });
});

describe('the adaptive linear policy', () => {
  it.each([{ steps: 0 }, { epsilon: 0 }, { memory: 0 }, { constant: 2 }, { exploration: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => adaptiveLinear({ width: 2, ...options })).toThrow(RangeError);
    },
  );

  /** Rounds of a world with three normal features, in which the weights turn round half-way. */
  function share(policy: Policy, rounds: number): number {
    const rng = seededRng(5, 'turning');
    const state = learned(policy, []);
    let good = 0;
    for (let t = 0; t < rounds; t++) {
      const sign = t < rounds / 2 ? 1 : -1;
      const rows = Array.from({ length: 4 }, () => [1, normal(rng), normal(rng)]);
      const over = actions(...rows);
      const at = (t * day) / 50;
      const p = policy.distribution({ ...input(over, state, t), at });
      const chosen = draw(rng, p);
      const worth = rows.map((x) => sign * (x[1] as number));
      if (policy.state.kind === 'additive')
        state.merge(
          policy.state.contribution(
            observed(over[chosen] as (typeof over)[0], (worth[chosen] as number) + normal(rng), at),
            (when) => state.bucket(when),
          ),
        );
      if (t >= rounds * 0.75) good += Number(worth[chosen] === Math.max(...worth)) / (rounds / 4);
    }
    return good;
  }

  it('says the same at the same time, whatever it was asked before', () => {
    const make = () => adaptiveLinear({ width: 2, memory: 80 * day, ridge: 1000 });
    const policy = make();
    const many = Array.from({ length: 50 }, (_, i) => observed(i % 2 ? a : b, i % 2, 0));
    const state = learned(policy, many);
    const meanAt = (asked: Policy, hours: number) =>
      asked.estimate?.({ ...input(arms, state), at: (hours * day) / 24 }, 0).mean;
    const open = meanAt(policy, 26);
    const closed = meanAt(policy, 28);
    // Three hours after its end a bucket is closed, and its evidence takes the ridge down.
    expect(closed).toBeGreaterThan((open ?? 0) + 0.1);
    expect(meanAt(make(), 28)).toBe(closed);
    expect(meanAt(policy, 26)).toBe(open);
  });

  it('has found again what is best after everything has changed', () => {
    const policy = adaptiveLinear({ width: 3, steps: 8, constant: 0 });
    expect(share(policy, 1200)).toBeGreaterThan(0.85);
  });
});
