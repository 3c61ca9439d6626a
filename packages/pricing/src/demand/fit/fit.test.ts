import { type Rng, seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { circumstances, fitPanel, type PanelSale } from '../index.ts';

const at = Date.UTC(2025, 0, 6);
const week = 7 * 86_400_000;
const about = circumstances({ season: true, promotion: true });

function poisson(mean: number, rng: Rng): number {
  let units = 0;
  for (let product = rng.next(); product > Math.exp(-mean); product *= rng.next()) units++;
  return units;
}

function history(product: string, elasticity: number, level: number, periods: number, seed = 1): PanelSale[] {
  const rng = seededRng(seed, product);
  return Array.from({ length: periods }, (_, i) => {
    const factor = [0.8, 0.9, 1, 1.1][Math.floor(4 * rng.next())] as number;
    const promoted = rng.next() < 0.3;
    const more = about.values({ at: at + i * week, promoted: Number(promoted) });
    const mean = level * factor ** -elasticity * Math.exp(0.3 * (more[1] ?? 0) + 0.6 * Number(promoted));
    return { product, group: 'g', factor, at: at + i * week, units: poisson(mean, rng), circumstances: more };
  });
}

const options = { circumstances: about.names };

describe('a fit to an order history', () => {
  it('finds elasticity, season and promotion, with intervals that hold them', () => {
    const { articles } = fitPanel(history('a', 2.5, 20, 300), options);
    const [fit] = articles;
    expect(fit?.elasticity.low).toBeLessThan(2.5);
    expect(fit?.elasticity.high).toBeGreaterThan(2.5);
    expect((fit?.elasticity.high ?? 9) - (fit?.elasticity.low ?? 0)).toBeLessThan(0.8);
    const promotion = fit?.circumstances.find(({ name }) => name === 'promotion');
    expect(Math.abs((promotion?.mean ?? 0) - 0.6)).toBeLessThan(0.1);
    expect(Math.abs((fit?.level ?? 0) / 20 - 1)).toBeLessThan(0.08);
    expect(fit?.explained).toBeGreaterThan(0.6);
    expect(fit?.dispersion).toBeLessThan(1.3);
    expect(fit).toMatchObject({ product: 'a', group: 'g', periods: 300, prices: 4 });
  });

  it('draws an article with few sales towards its category, and leaves one with many', () => {
    const few = { ...options, units: 1 };
    const rich = Array.from({ length: 12 }, (_, i) => history(`r${i}`, 3 + 0.05 * i, 30, 120, i + 2)).flat();
    const sales = [...rich, ...history('own', 1, 60, 200), ...history('poor', 3.2, 0.6, 20)];
    const { articles, groups } = fitPanel(sales, few);
    const of = (product: string) => articles.find((each) => each.product === product)?.elasticity;
    expect(Math.abs((of('own')?.mean ?? 0) - 1)).toBeLessThan(0.25);
    // Alone, some twelve sales leave it at what is usual.
    const alone = fitPanel(history('poor', 3.2, 0.6, 20), few).articles[0]?.elasticity.mean ?? 0;
    expect(of('poor')?.mean).toBeGreaterThan(alone);
    expect(groups.get('g')?.mean[1]).toBeGreaterThan(2.5);
  });

  it('finds what a category has in common where each of its articles says little', () => {
    const about = circumstances({ promotion: true, rivals: true });
    const truth = { promotion: 0.4, rival: 0.9 };
    const inside = { promotion: 0, rival: 0 };
    const errors = { promotion: 0, rival: 0 };
    const shops = 30;
    for (let seed = 1; seed <= shops; seed++) {
      const rng = seededRng(seed, 'category');
      const sales = Array.from({ length: 5 * 60 }, (_, i): PanelSale => {
        const factor = [0.85, 1, 1.1][Math.floor(3 * rng.next())] as number;
        const rival = [0.85, 1, 1.15][Math.floor(3 * rng.next())] as number;
        const promoted = Number(rng.next() < 0.2);
        const log = -2 * Math.log(factor) + truth.promotion * promoted + truth.rival * Math.log(rival);
        const units = poisson(6 * Math.exp(log), rng);
        const when = at + Math.floor(i / 5) * week;
        const more = about.values({ at: when, promoted, rival });
        return { product: `a${i % 5}`, group: 'g', factor, at: when, units, circumstances: more };
      });
      const group = fitPanel(sales, { circumstances: about.names }).groups.get('g');
      for (const [k, name] of (['promotion', 'rival'] as const).entries()) {
        const error = (group?.mean[k + 2] ?? 9) - truth[name];
        errors[name] += error / shops;
        if (Math.abs(error) < 1.96 * (group?.error[k + 2] ?? 0)) inside[name]++;
      }
    }
    // Drawn towards nothing by less than a quarter: what is usual counts once, whoever it is asked for.
    expect(errors.promotion).toBeGreaterThan(-0.1);
    expect(errors.rival).toBeGreaterThan(-0.25);
    expect(Math.min(inside.promotion, inside.rival)).toBeGreaterThanOrEqual(27);
  });

  it('covers the truth in 19 of 20', () => {
    let [inside, all] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const elasticity = 1 + 2.5 * seededRng(seed, 'truth').next();
      const [fit] = fitPanel(history('a', elasticity, 8, 60, seed), options).articles;
      if (fit === undefined) continue;
      all++;
      if (fit.elasticity.low < elasticity && elasticity < fit.elasticity.high) inside++;
    }
    expect(all).toBe(60);
    expect(inside / all).toBeGreaterThan(0.86);
  }, 60_000);

  it('takes sold-out weeks for what they would have sold', () => {
    const full = history('a', 2, 15, 300);
    const capped = full.map((sale) => (sale.units > 16 ? { ...sale, units: 16, soldOut: true } : sale));
    const naive = capped.map(({ soldOut: _, ...sale }) => sale);
    const level = (sales: readonly PanelSale[]) => fitPanel(sales, options).articles[0]?.level ?? 0;
    expect(Math.abs(level(capped) / 15 - 1)).toBeLessThan(0.12);
    expect(level(naive)).toBeLessThan(level(capped));
  });

  it('says which kind of curve explains it', () => {
    const rng = seededRng(1, 'linear');
    const sales = Array.from({ length: 400 }, (_, i): PanelSale => {
      const factor = 0.6 + 0.1 * (i % 8);
      return {
        product: 'a',
        group: 'g',
        factor,
        at: at + i * week,
        units: poisson(40 * Math.max(1 - 2.8 * (factor - 1), 0.02), rng),
      };
    });
    const [fit] = fitPanel(sales).articles;
    expect(fit?.kinds['log-linear']).toBeLessThan(0.01);
    expect((fit?.kinds.linear ?? 0) + (fit?.kinds.logit ?? 0)).toBeGreaterThan(0.98);
  });

  it('leaves out what says nothing, and says why', () => {
    const steady = history('steady', 2, 9, 30).map((sale) => ({ ...sale, factor: 1 }));
    const still = history('still', 2, 0.01, 30);
    const { articles, leftOut } = fitPanel([...steady, ...still, ...history('short', 2, 9, 5)], options);
    expect(articles).toEqual([]);
    expect(leftOut.map(({ product, why }) => [product, why])).toEqual([
      ['steady', 'one price'],
      ['still', 'few units'],
      ['short', 'few periods'],
    ]);
  });

  it('refuses sales without the circumstances that are named', () => {
    expect(() => fitPanel(history('a', 2, 9, 30))).toThrow(/circumstances/);
  });
});
