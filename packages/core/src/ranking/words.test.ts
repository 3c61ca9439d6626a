import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import type { Bought } from '../profiles/index.ts';
import { likenesses } from './words.ts';

const price = { amount: 100, currency: 'EUR' };
const made = (title: string, i: number): Product => ({
  id: `${i}`,
  title,
  status: 'active',
  categories: [],
  variants: [{ id: `${i}`, price }],
  updatedAt: 1,
});

function shop(...titles: string[]) {
  const catalog = new Catalog('EUR');
  const add = (title: string) => {
    const product = made(title, catalog.size);
    catalog.apply({ kind: 'upsert', product }, catalog.size + 1);
    return product;
  };
  return { catalog, add, products: titles.map(add) };
}

const bought = (...ids: number[]) =>
  new Map(ids.map((id): [string, Bought] => [`${id}`, { times: 1, first: 1, last: 1, order: 1 }]));

/** How like what was bought each of some titles is. */
function like(titles: readonly string[], ...own: number[]): number[] {
  const { catalog, products } = shop(...titles);
  return [...(likenesses(catalog, bought(...own), products) ?? [])];
}

describe('likeness of titles', () => {
  it('is 1 for the words that were bought and no others, 0 where none is shared, whatever case and order', () => {
    const [first, same, other] = like(['Red wool scarf', 'SCARF, red; wool!', 'Garden hose'], 0);
    expect(first).toBeCloseTo(1);
    expect(same).toBeCloseTo(1);
    expect(other).toBe(0);
  });

  it('is greater for a rare word than for a common one', () => {
    const titles = ['Red owl', 'Red hose', 'Blue owl', 'Red cup', 'Red lamp', 'Red mat'];
    const [, red = 0, owl = 0] = like(titles, 0);
    expect(owl).toBeGreaterThan(red);
    expect(red).toBeGreaterThan(0);
  });

  it('is greater for what was bought again and again than for what was bought once', () => {
    const titles = ['Owl cup', 'Owl lamp', 'Owl mat', 'Fox bag', 'Owl', 'Fox'];
    const [owl = 0, fox = 0] = like(titles, 0, 1, 2, 3).slice(4);
    expect(owl).toBeGreaterThan(fox);
  });

  it('reads scripts without spaces by pairs of characters, and a single character as itself', () => {
    const [, near = 0, far = 1, one = 0] = like(
      ['红色羊毛围巾', '羊毛围巾', '园艺水管', '茶', '绿 茶'],
      0,
      4,
    );
    expect(near).toBeGreaterThan(0.2);
    expect(far).toBe(0);
    expect(one).toBeGreaterThan(0.2);
  });

  it('is not known where no word is: nothing bought, all of it gone, no letter in a title', () => {
    const { catalog, products } = shop('Red owl', '!?');
    expect(likenesses(catalog, bought(), products)).toBeUndefined();
    expect(likenesses(catalog, bought(7), products)).toBeUndefined();
    expect(likenesses(catalog, bought(1), products)).toBeUndefined();
    expect([...(likenesses(catalog, bought(0, 1), products) ?? [])][1]).toBe(0);
  });

  it('lies in 0 … 1, and is the same whoever was asked about before', () => {
    const words = fc.array(fc.constantFrom('red', 'owl', 'cup', 'lamp', 'mat'), { maxLength: 4 });
    const titles = fc.array(words, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(titles, fc.nat(7), fc.nat(7), (given, one, two) => {
        const { catalog, products } = shop(...given.map((title) => title.join(' ')));
        const alone = likenesses(catalog, bought(one), products);
        likenesses(catalog, bought(two), products);
        expect(likenesses(catalog, bought(one), products)).toEqual(alone);
        for (const value of alone ?? []) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('counts words anew as the catalogue grows, and reads a title that has changed', () => {
    const { catalog, add, products } = shop('Red owl', 'Red cup', 'Blue owl');
    const asked = products.slice(1);
    const [red = 0, owl = 0] = likenesses(catalog, bought(0), asked) ?? [];
    expect(red).toBeCloseTo(owl);
    for (let i = 0; i < 30; i++) add('Owl');
    const [now = 0, then = 1] = likenesses(catalog, bought(0), asked) ?? [];
    expect(now).toBeGreaterThan(then);
    catalog.apply({ kind: 'upsert', product: { ...made('Garden hose', 0), updatedAt: 2 } }, 100);
    expect([...(likenesses(catalog, bought(0), asked) ?? [])]).toEqual([0, 0]);
  });

  it('counts a part of many titles, evenly spread', () => {
    const { catalog, products } = shop(
      ...Array.from({ length: 9000 }, (_, i) => (i % 100 === 0 ? 'Rare owl' : `Common ${i % 7}`)),
      'Rare common',
      'Rare',
      'Common',
    );
    const [rare = 0, common = 1] = likenesses(catalog, bought(9000), products.slice(9001)) ?? [];
    expect(rare).toBeGreaterThan(2 * common);
  });
});
