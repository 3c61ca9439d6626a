import { type Rng, Sums, seededRng } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  circumstances,
  gaussianProcessDemand,
  type RegressionState,
  regressionDemand,
  rungDemand,
  rungKey,
  type Sale,
} from './index.ts';
import { censoredMean, poissonTail } from './poisson.ts';
import { parseRung } from './rung-sums.ts';

const at = Date.UTC(2026, 0, 1);
const day = 86_400_000;

function poisson(mean: number, rng: Rng): number {
  let units = 0;
  for (let product = rng.next(); product > Math.exp(-mean); product *= rng.next()) units++;
  return units;
}

describe('censoring', () => {
  it('is the mean of what is at least so much', () => {
    for (const [mean, least] of [
      [3, 2],
      [0.5, 4],
      [20, 20],
      [50, 10],
    ] as const) {
      let [mass, sum, p] = [0, 0, Math.exp(-mean)];
      for (let k = 0; k < 300; k++) {
        if (k >= least) {
          mass += p;
          sum += k * p;
        }
        p *= mean / (k + 1);
      }
      expect(poissonTail(mean, least)).toBeCloseTo(mass, 9);
      expect(censoredMean(mean, least)).toBeCloseTo(sum / mass, 6);
    }
  });

  it('stays sound far from the mean', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.nat(3000), (mean, least) => {
        const found = censoredMean(mean, least);
        expect(Number.isFinite(found)).toBe(true);
        expect(found).toBeGreaterThanOrEqual(Math.max(mean, least) * (1 - 1e-6) - 1e-6);
      }),
      { numRuns: 300 },
    );
  });
});

describe('rungs', () => {
  it('are named as the engine names them, whatever stands in the id', () => {
    for (const [product, factor] of [
      ['a', 0.9],
      ['a×b', 1.05],
      ['', 1],
    ] as const)
      expect(parseRung(rungKey(product, factor))).toEqual({ product, factor });
    expect(parseRung('a×b')).toEqual({ product: 'a×b', factor: 1 });
    expect(parseRung('a×-1')).toEqual({ product: 'a×-1', factor: 1 });
  });

  it('by themselves borrow nothing but the average', () => {
    const demand = rungDemand();
    const sums = new Sums(demand.sums);
    for (let i = 0; i < 50; i++)
      sums.merge(demand.contribution({ product: 'a', factor: 0.8, at, units: 20 }, () => 0));
    const [seen, unseen] = demand.belief(sums, { product: 'a', at }).predict([0.8, 1]);
    expect(seen?.mean).toBeCloseTo(20, 0);
    expect(unseen?.mean).toBeCloseTo(20, 0);
    expect(unseen?.deviation).toBeGreaterThan(3 * (seen?.deviation ?? 0));
  });
});

describe('a gaussian process', () => {
  const demand = gaussianProcessDemand();
  const after = (units: (factor: number) => number, factors: readonly number[], periods: number) => {
    const sums = new Sums(demand.sums);
    const rng = seededRng(4, 'gp');
    for (let i = 0; i < periods; i++) {
      const factor = factors[i % factors.length] as number;
      sums.merge(
        demand.contribution({ product: 'a', factor, at, units: poisson(units(factor), rng) }, () => 0),
      );
    }
    return demand.belief(sums, { product: 'a', at });
  };

  it('goes through what sold, bends where demand does, and is unsure beyond', () => {
    const truth = (f: number) => 40 * Math.max(1 - 2 * (f - 1), 0.05);
    const belief = after(truth, [0.7, 0.8, 0.9, 1, 1.1], 500);
    const [inside, outside] = belief.predict([0.95, 1.45]);
    expect(Math.abs((inside?.mean ?? 0) - truth(0.95))).toBeLessThan(3);
    expect((outside?.deviation ?? 0) / (outside?.mean ?? 1)).toBeGreaterThan(
      3 * ((inside?.deviation ?? 0) / (inside?.mean ?? 1)),
    );
  });

  it('has with one rung the mode that one equation gives', () => {
    const belief = after(() => 9, [1], 30);
    const [p] = belief.predict([1]);
    expect(Math.abs((p?.mean ?? 0) - 9)).toBeLessThan(1.5);
    expect(p?.deviation).toBeLessThan(0.8);
  });

  it('draws what it predicts', () => {
    const belief = after((f) => 10 * f ** -2, [0.8, 1, 1.2], 90);
    const factors = [0.9, 1.1];
    const rng = seededRng(1, 'gp draws');
    const draws = Array.from({ length: 5000 }, () => belief.draw(factors, rng)[1] as number);
    const [, p] = belief.predict(factors);
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    expect(Math.abs(mean / (p?.mean ?? 0) - 1)).toBeLessThan(0.03);
  });
});

describe('a regression', () => {
  const about = circumstances({ season: true, promotion: true, rivals: true });
  const width = about.names.length;
  const demand = regressionDemand({ circumstances: about });
  const history = (periods: number, seed = 1): Sale[] => {
    const rng = seededRng(seed, 'regression');
    return Array.from({ length: periods }, (_, i) => {
      const factor = 0.7 + 0.1 * Math.floor(7 * rng.next());
      const rival = 0.7 + 0.6 * rng.next();
      const promoted = rng.next() < 0.2;
      const when = at + i * day;
      const more = about.values({ at: when, promoted: Number(promoted), rival });
      const log =
        Math.log(12) -
        1.8 * Math.log(factor) +
        0.4 * (more[0] ?? 0) +
        0.5 * Number(promoted) +
        0.9 * Math.log(rival);
      return { product: 'a', factor, at: when, units: poisson(Math.exp(log), rng), circumstances: more };
    });
  };
  const learned = (sales: readonly Sale[]) =>
    sales.reduce((state, sale) => demand.update(state, sale), demand.initial());

  it('tells price, season, promotion and a rival apart', () => {
    const known = learned(history(800)).get('a');
    const [level = 0, elasticity = 0, sine = 0] = known?.mean ?? [];
    const [promotion = 0, rival = 0] = known?.mean.slice(-2) ?? [];
    expect(Math.abs(level - Math.log(12))).toBeLessThan(0.08);
    expect(Math.abs(elasticity - 1.8)).toBeLessThan(0.2);
    expect(Math.abs(sine - 0.4)).toBeLessThan(0.08);
    expect(Math.abs(promotion - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(rival - 0.9)).toBeLessThan(0.2);
  });

  it('predicts and draws at a price in its circumstances', () => {
    const state = learned(history(800));
    const more = about.values({ at, promoted: 1, rival: 1.2 });
    const belief = demand.belief(state, { product: 'a', at, circumstances: more });
    const truth = 12 * 0.9 ** -1.8 * Math.exp(0.4 * (more[0] ?? 0) + 0.5) * 1.2 ** 0.9;
    const [p] = belief.predict([0.9]);
    expect(Math.abs((p?.mean ?? 0) - truth)).toBeLessThan(4 * (p?.deviation ?? 0));
    const rng = seededRng(2, 'draws');
    const draws = Array.from({ length: 4000 }, () => belief.draw([0.9], rng)[0] as number);
    expect(draws.reduce((a, b) => a + b, 0) / draws.length / (p?.mean ?? 1)).toBeCloseTo(1, 1);
  });

  it('covers its coefficients: nine of ten within 1.645 deviations', () => {
    let [inside, all] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const known = learned(history(120, seed)).get('a');
      const d = known?.mean.length ?? 0;
      for (const [i, truth] of [
        [1, 1.8],
        [d - 1, 0.9],
        [d - 2, 0.5],
      ] as const) {
        all++;
        const deviation = Math.sqrt(known?.covariance[i * d + i] ?? 0);
        if (Math.abs((known?.mean[i] ?? 0) - truth) < 1.645 * deviation) inside++;
      }
    }
    expect(Math.abs(inside / all - 0.9)).toBeLessThan(0.11);
  });

  it('starts from what its category is like', () => {
    const coefficients = { mean: [1, 3.3], deviation: [2, 0.1] };
    const pooled = regressionDemand({
      prior: ({ category }) => (category === 'lamps' ? { of: 'category', coefficients } : undefined),
    });
    const slope = (category: string, state = pooled.initial()) => {
      const [low, high] = pooled.belief(state, { product: 'a', category, at }).predict([1, 1.2]);
      return -Math.log((high?.mean ?? 1) / (low?.mean ?? 1)) / Math.log(1.2);
    };
    expect(slope('lamps')).toBeCloseTo(3.3, 1);
    expect(slope('chairs')).toBeLessThan(2.2);
    const sold = pooled.update(pooled.initial(), {
      product: 'a',
      category: 'lamps',
      factor: 1,
      at,
      units: 3,
    });
    expect(slope('chairs', sold)).toBeCloseTo(3.3, 1);
  });

  it('follows demand that moves, when it forgets', () => {
    const jump = [...history(300), ...history(300, 2).map((sale) => ({ ...sale, units: sale.units * 3 }))];
    const steady = learned(jump).get('a')?.mean[0] ?? 0;
    const moving = regressionDemand({ circumstances: about, discount: 0.97 });
    const followed = jump.reduce((state, sale) => moving.update(state, sale), moving.initial());
    expect(Math.abs((followed.get('a')?.mean[0] ?? 0) - Math.log(36))).toBeLessThan(0.3);
    expect(steady).toBeLessThan(Math.log(33));
  });

  it('takes sold-out periods for what they would have sold', () => {
    const sales = history(500).map((sale) =>
      sale.units > 10 ? { ...sale, units: 10, soldOut: true } : sale,
    );
    const naive = sales.map(({ soldOut: _, ...sale }) => sale);
    const level = (given: readonly Sale[]) => learned(given).get('a')?.mean[0] ?? 0;
    expect(Math.abs(level(sales) - Math.log(12))).toBeLessThan(0.15);
    expect(level(naive)).toBeLessThan(Math.log(12) - 0.25);
  });

  it('learns of sales that are known late about what it would have learned at once', () => {
    const sales = history(300);
    // Nothing is known of a third of the periods when they are over, and of all sales five periods later.
    const late = sales.flatMap((sale, i) => {
      const first = i % 3 === 0 ? { ...sale, units: 0 } : sale;
      const then = sales[i - 5];
      const known = { units: 0 };
      return then === undefined || (i - 5) % 3 !== 0 ? [first] : [first, { ...then, previous: known }];
    });
    const naive = late.filter(({ previous }) => previous === undefined);
    const of = (given: readonly Sale[]) => learned(given).get('a');
    const [once, twice, never] = [of(sales), of(late), of(naive)];
    const away = (other: typeof once, k: number) => Math.abs((other?.mean[k] ?? 9) - (once?.mean[k] ?? 0));
    expect(away(twice, 0)).toBeLessThan(0.06);
    expect(away(twice, 1)).toBeLessThan(0.3);
    expect(away(never, 0)).toBeGreaterThan(0.2);
    expect(twice?.periods).toBe(300);
  });

  it('learns of what comes back later, and does not take the demand for it back', () => {
    const [sale] = history(1) as [Sale];
    const sold = learned([sale, { ...sale, units: 9 }]);
    const last = { ...sale, units: 9, returned: 4, previous: { units: 9 } };
    const back = demand.update(sold, last);
    expect(back.get('a')?.mean).toEqual(sold.get('a')?.mean);
    const returns = (state: RegressionState) => demand.belief(state, { product: 'a', at }).returns;
    expect(returns(back)).toBeGreaterThan(returns(sold));
    expect(demand.update(demand.initial(), last).get('a')).toBeUndefined();
    const full = { ...sale, units: 12, soldOut: true, previous: { units: 9 } };
    expect(demand.update(sold, full).get('a')?.mean).toEqual(sold.get('a')?.mean);
  });

  it('is stored and read back to the same bits, and refuses what is not its own', () => {
    const state: RegressionState = learned(history(30));
    const text = demand.serialize(state);
    expect(demand.serialize(demand.parse(text))).toBe(text);
    expect(() => regressionDemand().parse(text)).toThrow(/another demand model/);
    expect(() => demand.parse('{}')).toThrow(/another demand model/);
    const other = regressionDemand({ circumstances: circumstances({ holidays: true }) });
    expect(other.id).toBe('regression+holidays');
    expect(() => other.parse(text)).toThrow(/another demand model/);
    expect(() => regressionDemand({ discount: 0 })).toThrow(/discount/);
    expect(() =>
      regressionDemand({
        prior: () => ({ of: 'article', coefficients: { mean: [1], deviation: [1] } }),
      }).belief(demand.initial(), { product: 'a', at }),
    ).toThrow(/prior/);
  });

  it('stays a number, whatever is sold', () => {
    const once = fc.record({
      product: fc.constant('a'),
      factor: fc.constantFrom(0.01, 1, 50),
      at: fc.constant(at),
      units: fc.constantFrom(0, 1, 1e6, 0.5),
      soldOut: fc.boolean(),
      circumstances: fc.array(fc.constantFrom(0, 1, -9), { maxLength: width }),
    });
    const again = fc.record({ previous: fc.record({ units: fc.constantFrom(0, 1, 1e6) }) });
    const sale = fc.tuple(once, fc.option(again)).map(([first, then]) => ({ ...first, ...then }));
    fc.assert(
      fc.property(fc.array(sale, { maxLength: 40 }), (sales) => {
        const belief = demand.belief(learned(sales), { product: 'a', at });
        for (const { mean, deviation } of belief.predict([0.5, 1, 2]))
          expect(Number.isFinite(mean + deviation)).toBe(true);
        expect(belief.draw([0.5, 2], seededRng(1, 'x')).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('circumstances', () => {
  it('are nothing but what was asked for: no rival by default', () => {
    expect(circumstances({}).names).toEqual([]);
    expect(circumstances({}).values({ at, rival: 0.5, promoted: 1 })).toEqual([]);
    const some = circumstances({ rivals: true, week: true, holidays: true });
    expect(some.kinds).toEqual(['week', 'holidays', 'rivals']);
    expect(some.names).toEqual(['sine of the week', 'cosine of the week', 'holiday', 'rival']);
  });

  it('take an unknown price for the regular one, and no price for more than ten times that', () => {
    const { values } = circumstances({ rivals: true, others: true });
    expect(values({ at })).toEqual([0, 0]);
    expect(values({ at, rival: Math.E, others: -1 })).toEqual([1, 0]);
    expect(values({ at, rival: Number.NaN, others: Number.POSITIVE_INFINITY })).toEqual([0, Math.log(10)]);
  });
});
