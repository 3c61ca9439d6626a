import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareZ } from '../../../test/statistics.ts';
import { input, learned, observed } from '../../../test/worlds.ts';
import { drawSlate } from '../../slates/index.ts';
import { testPolicy } from '../../testing/policy.ts';
import {
  type Action,
  type AnyPolicy,
  adaptiveLinear,
  bagging,
  bernoulliThompson,
  blend,
  budgeted,
  burnIn,
  byBrand,
  byCategory,
  byFeatures,
  byVectors,
  calibrated,
  constrained,
  determinantal,
  diverse,
  epsilonGreedy,
  exposureFloors,
  gaussianThompson,
  greedy,
  linearThompson,
  type PolicyInput,
  reserved,
  slateOf,
  softmax,
  uniform,
  warmStart,
} from '../index.ts';

const at = 0;
const similarity = byFeatures();
const even = ({ id }: Action) => id.length % 2 === 0;
const odd = ({ features }: Action) => (features[0] ?? 0) > 0;
const floors = [
  { member: even, share: 0.3 },
  { member: odd, share: 0.2 },
];

testPolicy('reserved', () => reserved(softmax(), { share: 0.1 }));
testPolicy('reserved, of a deterministic one', () => reserved(greedy(), { share: 0.2 }));
testPolicy('burn-in', () => burnIn(gaussianThompson({ halfLife: 1e9 }), { observations: 20 }));
testPolicy('burn-in by a feature', () =>
  burnIn(linearThompson({ width: 8 }), { observations: 20, feature: 1 }),
);
testPolicy('budgeted by share', () => budgeted(softmax(), { share: 0.2 }));
testPolicy('budgeted by regret', () => budgeted(linearThompson({ width: 8 }), { regret: 0.01, floor: 0.05 }));
testPolicy('budgeted by the day', () => budgeted(softmax(), { regretPerDay: 0.5 }));
testPolicy('warm start', () => warmStart(bernoulliThompson(), { feature: 0 }));
testPolicy('warm start of means', () => warmStart(epsilonGreedy(), { feature: 0, weight: 5 }));
testPolicy('diverse', () => diverse(softmax(), { similarity }));
testPolicy('determinantal', () => determinantal(softmax(), { similarity, strength: 2 }));
testPolicy('exposure floors', () => exposureFloors(softmax(), floors));
testPolicy('calibrated', () => calibrated(softmax(), { feature: 2 }));

function article(id: string, category: string, features: readonly number[], brand = id): Action {
  const product: Product = {
    id,
    title: id,
    status: 'active',
    variants: [],
    categories: [category],
    brand,
    updatedAt: at,
  };
  return { id, features: Float64Array.from(features), product };
}

/** Ranker's input, then the share of interest in the category. */
const shelf = [
  article('a', 'coats', [1, 0.75]),
  article('b', 'coats', [0.9, 0.75], 'small'),
  article('c', 'shoes', [0.5, 0.25]),
  article('d', 'shoes', [0.1, 0.25], 'small'),
  article('e', 'hats', [0.2, 0]),
];
const values = new Map([
  ['a', 0.9],
  ['b', 0.8],
  ['c', 0.4],
  ['d', 0.1],
  ['e', 0.3],
]);

/** A policy that has seen what each is worth. */
function taught(policy: AnyPolicy) {
  return learned(
    policy,
    shelf.flatMap((action) => Array.from({ length: 40 }, () => observed(action, values.get(action.id) ?? 0))),
  );
}

const base = () => softmax({ temperature: 0.2 });
const kinds: Record<string, () => AnyPolicy> = {
  reserved: () => reserved(base(), { share: 0.3 }),
  'reserved and deterministic': () => reserved(greedy(), { share: 0.3 }),
  'burn-in': () => burnIn(base(), { observations: 1000, feature: 0 }),
  budgeted: () => budgeted(base(), { share: 0.3, regret: 0.05 }),
  'warm start': () => warmStart(base(), { feature: 0, weight: 40, worth: 0.5 }),
  diverse: () => diverse(base(), { similarity: byCategory, strength: 2 }),
  determinantal: () =>
    determinantal(base(), {
      similarity: blend([
        [byCategory, 2],
        [byBrand, 1],
      ]),
    }),
  'exposure floors': () =>
    exposureFloors(base(), [
      { member: ({ product }) => product?.brand === 'small', share: 0.4 },
      { member: ({ product }) => product?.categories.includes('hats') ?? false, share: 0.15 },
    ]),
  calibrated: () => calibrated(base(), { weight: 0.6, feature: 1 }),
  'all of them': () =>
    exposureFloors(
      reserved(
        calibrated(
          diverse(burnIn(budgeted(warmStart(base(), { feature: 0 }), { share: 0.8 }), { observations: 50 }), {
            similarity: byCategory,
          }),
          { feature: 1 },
        ),
      ),
      [{ member: ({ product }) => product?.brand === 'small', share: 0.3 }],
    ),
};

/** Every slate of a length with its probability. */
function slates(policy: AnyPolicy, places: number): Map<string, number> {
  const next = slateOf(policy, input(shelf, taught(policy)));
  const found = new Map<string, number>();
  const walk = (prefix: readonly number[], p: number) => {
    if (prefix.length === places) found.set(prefix.join(), p);
    else for (const [i, q] of next(prefix).entries()) if (!prefix.includes(i)) walk([...prefix, i], p * q);
  };
  walk([], 1);
  return found;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);

describe.each(Object.entries(kinds))('%s', (_, make) => {
  it('has slates whose probabilities sum to 1, for any number of places', () => {
    for (const places of [1, 2, 5]) {
      const all = slates(make(), places);
      expect(all.size).toBe([0, 5, 20, 60, 120, 120][places]);
      expect(Math.abs(sum(all.values()) - 1)).toBeLessThan(1e-9);
      expect(Math.min(...all.values())).toBeGreaterThan(0);
    }
  });

  it('is drawn 20,000 times as often as the logged propensities say', () => {
    const policy = make();
    const state = taught(policy);
    const expected = slates(policy, 3);
    const counts = new Map<string, number>();
    const n = 20_000;
    let worst = 0;
    for (let seed = 0; seed < n; seed++) {
      const about = { context: { values: {}, schema: '1' }, actions: shelf, state, at };
      const { chosen, propensities } = drawSlate(policy, about, 3, seed);
      const key = chosen.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      worst = Math.max(worst, Math.abs(propensities.reduce((p, q) => p * q, 1) - (expected.get(key) ?? 0)));
    }
    expect(worst).toBeLessThan(1e-12);
    // Slates that hardly ever come are one cell.
    const rare = [...expected].filter(([, p]) => p * n < 5).map(([key]) => key);
    const common = [...expected.keys()].filter((key) => !rare.includes(key));
    const cells = [...common.map((key) => [key]), rare];
    const total = (of: Map<string, number>, cell: readonly string[]) =>
      sum(cell.map((key) => of.get(key) ?? 0));
    expect(
      chiSquareZ(
        cells.map((cell) => total(counts, cell)),
        cells.map((cell) => total(expected, cell) * n),
      ),
    ).toBeLessThan(5);
  }, 60_000);

  it('keeps the name and the sums of its base', () => {
    expect(['softmax', 'greedy-soft']).toContain(make().id);
    expect(make().version).toBe(base().version);
  });
});

describe('reserved', () => {
  it('makes a whole slate at random with the share, and by the policy otherwise', () => {
    const mixed = slates(reserved(base(), { share: 0.3 }), 3);
    const own = slates(base(), 3);
    for (const [key, p] of mixed) expect(p).toBeCloseTo(0.3 / 60 + 0.7 * (own.get(key) ?? 0), 12);
  });

  it('gives a deterministic policy support', () => {
    expect(reserved(greedy()).support).toBe('full');
    const all = slates(reserved(greedy(), { share: 0.12 }), 3);
    expect(all.get('0,1,2')).toBeCloseTo(0.88 + 0.12 / 60, 9);
    expect(all.get('4,3,2')).toBeCloseTo(0.12 / 60, 9);
  });

  it('refuses a share that is none', () => {
    expect(() => reserved(base(), { share: 0 })).toThrow('share');
  });
});

describe('burn-in', () => {
  const seen = (policy: AnyPolicy, times: number) =>
    learned(
      policy,
      Array.from({ length: times }, () => observed(shelf[4] as Action, 1)),
    );

  it('is even until so many places were seen, and then the policy', () => {
    const policy = burnIn(base(), { observations: 3 });
    expect([...policy.distribution(input(shelf, seen(policy, 2)))]).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
    const after = input(shelf, seen(policy, 3));
    expect(policy.distribution(after)).toEqual(base().distribution(after));
  });

  it('does not count a revision again', () => {
    const policy = burnIn(base(), { observations: 2 });
    const first = observed(shelf[0] as Action, 0);
    const state = learned(policy, [first, { ...first, value: 1, previous: 0 }]);
    expect([...policy.distribution(input(shelf, state))]).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
  });

  it('draws as the ranker does where it is told of it', () => {
    const policy = burnIn(base(), { observations: 3, feature: 0 });
    const [first] = policy.distribution(input(shelf, seen(policy, 0)));
    expect(first).toBeCloseTo(0.9 / (1 + 0.81 + 0.25 + 0.01 + 0.04) + 0.02, 12);
  });

  it('is not seen by the policy: it learns and believes as without, and counts no observations as its own', () => {
    const own = adaptiveLinear({ width: 2, memory: 1000 });
    const counted = constrained(burnIn(own, { observations: 1 }), { of: 'margin', atMost: 9 });
    const told = shelf.flatMap((action, i) =>
      [0, 900].map((when) => ({ ...observed(action, i / 4), at: when })),
    );
    const components = { click: 0, cart: 0, purchase: 0, return: 0, margin: 1 };
    const narrow = told.map((one) => ({ ...one, features: one.features.slice(0, 2), components }));
    const [with_, without] = [counted, own].map((each) => ({
      ...input(shelf, learned(each, narrow)),
      at: 1000,
    }));
    if (with_ === undefined || without === undefined) throw new Error('no input');
    expect(counted.distribution(with_)).toEqual(own.distribution(without));
    expect(counted.estimate?.(with_, 0)).toEqual(own.estimate?.(without, 0));
    const count = (rows: Iterable<{ values: readonly number[] }>) =>
      sum([...rows].map(({ values: [n = 0] }) => n));
    expect(count(with_.state.rows())).toBe(count(without.state.rows()));
    expect([...with_.state.keys()].length).toBeGreaterThan([...without.state.keys()].length);
  });

  it('refuses a policy that learns in order', () => {
    expect(() => burnIn(bagging({ width: 2 }), { observations: 3 })).toThrow('learns in order');
  });
});

describe('budgeted', () => {
  const means = (policy: AnyPolicy, about: ReturnType<typeof input>) =>
    shelf.map((_, i) => policy.estimate?.(about, i).mean ?? 0);

  it('keeps every place within both bounds, and as near to the policy as they allow', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
        (share, regret, prefix) => {
          const policy = budgeted(base(), { share, regret, floor: 0.01 });
          const about = input(shelf, taught(policy));
          const m = means(policy, about);
          const p = slateOf(policy, about)(prefix);
          const left = m.map((_, i) => i).filter((i) => !prefix.includes(i));
          const best = left.reduce((a, b) => ((m[b] as number) > (m[a] as number) ? b : a));
          const lost = sum(left.map((i) => (p[i] as number) * ((m[best] as number) - (m[i] as number))));
          expect(1 - (p[best] as number)).toBeLessThan(share + 1e-9);
          expect(lost).toBeLessThan(regret + 1e-9);
          for (const i of left) expect(p[i]).toBeGreaterThanOrEqual(0.01 / left.length - 1e-12);
        },
      ),
    );
  });

  it('spreads what a day may cost over as many places as the day before had', () => {
    const day = 86_400_000;
    const policy = budgeted(base(), { regretPerDay: 2, floor: 0.001 });
    const [first] = shelf as [Action];
    const lost = (places: number, at: number) => {
      const state = taught(base());
      if (policy.state.kind !== 'additive') throw new Error('no sums');
      for (let i = 0; i < places; i++)
        state.merge(policy.state.contribution({ ...observed(first, 0.9), at: day }, () => 0));
      const about = { ...input(shelf, state), at };
      const m = means(policy, about);
      const p = policy.distribution(about);
      return sum([...p].map((each, i) => each * (Math.max(...m) - (m[i] as number))));
    };
    expect(lost(200, 2 * day)).toBeCloseTo(0.01, 9);
    expect(lost(200, day)).toBeCloseTo(0.01, 9);
    expect(lost(200, 3 * day)).toBeGreaterThan(0.05);
    expect(() => budgeted(bagging({ width: 2 }), { regretPerDay: 1 })).toThrow('learns in order');
  });

  it('asks for the means of all actions in one go, through a warm start and a count too', () => {
    const asked = { estimate: 0, means: 0 };
    const inner = softmax();
    const watched: AnyPolicy = {
      ...inner,
      estimate(about: PolicyInput, action: number) {
        asked.estimate++;
        return inner.estimate?.(about, action) ?? { mean: 0 };
      },
      means(about: PolicyInput) {
        asked.means++;
        return inner.means?.(about) ?? new Float64Array(0);
      },
    };
    for (const policy of [
      budgeted(watched, { share: 0.2 }),
      budgeted(warmStart(watched, { feature: 0 }), { regretPerDay: 1 }),
    ])
      policy.distribution(input(shelf, taught(policy)));
    expect(asked).toEqual({ estimate: 0, means: 2 });
  });

  it('takes the floor where the budget is smaller still', () => {
    const policy = budgeted(base(), { share: 0.001, floor: 0.1 });
    const p = policy.distribution(input(shelf, taught(policy)));
    expect([...p].map((each) => each.toFixed(6))).toEqual([
      '0.920000',
      '0.020000',
      '0.020000',
      '0.020000',
      '0.020000',
    ]);
  });
});

describe('warm start', () => {
  it('believes history until as much was seen', () => {
    const policy = warmStart(epsilonGreedy({ priorWeight: 1e-9 }), { feature: 0, weight: 10, worth: 0.5 });
    const known = (times: number) =>
      policy.estimate?.(
        input(
          shelf,
          learned(
            policy,
            Array.from({ length: times }, () => observed(shelf[0] as Action, 1)),
          ),
        ),
        0,
      );
    expect(known(0)?.mean).toBeCloseTo(0.5, 6);
    expect(known(10)?.mean).toBeCloseTo(0.75, 6);
    expect(known(10)?.weight).toBe(20);
  });

  it('leaves the sums to samples, and is for policies without features', () => {
    const policy = warmStart(epsilonGreedy(), { feature: 0 });
    expect([...learned(policy, []).rows()]).toEqual([]);
    expect(() => warmStart(linearThompson({ width: 2 }), { feature: 0 })).toThrow('no features');
  });
});

describe('diversity', () => {
  const given = (policy: AnyPolicy, prefix: readonly number[]) =>
    slateOf(policy, input(shelf, taught(policy)))(prefix);

  it('takes e^−β of the odds of what is like something above', () => {
    const p = given(diverse(base(), { similarity: byCategory, strength: 2 }), [0]);
    const own = given(base(), [0]);
    const ratio = (q: Float64Array) => (q[1] as number) / (q[2] as number);
    expect(ratio(p)).toBeCloseTo(ratio(own) * Math.exp(-2), 9);
  });

  it('by determinants: what is left of the variance, as a dense solution has it', () => {
    const kernel = blend([
      [byCategory, 1],
      [byBrand, 1],
    ]);
    const p = given(determinantal(base(), { similarity: kernel }), [0, 3]);
    const own = given(base(), [0, 3]);
    // Two above: v = 1.01 − sᵀ·S⁻¹·s, by the inverse of a 2 × 2 matrix.
    const s = (i: number, j: number) => kernel(shelf[i] as Action, shelf[j] as Action) + (i === j ? 0.01 : 0);
    const left = (i: number) => {
      const det = s(0, 0) * s(3, 3) - s(0, 3) ** 2;
      const [x, y] = [s(i, 0), s(i, 3)];
      return s(i, i) - (x * x * s(3, 3) - 2 * x * y * s(0, 3) + y * y * s(0, 0)) / det;
    };
    const weights = [1, 2, 4].map((i) => (own[i] as number) * left(i));
    for (const [k, i] of [1, 2, 4].entries())
      expect(p[i]).toBeCloseTo((weights[k] as number) / sum(weights), 9);
  });

  it('measures texts where it has their vectors', () => {
    const texts: Record<string, number[]> = { a: [1, 0], b: [0.6, 0.8], c: [-1, 0] };
    const text = byVectors((id) => texts[id]);
    const [a, b, c, d] = shelf as [Action, Action, Action, Action];
    expect([text(a, a), text(a, b), text(a, c), text(a, d)]).toEqual([1, 0.6, 0, 0]);
  });

  it('refuses weights and strengths that are none', () => {
    expect(() => blend([[byCategory, 0]])).toThrow('above zero');
    expect(() => diverse(base(), { similarity, strength: 21 })).toThrow('strength');
  });
});

describe('exposure floors', () => {
  it('hold exactly in every place that can keep them, and leave the rest in proportion', () => {
    const share = fc.double({ min: 0.01, max: 0.45, noNaN: true });
    const groupOf = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(share, share, groupOf, (first, second, groups) => {
        const isIn = (g: number) => (action: Action) => groups[shelf.indexOf(action)] === g;
        const policy = exposureFloors(base(), [
          { member: isIn(0), share: first },
          { member: isIn(1), share: second },
        ]);
        const next = slateOf(policy, input(shelf, taught(policy)));
        const own = slateOf(base(), input(shelf, taught(base())));
        const walk = (prefix: readonly number[]) => {
          const p = next(prefix);
          expect(Math.abs(sum(p) - 1)).toBeLessThan(1e-9);
          const left = [0, 1, 2, 3, 4].filter((i) => !prefix.includes(i));
          const of = (q: Float64Array, g: number) =>
            sum(left.map((i) => (groups[i] === g ? (q[i] as number) : 0)));
          for (const [g, f] of [first, second].entries()) {
            if (!left.some((i) => groups[i] === g)) continue;
            expect(of(p, g)).toBeGreaterThanOrEqual(f - 1e-9);
            // No more is taken from the policy than the floor needs.
            if (of(p, g) > of(own(prefix), g) + 1e-9 && left.some((i) => groups[i] === 2))
              expect(of(p, g)).toBeCloseTo(f, 9);
          }
          if (left.length > 1) for (const i of left) walk([...prefix, i]);
        };
        walk([]);
      }),
      { numRuns: 25 },
    );
  });

  it('gives a group without any probability an even share of its floor', () => {
    const policy = exposureFloors(greedy(), [
      { member: ({ product }) => product?.brand === 'small', share: 0.2 },
    ]);
    expect([...policy.distribution(input(shelf, taught(policy)))]).toEqual([0.8, 0.1, 0, 0.1, 0]);
  });

  it('refuses shares that cannot be had together', () => {
    expect(() =>
      exposureFloors(base(), [
        { member: even, share: 0.6 },
        { member: odd, share: 0.4 },
      ]),
    ).toThrow('below 1');
  });
});

describe('calibrated', () => {
  const sharesOf = (policy: AnyPolicy, actions: readonly Action[]) => {
    const next = slateOf(policy, input(actions, taught(policy)));
    let coats = 0;
    const walk = (prefix: readonly number[], p: number) => {
      if (prefix.length === 2)
        coats += p * prefix.filter((i) => actions[i]?.product?.categories[0] === 'coats').length;
      else for (const [i, q] of next(prefix).entries()) if (q > 0) walk([...prefix, i], p * q);
    };
    walk([], 1);
    return coats / 2;
  };

  it('brings the shares of the slate closer to those of the profile', () => {
    const shoes = shelf.map((action) => ({
      ...action,
      features: Float64Array.of(
        action.features[0] as number,
        action.product?.categories[0] === 'shoes' ? 1 : 0,
      ),
    }));
    const own = sharesOf(uniform(), shoes);
    const bent = [0.2, 0.5, 0.8].map((weight) =>
      sharesOf(calibrated(uniform(), { weight, feature: 1 }), shoes),
    );
    expect(own).toBeCloseTo(0.4, 9);
    expect([own, ...bent]).toEqual([own, ...bent].sort((a, b) => b - a));
    expect(bent[2]).toBeLessThan(0.1);
  });

  it('is the policy itself for who has no profile', () => {
    const nobody = shelf.map((action) => ({ ...action, features: Float64Array.of(1, 0) }));
    const about = input(nobody, taught(base()));
    expect(calibrated(base(), { feature: 1 }).distribution(about)).toEqual(base().distribution(about));
  });
});
