import { money } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onShow } from '../catalog/index.ts';
import { arrange, bounds, facetsOf, isFiltered, type Offered, readWish, sorts } from './index.ts';

const list: readonly Offered[] = onShow().flatMap((article) => {
  const [make] = article.makes;
  if (make === undefined) return [];
  const price = money(make.price ?? article.price, 'EUR');
  return [{ article, make, offer: { price, regular: price }, left: make.stock > 0 }];
});
const title = ({ title }: { title: string }) => title;
const ask = (query: string) => arrange(list, readWish(new URLSearchParams(query)), title, 'en');
const ids = (query: string) => ask(query).map(({ article }) => article.id);

describe('a wish', () => {
  test('is read from an address, and nonsense left out', () => {
    expect(
      readWish(new URLSearchParams('sort=cheap&maker=A&colour=Sky&upto=3000&stock=1&shelf=light')),
    ).toEqual({
      sort: 'cheap',
      maker: 'A',
      colour: 'Sky',
      upTo: 3000,
      available: true,
      shelf: 'light',
    });
    const plain = readWish(new URLSearchParams('sort=x&upto=7&stock=yes&shelf=attic&maker='));
    expect(plain).toEqual({ sort: 'ours', available: false });
    expect(isFiltered(plain)).toBe(false);
    expect(isFiltered(readWish(new URLSearchParams('stock=1')))).toBe(true);
  });
});

test('unasked, nothing is lost and only the sold-out moves', () => {
  const all = ids('');
  expect(all).toHaveLength(list.length);
  expect(all.at(-1)).toBe('paper-moon');
  expect(all.slice(0, 5)).toEqual(list.slice(0, 5).map(({ article }) => article.id));
});

test('sorts by price and by name', () => {
  const left = (query: string) => ask(query).filter((each) => each.left);
  const prices = left('sort=cheap').map(({ offer }) => offer.price.amount);
  expect(prices).toEqual([...prices].sort((a, b) => a - b));
  expect(left('sort=dear').map(({ offer }) => offer.price.amount)).toEqual([...prices].reverse());
  const names = left('sort=name').map(({ article }) => article.title);
  expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
});

test('filters: each filter alone keeps what fits, together what fits all', () => {
  const { makers, colours } = facetsOf(list);
  const option = (values: readonly (string | number)[]) =>
    fc.option(fc.constantFrom(...values.map(String)), { nil: undefined });
  const wish = fc.record({
    sort: option(sorts),
    maker: option(makers),
    colour: option(colours),
    upto: option(bounds),
    stock: option([1]),
  });
  fc.assert(
    fc.property(wish, (fields) => {
      const given = Object.entries(fields).filter(([, value]) => value !== undefined) as [string, string][];
      const found = new Set(ids(new URLSearchParams(given).toString()));
      const each = given
        .filter(([name]) => name !== 'sort')
        .map(([name, value]) => new Set(ids(new URLSearchParams([[name, value]]).toString())));
      const expected = ids('').filter((id) => each.every((set) => set.has(id)));
      expect([...found].sort()).toEqual([...expected].sort());
    }),
    { numRuns: 60 },
  );
});
