import type { Product } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, reward, shop, start } from '../../test/shop.ts';
import { uniform } from '../policies/index.ts';
import type { PricePoint } from './points.ts';

const slot = 1000;
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const point: PricePoint = {
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [0.9],
  slot,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 0.5, cooldown: 0 },
};

async function told(product: Partial<Product>, more: Partial<PricePoint> = {}, slots = 1) {
  const made = shop({ price: { ...point, ...more } });
  made.put(article('p', product));
  for (let i = 1; i < slots; i++) {
    await made.engine.price({ visitor: {}, product: 'p' });
    made.clock.advance(slot);
  }
  const { decision } = await made.engine.price({ visitor: {}, product: 'p' });
  const { currentFactor, stock, periodsLeft, promoted, rivalFactor } = decision?.context.values ?? {};
  return { currentFactor, stock, periodsLeft, promoted, rivalFactor };
}
const variant = (more: object, id = 'p-v') => ({ id, price: eur(1000), cost: eur(100), ...more });

describe('the situation of an article', () => {
  it('is the price that holds, over the own one', async () => {
    expect(await told({})).toEqual({ currentFactor: 1 });
    expect(await told({}, {}, 2)).toEqual({ currentFactor: 0.9 });
  });

  it('is its stock, where all of it is counted and belongs to the price', async () => {
    const stockOf = async (variants: readonly object[], more: Partial<PricePoint> = {}) =>
      (await told({ variants: variants as Product['variants'] }, more)).stock;
    expect(await stockOf([variant({ stock: 7 })])).toBe(7);
    expect(await stockOf([variant({ stock: -2 })])).toBe(0);
    expect(await stockOf([variant({ stock: 7, backorder: true })])).toBeUndefined();
    const two = [variant({ stock: 7 }), variant({ stock: 5 }, 'p-w')];
    // Nobody asks for the other one: it sells on this one's rung.
    expect(await stockOf(two)).toBe(12);
    expect(await stockOf(two, { guard: { ...point.guard, variants: 'together' } })).toBe(12);
    expect(await stockOf([variant({ stock: 7 }), variant({}, 'p-w')])).toBeUndefined();
  });

  it('is the stock of the variant alone, where its siblings have prices of their own', async () => {
    const made = shop({ price: point });
    made.put(article('p', { variants: [variant({ stock: 7 }), variant({ stock: 5 }, 'p-w')] }));
    const stockOf = async (id: string) =>
      (await made.engine.price({ visitor: {}, product: 'p', variant: id })).decision?.context.values.stock;
    await stockOf('p-v');
    await stockOf('p-w');
    made.clock.advance(slot);
    expect([await stockOf('p-v'), await stockOf('p-w')]).toEqual([7, 5]);
  });

  it('is the stock of each variant where all are priced by a cycle', async () => {
    const made = shop({ price: { ...point, written: true } });
    const product = article('p', { variants: [variant({ stock: 7 }), variant({ stock: 5 }, 'p-w')] });
    made.put(product);
    const asked = product.variants.map((each) => ({
      ...{ product, variant: each, current: each.price, changedAt: undefined, at: made.clock.now() },
    }));
    const proposed = await made.engine.proposePrices('price', asked);
    expect(proposed.map(({ decision }) => decision.context.values.stock)).toEqual([7, 5]);
  });

  it('is what is left of its season, with the present slot', async () => {
    const left = async (seasonEnds: number) => (await told({ seasonEnds })).periodsLeft;
    expect(await left(start + 1)).toBe(1);
    expect(await left(start + slot)).toBe(1);
    expect(await left(start + 3 * slot + 1)).toBe(4);
    expect(await left(start)).toBeUndefined();
  });

  it('is the price of others only where the merchant says so', async () => {
    const variants = [variant({ rivalPrice: eur(850) })] as Product['variants'];
    expect((await told({ variants })).rivalFactor).toBeUndefined();
    expect((await told({ variants }, { rivals: true })).rivalFactor).toBe(0.85);
    const other = [variant({ rivalPrice: { amount: 850, currency: 'USD' } })] as Product['variants'];
    expect((await told({ variants: other }, { rivals: true })).rivalFactor).toBeUndefined();
  });

  it('is promoted where one of its prices stands beside a higher one', async () => {
    const promoted = async (...variants: object[]) =>
      (await told({ variants: variants as unknown as Product['variants'] })).promoted;
    expect(await promoted(variant({}), variant({ compareAt: eur(1200) }, 'p-w'))).toBe(true);
    expect(await promoted(variant({ compareAt: eur(1000) }))).toBeUndefined();
  });
});

describe('the prices of the other articles', () => {
  const looking: PricePoint = { ...point, policy: { ...uniform(), others: 'used' } };
  const make = (of: PricePoint) => {
    const made = shop({ price: of });
    made.put(article('p'), article('q'), article('r'), article('s', { categories: ['else'] }));
    const factor = async () =>
      (await made.engine.price({ visitor: {}, product: 'p' })).decision?.context.values.othersFactor;
    return { ...made, factor };
  };

  it('are told as shoppers were last shown them, over the own ones, to policies that ask', async () => {
    const made = make(looking);
    expect(await made.factor()).toBeUndefined();
    for (const product of ['q', 's']) await made.engine.price({ visitor: {}, product });
    made.clock.advance(slot);
    // Of the two others of its category one stands at 0.9.
    expect(await made.factor()).toBeCloseTo(0.9 ** 0.5, 12);
    const deaf = make(point);
    await deaf.engine.price({ visitor: {}, product: 'q' });
    deaf.clock.advance(slot);
    expect(await deaf.factor()).toBeUndefined();
  });
});
