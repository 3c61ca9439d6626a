import { type Action, type Policy, type PolicyInput, Sums, seededRng } from '@armoire/core';
import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  competitorMatch,
  costPlus,
  demandGreedy,
  fixedPrice,
  seasonSteps,
  timeRule,
} from '../baselines/index.ts';
import { averagedDemand, logLinearDemand, rungDemand, rungKey } from '../demand/index.ts';
import { epsilonAfter } from './explore.ts';
import {
  demandEpsilonGreedy,
  demandThompson,
  demandUcb,
  markdown,
  type Objective,
  perUnit,
  stockedThompson,
} from './index.ts';
import { tillOf, worths } from './objective.ts';
import { costShare } from './offer.ts';
import { rationed } from './rationed.ts';
import { seasonPlan } from './season-plan.ts';

const at = 1_750_000_000_000;
const ladder = [0.6, 0.8, 1, 1.2, 1.4];

function article(cost?: number, more: Partial<Product> = {}): Product {
  const money = (amount: number) => ({ amount, currency: 'EUR' });
  return {
    id: 'p',
    title: 'P',
    status: 'active',
    categories: [],
    taxBasis: 'net',
    variants: [{ id: 'v', price: money(1000), ...(cost === undefined ? {} : { cost: money(cost) }) }],
    updatedAt: 0,
    ...more,
  };
}

function actions(factors: readonly number[] = ladder, product = article(500)): Action[] {
  return factors.map((factor) => ({ id: rungKey('p', factor), features: new Float64Array(0), product }));
}

interface Told {
  readonly units: (factor: number) => number;
  readonly periods?: number;
}

function input(policy: Policy, told: Told | undefined, more: Partial<PolicyInput> = {}): PolicyInput {
  const { state: kind } = policy;
  if (kind.kind !== 'additive') throw new Error('only sums are told here');
  const state = new Sums(kind.sums);
  for (const factor of told === undefined ? [] : ladder)
    for (let i = 0; i < (told?.periods ?? 40); i++) {
      const seen = {
        action: rungKey('p', factor),
        features: new Float64Array(0),
        propensity: 1,
        at,
        value: told?.units(factor) ?? 0,
      };
      state.merge(kind.contribution(seen, (time) => state.bucket(time)));
    }
  return {
    context: { values: {}, schema: '1' },
    actions: actions(),
    state,
    at,
    rng: seededRng(1, 'policy'),
    ...more,
  };
}

const values = (given: Record<string, number>) => ({ context: { values: given, schema: '1' } });
const bestOf = (chances: Float64Array) => ladder[chances.indexOf(Math.max(...chances))];
const steep = { units: (f: number) => 40 * f ** -4 };
const flat = { units: (f: number) => 40 * f ** -1.2 };

describe('objectives', () => {
  const economics = { cost: 0.5, returns: 0.2 };

  it('count money after returns: what came back brings nothing, and costs its handling', () => {
    const objective: Objective = { maximise: 'profit', handling: 0.1 };
    expect(perUnit('profit', 1.2, economics, objective)).toBeCloseTo(0.8 * 0.7 - 0.2 * 0.1, 12);
    expect(perUnit('revenue', 1.2, economics, objective)).toBeCloseTo(0.96, 12);
    expect(perUnit('units', 1.2, economics, objective)).toBeCloseTo(0.8, 12);
  });

  it('put rungs that miss a bound after those that hold it, the nearest first', () => {
    const units = [30, 20, 10, 20];
    const found = worths(
      tillOf({ maximise: 'profit', least: { units: 0.9 } }, [0.9, 1, 1.5], economics),
      units,
    );
    expect(found[0]).toBeGreaterThan(found[1] as number);
    expect(found[1]).toBeGreaterThan(0);
    expect(found[2]).toBeLessThan(-1e9);
    const none = worths(
      tillOf({ maximise: 'revenue', least: { units: 3 } }, [0.9, 1, 1.5], economics),
      units,
    );
    expect([...none].sort((a, b) => b - a)).toEqual([...none]);
  });

  it('know the cost as a share of the net price, and nothing where nobody said it', () => {
    expect(costShare(article(500))).toBe(0.5);
    expect(costShare(article(500, { taxBasis: 'gross', taxRate: 0.25 }))).toBe(0.625);
    expect(costShare(article())).toBe(0);
    expect(costShare(undefined)).toBe(0);
  });

  it('are refused where they are none', () => {
    const demand = rungDemand();
    expect(() => demandThompson({ demand, objective: { maximise: 'profit', least: { units: -1 } } })).toThrow(
      /units of -1/,
    );
    expect(() => demandThompson({ demand, samples: 0 })).toThrow(/0 curves/);
    expect(() => demandThompson({ demand, epsilon: 0 })).toThrow(/ε of 0/);
    expect(() => demandUcb({ demand, width: -1 })).toThrow(/width/);
    expect(() => stockedThompson({ demand, salvage: -1 })).toThrow(/salvage/);
  });
});

describe('Thompson on a demand model', () => {
  const demand = averagedDemand({ ladder });

  it('takes what earns most, and leaves every rung a chance that falls', () => {
    const policy = demandThompson({ demand });
    expect(bestOf(policy.distribution(input(policy, steep)))).toBe(0.6);
    expect(bestOf(policy.distribution(input(policy, flat)))).toBe(1.4);
    const young = policy.distribution(input(policy, { ...steep, periods: 2 }));
    const old = policy.distribution(input(policy, { ...steep, periods: 200 }));
    expect(Math.min(...old)).toBeGreaterThan(0);
    expect(Math.min(...old)).toBeLessThan(Math.min(...young));
  });

  it('is a mixture whose propensities are whole parts of its draws, and chance', () => {
    const policy = demandThompson({ demand, samples: 20 });
    const told = input(policy, { units: (f) => 3 * f ** -2, periods: 1 });
    const epsilon = epsilonAfter(5, {});
    for (const p of policy.distribution(told)) {
      const counted = ((p - epsilon / 5) / (1 - epsilon)) * 20;
      expect(counted).toBeCloseTo(Math.round(counted), 9);
    }
  });

  it('serves the objective that it was given', () => {
    const chosen = (objective: Objective) => {
      const policy = demandThompson({ demand, objective });
      return bestOf(policy.distribution(input(policy, { units: (f) => 40 * f ** -2 })));
    };
    expect(chosen({ maximise: 'units' })).toBe(0.6);
    expect(chosen({ maximise: 'revenue' })).toBe(0.6);
    expect(chosen({ maximise: 'profit' })).toBe(1);
    expect(chosen({ maximise: 'revenue', least: { profit: 0.95 } })).toBe(1);
    expect(chosen({ maximise: 'profit', least: { units: 1.2 } })).toBe(0.8);
  });

  it('does not move with a rival’s price, to the last bit', () => {
    for (const policy of [
      demandThompson({ demand }),
      stockedThompson({ demand }),
      demandUcb({ demand }),
      demandEpsilonGreedy({ demand }),
      demandThompson({ demand: rungDemand() }),
      demandGreedy({ demand }),
    ]) {
      const alone = policy.distribution(input(policy, flat));
      for (const rivalFactor of [0.1, 1, 9])
        expect(policy.distribution(input(policy, flat, values({ rivalFactor })))).toEqual(alone);
    }
  });

  it('counts purchases and returns where rewards tell them', () => {
    const policy = demandThompson({ demand });
    if (policy.state.kind !== 'additive') throw new Error('a demand of sums learns by sums');
    const components = { click: 1, cart: 1, purchase: 7, margin: 2, return: 3 };
    const seen = { action: 'p×1', features: new Float64Array(0), propensity: 1, at, value: 0.2 };
    const rows = policy.state.contribution({ ...seen, components }, () => 0);
    expect(rows[0]?.values.map((value) => value / 2 ** 20)).toEqual([1, 7, 49, 3, 0, 0]);
    const later = {
      ...seen,
      previous: 0.2,
      components: { ...components, return: 4 },
      previousComponents: components,
    };
    expect(policy.state.contribution(later, () => 0)[0]?.values.map((value) => value / 2 ** 20)).toEqual([
      0, 0, 0, 1, 0, 0,
    ]);
  });

  it('says what it expects of a rung', () => {
    const policy = demandThompson({ demand });
    const estimate = policy.estimate?.(input(policy, flat), 3);
    const units = 40 * 1.2 ** -1.2;
    // A twentieth of what is sold comes back until sales say otherwise.
    expect(estimate?.mean).toBeCloseTo(units * 0.7 * (1 - 1 / (20 + 5 * 40 * 35)), -1);
    expect(estimate?.deviation).toBeGreaterThan(0);
    expect(estimate?.weight).toBe(200);
  });
});

describe('the other policies', () => {
  it('explore by deviations, by chance, or not at all', () => {
    const demand = rungDemand({ ladder });
    // Nothing but the lowest rung was ever seen: optimism tries another.
    const only = { units: (f: number) => (f === 0.6 ? 20 : 0), periods: 0 };
    const ucb = demandUcb({ demand, width: 3 });
    expect(bestOf(ucb.distribution(input(ucb, only)))).toBe(1.4);
    const soft = demandEpsilonGreedy({ demand, epsilon: 0.5, settling: 1e9 });
    const chances = soft.distribution(input(soft, steep));
    expect(Math.min(...chances)).toBeCloseTo(0.1, 6);
    expect(bestOf(chances)).toBe(0.6);
    const greedy = demandGreedy({ demand });
    expect(greedy.support).toBe('none');
    expect([...greedy.distribution(input(greedy, steep))]).toEqual([1, 0, 0, 0, 0]);
  });

  it('follow rules: the nearest rung to a factor', () => {
    const taken = (policy: Policy, given: Record<string, number> = {}) =>
      bestOf(policy.distribution(input(policy, undefined, values(given))));
    expect(taken(fixedPrice())).toBe(1);
    expect(taken(fixedPrice({ factor: 5 }))).toBe(1.4);
    expect(taken(costPlus({ markup: 0.6 }))).toBe(0.8);
    expect(taken(costPlus({ markup: 0.6, cost: () => 0 }))).toBe(1);
    expect(taken(competitorMatch(), { rivalFactor: 1.19 })).toBe(1.2);
    expect(taken(competitorMatch({ undercut: 0.3 }), { rivalFactor: 1.19 })).toBe(0.8);
    expect(taken(competitorMatch())).toBe(1);
    expect(taken(seasonSteps(90, [1, 0.8, 0.6]), { periodsLeft: 90 })).toBe(1);
    expect(taken(seasonSteps(90, [1, 0.8, 0.6]), { periodsLeft: 50 })).toBe(0.8);
    expect(taken(seasonSteps(90, [1, 0.8, 0.6]), { periodsLeft: 0 })).toBe(0.6);
    expect(taken(timeRule(({ at: now }) => (new Date(now).getUTCDay() === 0 ? 0.6 : 1.2)))).toBe(0.6);
    expect(taken(timeRule(() => Number.NaN))).toBe(1);
  });
});

describe('a limited stock', () => {
  it('is rationed as the linear programme says', () => {
    const number = fc.integer({ min: 0, max: 400 }).map((x) => x / 10);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 5 }),
        number,
        (rungs, ration) => {
          const worth = rungs.map(([w]) => w);
          const units = rungs.map(([, u]) => u);
          const x = rationed(worth, units, ration);
          const of = (numbers: readonly number[]) =>
            numbers.reduce((sum, each, i) => sum + each * (x[i] as number), 0);
          expect(x.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
          expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
          if (Math.min(...units) > ration) expect(of(units)).toBe(Math.min(...units));
          else {
            expect(of(units)).toBeLessThanOrEqual(ration + 1e-9);
            // No mixture of two on a fine grid is better.
            for (let i = 0; i < units.length; i++)
              for (let j = 0; j < units.length; j++)
                for (let a = 0; a <= 1; a += 0.05) {
                  const used = a * (units[i] as number) + (1 - a) * (units[j] as number);
                  const earned = a * (worth[i] as number) + (1 - a) * (worth[j] as number);
                  if (used <= ration) expect(earned).toBeLessThanOrEqual(of(worth) + 1e-9);
                }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('raises the price when little is left, and none without a season', () => {
    const policy = stockedThompson({ demand: logLinearDemand({ ladder }) });
    const mean = (given: Record<string, number>) => {
      const chances = policy.distribution(input(policy, { units: (f) => 20 * f ** -3 }, values(given)));
      return chances.reduce((sum, p, i) => sum + p * (ladder[i] as number), 0);
    };
    expect(mean({ stock: 50, periodsLeft: 10 })).toBeGreaterThan(mean({ stock: 500, periodsLeft: 10 }) + 0.3);
    expect(mean({ stock: 1e6, periodsLeft: 10 })).toBeCloseTo(mean({}), 6);
    expect(mean({ stock: -1, periodsLeft: 10 })).toBeCloseTo(mean({}), 6);
  });

  it('is held back for what it can be sold for afterwards', () => {
    const told = { units: (f: number) => 20 * f ** -4 };
    const price = (salvage: number) => {
      const policy = stockedThompson({ demand: logLinearDemand({ ladder }), salvage, cost: () => 0 });
      return bestOf(policy.distribution(input(policy, told, values({ stock: 1e5, periodsLeft: 10 }))));
    };
    expect(price(0)).toBe(0.6);
    expect(price(0.9)).toBeGreaterThan(1);
  });

  it('is planned as trying every way says', () => {
    const rungs = [
      { units: 0.7, margin: 1 },
      { units: 1.6, margin: 0.6 },
    ];
    const pmf = (mean: number, k: number) => (Math.exp(-mean) * mean ** k) / ([1, 1, 2, 6, 24][k] ?? 1);
    const best = (left: number, stock: number): number => {
      if (left === 0) return 0.1 * stock;
      return Math.max(
        ...rungs.map(({ units, margin }) => {
          let [sum, rest] = [0, 1];
          for (let sold = 0; sold < stock; sold++) {
            sum += pmf(units, sold) * (margin * sold + best(left - 1, stock - sold));
            rest -= pmf(units, sold);
          }
          return sum + rest * (margin * stock + best(left - 1, 0));
        }),
      );
    };
    const plan = seasonPlan(rungs, { periods: 4, stock: 4, salvage: 0.1 });
    for (let left = 0; left <= 4; left++)
      for (let stock = 0; stock <= 4; stock++)
        expect(plan.value(left, stock)).toBeCloseTo(best(left, stock), 9);
    expect(plan.best(1, 4)).toBe(1);
    expect(plan.best(4, 1)).toBe(0);
  });
});

describe('markdown', () => {
  const inner = demandThompson({ demand: averagedDemand({ ladder }) });
  const policy = markdown(inner);

  it('never raises a price', () => {
    const chances = policy.distribution(input(policy, flat, values({ currentFactor: 1 })));
    expect([...chances.slice(3)]).toEqual([0, 0]);
    expect(bestOf(chances)).toBe(1);
  });

  it('leaves the policy as it is without a present price, and takes the lowest where all lie above it', () => {
    const free = inner.distribution(input(inner, flat));
    expect(policy.distribution(input(policy, flat))).toEqual(free);
    expect(policy.distribution(input(policy, flat, values({ currentFactor: Number.NaN })))).toEqual(free);
    const lowest = policy.distribution(input(policy, flat, values({ currentFactor: 0.1 })));
    expect(lowest[0]).toBeCloseTo(1, 9);
  });
});

describe('a period that sold out', () => {
  const policy = demandThompson({ demand: rungDemand({ ladder }) });
  const learned = (
    stock: number | undefined,
    sold: number,
    revised?: number,
    by: 'kept' | 'situation' = 'kept',
  ) => {
    if (policy.state.kind !== 'additive') throw new Error('learns by sums');
    const { sums, contribution } = policy.state;
    const state = new Sums(sums);
    const components = (purchase: number) => ({ click: 0, cart: 0, purchase, margin: 0, return: 0 });
    const kept = policy.keeps?.(
      {
        context: { values: stock === undefined ? {} : { stock }, schema: '1' },
        actions: actions(),
        state,
        at,
        rng: seededRng(1, 'none'),
      },
      [],
      2,
    );
    const seen = {
      action: rungKey('p', 1),
      features: new Float64Array(0),
      propensity: 1,
      at,
      value: 0,
      // What another policy decided, or nobody, has nothing kept.
      ...(by === 'kept' ? { kept: kept ?? [] } : { situation: stock === undefined ? {} : { stock } }),
    };
    for (let i = 0; i < 30; i++) {
      state.merge(contribution({ ...seen, components: components(sold) }, (time) => state.bucket(time)));
      if (revised === undefined) continue;
      const again = { components: components(revised), previous: 0, previousComponents: components(sold) };
      state.merge(contribution({ ...seen, ...again }, (time) => state.bucket(time)));
    }
    return state;
  };
  const wanted = (state: Sums) => {
    const asked = {
      context: { values: {}, schema: '1' },
      actions: actions(),
      state,
      at,
      rng: seededRng(1, 'x'),
    };
    return policy.estimate?.(asked, 2).mean ?? 0;
  };

  it('is not taken for one in which no more was wanted', () => {
    const [free, enough, short] = [learned(undefined, 4), learned(9, 4), learned(4, 4)].map(wanted);
    expect(enough).toBe(free);
    expect(short).toBeGreaterThan(1.3 * (free ?? 0));
    // What is sold out from its beginning on says nothing at all.
    expect([...learned(0, 0).rows(), ...learned(0, 2, 1).rows()]).toEqual([]);
  });

  it('is known whoever set its price', () => {
    const rows = (stock: number | undefined, sold: number, by: 'kept' | 'situation') => [
      ...learned(stock, sold, undefined, by).rows(),
    ];
    for (const stock of [undefined, 9, 4, 0])
      expect(rows(stock, 4, 'situation')).toEqual(rows(stock, 4, 'kept'));
  });

  it('is revised like others: what comes back leaves the same sums as if it had never been sold', () => {
    expect([...learned(4, 4, 3).rows()]).toEqual([...learned(4, 3).rows()]);
    expect([...learned(4, 3, 4).rows()]).toEqual([...learned(4, 4).rows()]);
  });
});
