import type { Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Siblings } from './siblings.ts';

const article = (id: string, price: number, more: Partial<Product> = {}): Product => ({
  id,
  title: id,
  status: 'active',
  categories: ['all', 'lamps'],
  variants: [{ id: `${id}-v`, price: { amount: price, currency: 'EUR' } }],
  updatedAt: 1,
  ...more,
});

function put(...products: readonly Product[]): Siblings {
  const siblings = new Siblings();
  for (const product of products) siblings.add(product);
  return siblings;
}

const articles = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '__proto__', ''),
    price: fc.constantFrom(0, 1, 500, 900, 1000, 2000),
    category: fc.constantFrom('lamps', 'chairs'),
    status: fc.constantFrom('active' as const, 'hidden' as const),
  }),
  { selector: ({ id }) => id },
);

describe('siblings', () => {
  it('are those of the own category that are nearest in price, in whatever order they came', () => {
    const drawn = articles.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.shuffledSubarray(all),
        fc.nat(9),
      ),
    );
    fc.assert(
      fc.property(drawn, ([all, other, gone, most]) => {
        const of = ({ id, price, category, status }: (typeof all)[number]) =>
          article(id, price, { categories: ['all', category], status });
        const siblings = put(...all.map(of));
        const shuffled = put(...other.map(of));
        // Taken away and brought back, with a question between.
        for (const each of gone) {
          shuffled.remove(of(each));
          shuffled.near(of(each), 2);
        }
        for (const each of gone) shuffled.add(of(each));
        for (const each of all) {
          const away = ({ price }: typeof each) => Math.abs(Math.log(price / each.price));
          const expected =
            each.price === 0
              ? []
              : all
                  .filter(({ id, price, category, status }) => {
                    return id !== each.id && category === each.category && status === 'active' && price > 0;
                  })
                  .sort((a, b) => away(a) - away(b) || a.price - b.price || (a.id < b.id ? -1 : 1))
                  .slice(0, most)
                  .map(({ id }) => id);
          expect(siblings.near(of(each), most)).toEqual(expected);
          expect(shuffled.near(of(each), most)).toEqual(expected);
        }
      }),
    );
  });

  it('follow what changes of an article, and forget it when it goes', () => {
    const siblings = put(article('a', 1000), article('b', 1100), article('c', 2000));
    expect(siblings.near(article('a', 1000), 1)).toEqual(['b']);
    siblings.replace(article('b', 1100), article('b', 5000));
    expect(siblings.near(article('a', 1000), 2)).toEqual(['c', 'b']);
    siblings.replace(article('c', 2000), article('c', 2000, { title: 'Other' }));
    siblings.remove(article('b', 5000));
    expect(siblings.near(article('a', 1000), 2)).toEqual(['c']);
    expect(siblings.near(article('x', 1000, { categories: [] }), 2)).toEqual([]);
  });
});
