import { describe, expect, it } from 'vitest';
import { actions, input, learned, observed } from '../../../test/worlds.ts';
import { draw, seededRng } from '../../random/index.ts';
import { type Components, close, noOrders, type RewardSpec, record } from '../../rewards/index.ts';
import { testPolicy } from '../../testing/policy.ts';
import {
  type Action,
  type AnyPolicy,
  bagging,
  constrained,
  constraintPrice,
  linearThompson,
  multiplier,
  type Observation,
  type PricedPlace,
  slateOf,
  softmax,
} from '../index.ts';

const base = () => softmax({ temperature: 0.3 });
testPolicy('constrained', () => constrained(base(), { of: 'margin', atLeast: 0.1 }));
testPolicy('constrained from above', () =>
  constrained(linearThompson({ width: 8 }), { of: 'return', atMost: 0.1 }),
);

const arms = actions([1, 0, 0], [0, 1, 0], [0, 0, 1]);
/** The first has the best reward, the last the best margin. */
const rewards = [0.9, 0.7, 0.5];
const margins = [0.1, 0.3, 0.9];

function parts(margin: number): Components {
  return { click: 0, cart: 0, purchase: 0, return: 0, margin };
}

function told(action: Action, value: number, margin: number): Observation {
  return { ...observed(action, value), components: parts(margin) };
}

/** Mean reward and margin of the last half of a run. */
function run(policy: AnyPolicy, rounds: number, seed: number) {
  const state = learned(policy, []);
  const rng = seededRng(seed, 'world');
  const got: Pair[] = [];
  for (let t = 0; t < rounds; t++) {
    const i = draw(rng, policy.distribution(input(arms, state, t)));
    const margin = Number(rng.next() < (margins[i] as number));
    const value = Number(rng.next() < (rewards[i] as number));
    got.push([value, margin]);
    if (policy.state.kind === 'additive')
      state.merge(policy.state.contribution(told(arms[i] as Action, value, margin), () => 0));
  }
  const half = got.slice(rounds / 2);
  const mean = (k: 0 | 1) => half.reduce((sum, each) => sum + each[k], 0) / half.length;
  return { reward: mean(0), margin: mean(1) };
}
type Pair = readonly [number, number];

describe('a constraint', () => {
  it('is kept in the long run, at a price', () => {
    const free = run(base(), 6000, 1);
    const bound = run(constrained(base(), { of: 'margin', atLeast: 0.6 }), 6000, 1);
    expect(free.margin).toBeLessThan(0.45);
    expect(bound.margin).toBeGreaterThan(0.57);
    expect(bound.reward).toBeLessThan(free.reward);
    const ceiling = run(constrained(base(), { of: 'margin', atMost: 0.25 }), 6000, 1);
    expect(ceiling.margin).toBeLessThan(0.27);
  });

  it('that is kept anyway changes nothing', () => {
    const policy = constrained(base(), { of: 'margin', atLeast: 0.05 });
    const about = input(
      arms,
      learned(
        policy,
        arms.map((arm) => told(arm, 0.5, 1)),
      ),
    );
    expect(policy.distribution(about)).toEqual(base().distribution(about));
  });

  it('has a multiplier that is a function of two sums', () => {
    expect(multiplier([100, 5], { of: 'margin', atLeast: 0.1 })).toBeCloseTo(0.5, 12);
    expect(multiplier([100, 50], { of: 'margin', atLeast: 0.1 })).toBe(0);
    expect(multiplier([100, 20], { of: 'return', atMost: 0.1 })).toBeCloseTo(1, 12);
    expect(multiplier([1e6, 0], { of: 'margin', atLeast: 0.1 })).toBe(10);
  });

  it('counts a place once, and of revisions the last word', () => {
    const policy = constrained(base(), { of: 'margin', atLeast: 0.5 });
    const [arm] = arms as [Action];
    const revised = [
      told(arm, 1, 0.4),
      { ...told(arm, 1, 0.9), previous: 1, previousComponents: parts(0.4) },
      { ...told(arm, 1, 0.2), previous: 1, previousComponents: parts(0.9) },
    ];
    expect([...learned(policy, revised).rows()]).toEqual([...learned(policy, [told(arm, 1, 0.2)]).rows()]);
  });

  it('has slates that sum to 1 while it binds', () => {
    const policy = constrained(base(), { of: 'margin', atLeast: 0.9 });
    const state = learned(
      policy,
      arms.flatMap((arm, i) => Array.from({ length: 50 }, () => told(arm, 0.5, margins[i] as number))),
    );
    const next = slateOf(policy, input(arms, state));
    let total = 0;
    const walk = (prefix: readonly number[], p: number) => {
      if (prefix.length === 3) total += p;
      else for (const [i, q] of next(prefix).entries()) if (q > 0) walk([...prefix, i], p * q);
    };
    walk([], 1);
    expect(total).toBeCloseTo(1, 12);
    const [low = 1, , high = 0] = next([]);
    const shrunk = (mean: number) => (50 * mean + 20 * (65 / 150)) / 70;
    expect(high / low).toBeCloseTo(
      Math.exp((0.01 * (150 - 65 / 0.9) * (shrunk(0.9) - shrunk(0.1))) / 0.9),
      5,
    );
  });

  it('refuses two bounds, none, and a policy that learns in order', () => {
    expect(() => constrained(base(), { of: 'margin' })).toThrow('one bound');
    expect(() => constrained(base(), { of: 'margin', atLeast: 1, atMost: 2 })).toThrow('one bound');
    expect(() => constrained(base(), { of: 'margin', atLeast: 0 })).toThrow('above zero');
    expect(() => constrained(bagging({ width: 3 }), { of: 'margin', atLeast: 1 })).toThrow('learns in order');
  });
});

describe('samples of a reward that tells its components', () => {
  const spec: RewardSpec = {
    weights: { click: 1 },
    purchase: 'line',
    wait: 1,
    default: 0,
    window: 1,
    cap: 10,
    eager: true,
    components: true,
  };
  const place = { shop: 's', point: 'p', decision: 'd', position: 0 };

  it('are made of each change of them, and name those before', () => {
    const first = record(spec, place, undefined, { kind: 'click', at: 1 });
    const second = record(spec, place, first.outcome, { kind: 'purchase', at: 2, margin: 0.4 });
    const again = record(spec, place, second.outcome, { kind: 'click', at: 3 });
    const click = { ...noOrders, click: 1, cart: 0 };
    const bought = { ...click, purchase: 1, margin: 0.4 };
    expect(first.sample).toMatchObject({ revision: 0, value: 1, components: click });
    expect(first.sample).not.toHaveProperty('previousComponents');
    expect(second.sample).toMatchObject({
      revision: 1,
      value: 1,
      previous: 1,
      components: bought,
      previousComponents: click,
    });
    expect(again.sample).toBeUndefined();
  });

  it('have none where it does not, and silence has zeros', () => {
    const { components: _, ...plain } = spec;
    expect(record(plain, place, undefined, { kind: 'click', at: 1 }).sample).not.toHaveProperty('components');
    const { outcome } = record(spec, place, undefined, { kind: 'impression', at: 1 });
    expect(close(spec, outcome, 5).sample?.components).toEqual({ ...noOrders, click: 0, cart: 0 });
  });
});

describe('the price of a constraint', () => {
  /** A log of an even policy over the three arms. */
  function log(decisions: number, seed: number): PricedPlace[] {
    const rng = seededRng(seed, 'log');
    const [bound, free] = [
      [0.1, 0.1, 0.8],
      [0.8, 0.1, 0.1],
    ];
    return Array.from({ length: decisions }, (_, d): PricedPlace => {
      const i = draw(rng, [1 / 3, 1 / 3, 1 / 3]);
      return {
        decision: `${d}`,
        propensity: 1 / 3,
        bound: bound[i] as number,
        free: free[i] as number,
        reward: Number(rng.next() < (rewards[i] as number)),
        component: Number(rng.next() < (margins[i] as number)),
      };
    });
  }
  const truth = { bound: 0.56, free: 0.84, margin: 0.76 - 0.2 };

  it('is the difference of the reward, with what it buys', () => {
    const price = constraintPrice(log(20_000, 7));
    expect(price?.reward.bound.mean).toBeCloseTo(truth.bound, 1);
    expect(price?.reward.free.mean).toBeCloseTo(truth.free, 1);
    expect(price?.component.difference.mean).toBeCloseTo(truth.margin, 1);
    expect(price?.exchange).toBeCloseTo(0.28 / 0.56, 1);
    expect(price?.decisions).toBe(20_000);
  });

  it('has intervals that hold it as often as they say', () => {
    let held = 0;
    const logs = 400;
    for (let seed = 0; seed < logs; seed++) {
      const { low, high } = (constraintPrice(log(400, seed)) as { reward: { difference: Bounds } }).reward
        .difference;
      if (low <= truth.bound - truth.free && truth.bound - truth.free <= high) held++;
    }
    expect(held / logs).toBeGreaterThan(0.91);
    expect(held / logs).toBeLessThan(0.985);
  });

  it('is not told of a log that supports nothing', () => {
    expect(constraintPrice([])).toBeUndefined();
    expect(constraintPrice(log(50, 1).map((place) => ({ ...place, propensity: 0 })))).toBeUndefined();
  });
});

interface Bounds {
  readonly low: number;
  readonly high: number;
}
