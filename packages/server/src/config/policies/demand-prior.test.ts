import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sums } from '@armoire/core';
import { ArmoireError, day } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../../../test/world.ts';
import { Plugins } from '../plugins.ts';
import { makePoint, pointSchema } from '../points.ts';
import { type DemandPriorFile, priorBook } from './demand-prior.ts';

const file: DemandPriorFile = {
  demand: 1,
  shop: 'lamps',
  until: Date.UTC(2026, 0, 1),
  days: 7,
  circumstances: ['promotion'],
  categories: [{ category: 'lamps', mean: [1, 2.5, 0.3], deviation: [1, 0.4, 0.2] }],
  articles: [{ product: 'desk', mean: [2, 4, 0.5], deviation: [0.05, 0.1, 0.01], dispersion: 1.5 }],
};
const wanted = { shop: 'lamps', slot: day, kinds: ['promotion'] } as const;

const plugins = new Plugins([], { id: 'lamps', currency: 'EUR' });
const point = (policy: object) =>
  makePoint(pointSchema.parse({ kind: 'price', ladder: [0.9, 1.1], policy }), 'EUR', plugins);

function refusal(make: () => unknown): ArmoireError {
  try {
    make();
  } catch (error) {
    if (error instanceof ArmoireError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a prior of history', () => {
  it('is of the article, else of its category, and sells as much in a slot as the periods say', () => {
    const book = priorBook(file, wanted);
    const desk = book({ product: 'desk', category: 'lamps' });
    expect(desk).toMatchObject({ of: 'article', dispersion: 1.5 });
    expect(desk?.coefficients.mean[0]).toBeCloseTo(2 - Math.log(7), 12);
    expect(desk?.coefficients.mean.slice(1)).toEqual([4, 0.5]);
    // Prices of a history were not drawn by chance.
    expect(desk?.coefficients.deviation).toEqual([0.3, 1, 0.1]);
    const other = book({ product: 'other', category: 'lamps' });
    expect(other).toMatchObject({ of: 'category', coefficients: { deviation: [1, 0.625, 0.2] } });
    expect(book({ product: 'other', category: 'chairs' })).toBeUndefined();
    expect(book({ product: '__proto__' })).toBeUndefined();
  });

  it('may know of more circumstances than curves, which take its elasticities', () => {
    const desk = priorBook(file, { ...wanted, kinds: undefined })({ product: 'desk' });
    expect(desk?.coefficients.mean).toHaveLength(2);
  });

  it.each([
    ['another shop', { ...file, shop: 'chairs' }, /is of shop "chairs", not "lamps"/],
    ['other circumstances', { ...file, circumstances: ['season'] }, /fitted with season, and .* promotion/],
    ['none of them', { ...file, circumstances: [] }, /fitted with no circumstances/],
    [
      'too few coefficients',
      { ...file, articles: [{ ...file.articles[0], mean: [1, 2] }] },
      /3 coefficients/,
    ],
  ])('of %s is refused, with what to do', (_, given, message) => {
    const error = refusal(() => priorBook(given as DemandPriorFile, wanted));
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', path: 'policy.prior' });
    expect(error.message).toMatch(message);
    expect(error.fix).toContain('armoire pricing fit');
  });

  it('is read from a file, which has to be there and of this version', () =>
    inFolder(async (folder) => {
      const name = join(folder, 'demand.json');
      const named = { name: 'price-thompson', prior: name };
      const missing = refusal(() => point(named));
      expect(missing).toMatchObject({ code: 'INVALID_CONFIG', path: 'policy.prior' });
      expect(missing.fix).toContain(`armoire pricing fit --out ${name}`);
      writeFileSync(name, JSON.stringify({ ...file, demand: 2 }));
      expect(refusal(() => point(named)).message).toMatch(/demand is of another version/);
      writeFileSync(name, JSON.stringify(file));
      expect(point(named).kind).toBe('price');
      expect(point({ name: 'price-ucb', prior: file }).kind).toBe('price');
    }));

  it('is what the first decisions begin with: the dearer rung where demand hardly answers to the price', () => {
    const chances = (elasticity: number | undefined) => {
      const articles = [
        { product: 'desk', mean: [2, elasticity ?? 2], deviation: [0.1, 0.1], dispersion: 1 },
      ];
      const prior = { ...file, circumstances: [], categories: [], articles };
      const { policy } = point({
        name: 'price-thompson',
        objective: { maximise: 'revenue' },
        ...(elasticity === undefined ? {} : { prior }),
      });
      if (policy.state.kind !== 'additive') throw new Error('sequential');
      return policy.distribution({
        context: { values: {}, schema: '1' },
        actions: [0.9, 1.1].map((factor) => ({ id: `desk×${factor}`, features: new Float64Array() })),
        state: new Sums(policy.state.sums),
        at: 0,
        rng: { next: () => 0.5 },
      })[1] as number;
    };
    expect(chances(0.5)).toBeGreaterThan(0.9);
    expect(chances(4)).toBeLessThan(0.1);
    expect(chances(undefined)).toBeLessThan(chances(0.5));
  });
});
