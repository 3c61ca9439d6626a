import { type Rng, Sums, seededRng } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvesOf } from './curves.ts';
import {
  type AdditiveDemand,
  type Asked,
  averagedDemand,
  type CurveDemandOptions,
  linearDemand,
  logitDemand,
  logLinearDemand,
  type PriorBook,
  rungDemand,
  type Sale,
} from './index.ts';

const at = 1_750_000_000_000;
const ladder = [0.7, 0.85, 1, 1.15, 1.3];

function poisson(mean: number, rng: Rng): number {
  let units = 0;
  for (let product = rng.next(); product > Math.exp(-mean); product *= rng.next()) units++;
  return units;
}

function learned(demand: AdditiveDemand, sales: readonly Sale[]): Sums {
  const sums = new Sums(demand.sums);
  for (const sale of sales) sums.merge(demand.contribution(sale, (time) => sums.bucket(time)));
  return sums;
}

/** Sales of an article at prices taken in turn. */
function history(
  units: (factor: number) => number,
  periods: number,
  {
    seed = 1,
    product = 'a',
    factors = ladder,
  }: { seed?: number; product?: string; factors?: readonly number[] } = {},
): Sale[] {
  const rng = seededRng(seed, `history ${product}`);
  return Array.from({ length: periods }, (_, i) => {
    const factor = factors[i % factors.length] as number;
    return { product, factor, at, units: poisson(units(factor), rng) };
  });
}

function predicted(demand: AdditiveDemand, sales: readonly Sale[], factors = ladder) {
  return demand.belief(learned(demand, sales), { product: 'a', at }).predict(factors);
}

/** −∂log u/∂log p at the regular price, as the model has it. */
function elasticity(demand: AdditiveDemand, sales: readonly Sale[], asked: Partial<Asked> = {}): number {
  const belief = demand.belief(learned(demand, sales), { product: 'a', at, ...asked });
  const [low, high] = belief.predict([0.99, 1.01]);
  return -Math.log((high?.mean ?? 1) / (low?.mean ?? 1)) / Math.log(1.01 / 0.99);
}

describe('curves', () => {
  it('are one at the regular price, and have their elasticity there', () => {
    for (const curve of curvesOf(['linear', 'logit', 'log-linear'])) {
      expect(curve.relative(1)).toBeCloseTo(1, 12);
      const slope = (curve.relative(1 + 1e-6) - curve.relative(1 - 1e-6)) / 2e-6;
      expect(-slope).toBeCloseTo(curve.elasticity, 4);
    }
  });

  it('fall with the price, and never quite to nothing', () => {
    for (const curve of curvesOf(['linear', 'logit', 'log-linear'])) {
      const values = [0.3, 0.6, 0.9, 1, 1.2, 1.6].map((factor) => curve.relative(factor));
      expect([...values].sort((a, b) => b - a)).toEqual(values);
      expect(values.at(-1)).toBeGreaterThan(0);
    }
  });
});

describe('demand along a curve', () => {
  it('has the posterior that integrating over level and elasticity by hand gives', () => {
    const demand = logLinearDemand({
      trust: Number.POSITIVE_INFINITY,
      doubt: 0,
      elasticity: { median: 2, spread: 0.6 },
    });
    const sales = history((f) => 3 * f ** -2, 10);
    const [ours] = predicted(demand, sales, [1.3]);
    const elasticities = curvesOf(['log-linear']).map((curve) => curve.elasticity);
    // φ is 1 or a little more; it scales what was sold and for how long.
    const dispersion = demand.belief(learned(demand, sales), { product: 'a', at }).dispersion;
    let [mass, first, second] = [0, 0, 0];
    for (const e of elasticities) {
      for (let log = -6; log < 6; log += 0.01) {
        const level = Math.exp(log);
        let density = -0.5 * (Math.log(e / 2) / 0.6) ** 2 + 0.5 * log - 0.5 * level;
        for (const { factor, units } of sales) {
          const mean = level * factor ** -e;
          density += (units * Math.log(mean) - mean) / dispersion;
        }
        const weight = Math.exp(density);
        const mean = level * 1.3 ** -e;
        mass += weight;
        first += weight * mean;
        second += weight * mean * mean;
      }
    }
    expect(ours?.mean).toBeCloseTo(first / mass, 3);
    expect(ours?.deviation).toBeCloseTo(Math.sqrt(second / mass - (first / mass) ** 2), 3);
  });

  it.each([
    ['linear', linearDemand, (f: number) => 30 * Math.max(1 - 1.8 * (f - 1), 0), 1.8],
    [
      'logit',
      logitDemand,
      (f: number) => 30 / (1 + Math.exp((2 / 0.7) * (f - 1) - Math.log(3 / 7))) / 0.3,
      2,
    ],
    ['log-linear', logLinearDemand, (f: number) => 30 * f ** -2.5, 2.5],
  ])('of the %s kind finds the elasticity and the units of such a world', (_, make, truth, e) => {
    const demand = make({ ladder });
    const sales = history(truth, 400);
    expect(Math.abs(elasticity(demand, sales) - e)).toBeLessThan(0.25);
    for (const [i, { mean, deviation }] of predicted(demand, sales).entries()) {
      const expected = truth(ladder[i] as number);
      expect(Math.abs(mean - expected)).toBeLessThan(4 * deviation + 0.02 * expected);
      expect(deviation).toBeLessThan(0.05 * expected + 0.3);
    }
  });

  it('finds, averaged over kinds, which kind explains what sold', () => {
    const truth = (f: number) => 60 * Math.max(1 - 2.5 * (f - 1), 0.02);
    const factors = [0.6, 0.8, 1, 1.2, 1.35];
    const sales = history(truth, 400, { factors });
    const averaged = averagedDemand({ ladder: factors, trust: 5_000 });
    const logLinear = logLinearDemand({ ladder: factors, trust: 5_000, doubt: 0 });
    const miss = (demand: AdditiveDemand) => {
      const [at09, at11] = predicted(demand, sales, [0.9, 1.1]);
      return Math.abs((at09?.mean ?? 0) - truth(0.9)) + Math.abs((at11?.mean ?? 0) - truth(1.1));
    };
    expect(miss(averaged)).toBeLessThan(miss(logLinear));
    for (const { mean, deviation } of predicted(averaged, sales, [0.9]))
      expect(Math.abs(mean - truth(0.9))).toBeLessThan(2.5 * deviation);
  });

  it('covers the truth in nine of ten articles with its 90 % intervals, of draws and of predictions', () => {
    let [covered, drawn, all] = [0, 0, 0];
    const demand = logLinearDemand({ ladder, trust: 10_000, doubt: 0 });
    for (let seed = 1; seed <= 150; seed++) {
      const rng = seededRng(seed, 'truth');
      const e =
        2 * Math.exp(0.6 * Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next()));
      const level = 2 + 8 * rng.next();
      const sales = history((f) => level * f ** -e, 30, { seed });
      const belief = demand.belief(learned(demand, sales), { product: 'a', at });
      const truth = level * 1.3 ** -e;
      const [p] = belief.predict([1.3]);
      if (Math.abs(truth - (p?.mean ?? 0)) < 1.645 * (p?.deviation ?? 0)) covered++;
      const draws = Array.from({ length: 100 }, () => belief.draw([1.3], rng)[0] as number).sort(
        (a, b) => a - b,
      );
      if (truth > (draws[5] as number) && truth < (draws[94] as number)) drawn++;
      all++;
    }
    // Five deviations of 150 trials at 0.9 are 0.12.
    expect(Math.abs(covered / all - 0.9)).toBeLessThan(0.12);
    expect(Math.abs(drawn / all - 0.9)).toBeLessThan(0.12);
  });

  it('draws from what it predicts', () => {
    const demand = averagedDemand({ ladder });
    const belief = demand.belief(
      learned(
        demand,
        history((f) => 8 * f ** -2, 20),
      ),
      { product: 'a', at },
    );
    const rng = seededRng(3, 'draws');
    const draws = Array.from({ length: 20_000 }, () => belief.draw([0.85], rng)[0] as number);
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length);
    const [p] = belief.predict([0.85]);
    expect(mean / (p?.mean ?? 0)).toBeCloseTo(1, 1);
    expect(Math.abs(deviation / (p?.deviation ?? 0) - 1)).toBeLessThan(0.1);
  });

  it('leaves the curve at a rung whose sales say otherwise, the less it trusts the curve', () => {
    const odd = (f: number) => (f === 1.15 ? 60 : 30 * f ** -2);
    const sales = history(odd, 500);
    const at115 = (options: CurveDemandOptions) =>
      predicted(logLinearDemand({ ladder, ...options }), sales, [1.15])[0]?.mean ?? 0;
    expect(at115({})).toBeGreaterThan(55);
    expect(at115({ trust: 100, doubt: 0 })).toBeGreaterThan(55);
    expect(at115({ trust: Number.POSITIVE_INFINITY, doubt: 0 })).toBeLessThan(45);
  });

  it('takes sold-out periods for what they would have sold', () => {
    const truth = (f: number) => 12 * f ** -2;
    const capped = history(truth, 300).map((sale) =>
      sale.units > 10 ? { ...sale, units: 10, soldOut: true } : sale,
    );
    const naive = capped.map(({ soldOut: _, ...sale }) => sale);
    const demand = logLinearDemand({ ladder });
    const [corrected] = predicted(demand, capped, [0.85]);
    const [biased] = predicted(demand, naive, [0.85]);
    expect(biased?.mean).toBeLessThan(11);
    expect(Math.abs((corrected?.mean ?? 0) - truth(0.85))).toBeLessThan(0.12 * truth(0.85));
  });

  it('notices that sales scatter more than Poisson, and is less sure for it', () => {
    const calm = history((f) => 10 * f ** -2, 200);
    const wild = calm.map((sale, i) => ({ ...sale, units: i % 10 < 5 ? sale.units * 2 : 0 }));
    const demand = linearDemand({ ladder });
    const believe = (sales: readonly Sale[]) => demand.belief(learned(demand, sales), { product: 'a', at });
    expect(believe(calm).dispersion).toBeLessThan(1.5);
    expect(believe(wild).dispersion).toBeGreaterThan(5);
    expect(believe(wild).predict([1])[0]?.deviation).toBeGreaterThan(
      1.8 * (believe(calm).predict([1])[0]?.deviation ?? 0),
    );
  });

  it('learns what comes back', () => {
    const demand = linearDemand({ ladder });
    const sales = history(() => 10, 100).map((sale) => ({ ...sale, returned: sale.units * 0.3 }));
    expect(demand.belief(learned(demand, sales), { product: 'a', at }).returns).toBeCloseTo(0.3, 1);
    expect(demand.belief(learned(demand, []), { product: 'a', at }).returns).toBeCloseTo(0.05, 9);
  });

  it('forgets by halves', () => {
    const demand = rungDemand({ ladder, halfLife: 86_400_000 });
    const old = history(() => 50, 100).map((sale) => ({ ...sale, at: at - 5 * 86_400_000 }));
    const sums = learned(demand, [...old, ...history(() => 5, 100)]);
    expect(demand.belief(sums, { product: 'a', at }).predict([1])[0]?.mean).toBeLessThan(7);
  });

  it.each([
    [{ trust: 0 }, /trust/],
    [{ level: Number.NaN }, /level/],
    [{ doubt: 1 }, /doubt/],
    [{ elasticity: { median: -1 } }, /median/],
    [{ halfLife: 1, window: 1 }, /not both/],
    [{ window: -1 }, /window/],
  ])('refuses %j', (options, message) => {
    expect(() => averagedDemand(options)).toThrow(message);
  });
});

describe('pooled demand', () => {
  const neighbours = Array.from({ length: 12 }, (_, i) => `n${i}`);
  const pool = {};
  const alike = (e: number) =>
    neighbours.flatMap((product, i) =>
      history((f) => (3 + i) * f ** -(e + 0.1 * (i % 3)), 120, { product, seed: i + 5 }),
    );
  const asked = { product: 'a', at };
  const chances = (demand: AdditiveDemand, sums: Sums, more: object) =>
    demand.belief(sums, { ...asked, ...more }).predict(ladder);

  it('lends an article with ten sales the elasticity of its category', () => {
    const few = history((f) => 1 * f ** -4, 10, { seed: 9 });
    const sales = [...alike(4), ...few];
    expect(few.reduce((sum, { units }) => sum + units, 0)).toBeLessThan(20);
    const alone = elasticity(logLinearDemand({ ladder }), sales);
    const pooled = elasticity(logLinearDemand({ ladder, pool }), sales, { neighbours });
    expect(Math.abs(pooled - 4.1)).toBeLessThan(0.4);
    expect(Math.abs(pooled - 4.1)).toBeLessThan(Math.abs(alone - 4.1));
  });

  it('leaves an article that has shown what it is like as it is', () => {
    const sales = [...alike(4), ...history((f) => 40 * f ** -1.2, 300)];
    const pooled = elasticity(logLinearDemand({ ladder, pool }), sales, { neighbours });
    expect(Math.abs(pooled - 1.2)).toBeLessThan(0.2);
  });

  it('is the belief of the article alone where nobody, itself or those who never sold are near', () => {
    const units = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });
    const near = fc.constantFrom([], ['a'], ['nobody', 'a', 'nothing']);
    const supposed = fc.constantFrom(undefined, 1.5, 4);
    fc.assert(
      fc.property(units, near, supposed, (sold, around, margin) => {
        const sales = sold.map((each, i): Sale => {
          return { product: 'a', factor: ladder[i % ladder.length] ?? 1, at, units: each };
        });
        const more = margin === undefined ? {} : { supposed: margin };
        const [alone, pooled] = [averagedDemand({ ladder }), averagedDemand({ ladder, pool })];
        const sums = learned(alone, sales);
        expect(chances(pooled, sums, { ...more, neighbours: around })).toEqual(chances(alone, sums, more));
      }),
      { numRuns: 40 },
    );
  });

  it('says the same of the same sales, whatever it was asked before', () => {
    const demand = logLinearDemand({ ladder, pool });
    const [some, more] = [learned(demand, alike(2)), learned(demand, [...alike(2), ...alike(4)])];
    const first = chances(demand, some, { neighbours });
    expect(chances(demand, more, { neighbours })).not.toEqual(first);
    expect(chances(demand, some, { neighbours })).toEqual(first);
    expect(chances(logLinearDemand({ ladder, pool }), some, { neighbours })).toEqual(first);
  });
});

describe('what history says', () => {
  const book =
    (of: 'article' | 'category', elasticityThen: number, deviation = 0.01): PriorBook =>
    ({ product, category }) =>
      product === 'a' || category === 'lamps'
        ? { of, coefficients: { mean: [Math.log(6), elasticityThen], deviation: [1, deviation] } }
        : undefined;

  it('is what an article begins with, and no more sure than prices that nobody drew can be', () => {
    const begun = logLinearDemand({ ladder, prior: book('article', 3.5) });
    expect(Math.abs(elasticity(begun, []) - 3.5)).toBeLessThan(0.15);
    const [regular] = begun.belief(learned(begun, []), { product: 'a', at }).predict([1]);
    expect(Math.abs((regular?.mean ?? 0) - 6)).toBeLessThan(0.5);
    const sales = history((f) => 40 * f ** -1.5, 300);
    expect(Math.abs(elasticity(begun, sales) - 1.5)).toBeLessThan(0.3);
  });

  it.each([-2, 0, 90, 3])('stays within what the curves are drawn for: %d', (found) => {
    const begun = averagedDemand({ ladder, prior: book('article', found, 50) });
    for (const { mean, deviation } of begun.belief(learned(begun, []), { product: 'a', at }).predict(ladder))
      expect(mean > 0 && Number.isFinite(deviation)).toBe(true);
  });

  it('of a category is what the pool is drawn around, and of an article stands by itself', () => {
    const neighbours = Array.from({ length: 12 }, (_, i) => `n${i}`);
    const sales = neighbours.flatMap((product, i) =>
      history((f) => 6 * f ** -1.2, 120, { product, seed: i + 5 }),
    );
    const slope = (of: 'article' | 'category') =>
      elasticity(logLinearDemand({ ladder, pool: {}, prior: book(of, 4) }), sales, { neighbours });
    expect(Math.abs(slope('article') - 4)).toBeLessThan(0.2);
    expect(slope('category')).toBeLessThan(2);
    const other = logLinearDemand({ ladder, prior: book('category', 4) });
    const of = (category: string) => elasticity(other, [], { product: 'b', category });
    expect(of('lamps')).toBeGreaterThan(of('chairs') + 1);
  });
});
