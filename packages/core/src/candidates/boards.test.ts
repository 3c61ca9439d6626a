import type { LoggedEvent, Product } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import { product, start } from '../testing/samples.ts';
import { Boards } from './boards.ts';
import { popularInCategory } from './popular.ts';
import { Repeats } from './repeats.ts';
import type { CandidateSource } from './source.ts';
import { trending } from './trending.ts';

const catalog = new Catalog('EUR');
const goods: readonly Product[] = [
  { ...product('coat', start), categories: ['clothes', 'coats'] },
  { ...product('parka', start), categories: ['clothes', 'coats'] },
  { ...product('lamp', start), categories: ['lamps'] },
  { ...product('torch', start), categories: ['lamps'] },
];
for (const [i, one] of goods.entries()) catalog.apply({ kind: 'upsert', product: one }, i + 1);

let offset = 0;
function seen(source: CandidateSource, id: string, person: string, market?: string, kind = 'view'): void {
  const event = {
    id: `e${++offset}`,
    offset,
    kind,
    at: start,
    receivedAt: start,
    product: id,
    shopper: person,
    ...(market === undefined ? {} : { market }),
  } as LoggedEvent;
  source.observe(event, `shopper:${person}`, catalog, [`shopper:${person}`]);
}

const people = ['ann', 'bob', 'cem'];
const asked = (source: CandidateSource, query: object) =>
  (source.retrieve({ at: start, limit: 9, catalog, ...query }) as { product: string; score: number }[]).map(
    (found) => found.product,
  );

describe('boards by category and market', () => {
  it('trend first in the category and market at hand, then wider', () => {
    const source = trending();
    for (const person of people) seen(source, 'coat', person, 'DE');
    for (const person of [...people, 'dan']) seen(source, 'parka', person, 'FR');
    for (const person of [...people, 'dan', 'eva']) seen(source, 'lamp', person, 'FR');
    for (const person of people) seen(source, 'torch', person, 'DE');
    expect(asked(source, {})).toEqual(['lamp', 'parka', 'coat', 'torch']);
    expect(asked(source, { market: 'DE' })).toEqual(['coat', 'torch', 'lamp', 'parka']);
    expect(asked(source, { category: 'coats' })).toEqual(['parka', 'coat', 'lamp', 'torch']);
    expect(asked(source, { product: 'lamp', market: 'DE' })).toEqual(['torch', 'lamp', 'coat', 'parka']);
    expect(asked(source, { market: 'nowhere', limit: 2 })).toEqual(['lamp', 'parka']);
  });

  it('keep to the category where popular products are asked for in one', () => {
    const source = popularInCategory();
    for (const person of people) seen(source, 'coat', person, 'DE');
    for (const person of [...people, 'dan']) seen(source, 'parka', person, 'FR');
    for (const person of people) seen(source, 'lamp', person, 'FR');
    expect(asked(source, { category: 'coats', market: 'DE' })).toEqual(['coat', 'parka']);
    expect(asked(source, { category: 'coats' })).toEqual(['parka', 'coat']);
  });

  it('ask for as many people in each market as in the whole shop', () => {
    const source = trending();
    for (const person of people) seen(source, 'coat', person, person === 'ann' ? 'DE' : 'FR');
    for (const person of people) seen(source, 'lamp', person, 'DE');
    // Three people looked at the coat, and one of them in Germany: there it stands behind what three did there.
    expect(asked(source, { market: 'DE' })).toEqual(['lamp', 'coat']);
    expect(asked(source, { market: 'FR' })).toEqual(['coat', 'lamp']);
  });

  it('give scores in (0, 1], best first, and survive a snapshot', () => {
    const source = trending();
    for (const person of people) for (const one of goods) seen(source, one.id, person, 'DE');
    for (const person of people) seen(source, 'lamp', person, 'DE', 'add_to_cart');
    const query = { at: start, limit: 9, catalog, category: 'coats', market: 'DE' };
    const found = source.retrieve(query) as { product: string; score: number }[];
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    const again = trending();
    again.restore(source.snapshot());
    expect(again.retrieve(query)).toEqual(found);
  });

  it('are bounded: invented markets push out each other, and nobody else', () => {
    const boards = new Boards({ halfLife: 1000, size: 9, atLeast: 1, most: 20 });
    const add = (market: string | undefined, weight: number) =>
      boards.add({ product: 'lamp', weight }, start, [], market, catalog);
    for (let i = 0; i < 50; i++) add('DE', 8);
    for (let i = 0; i < 500; i++) add(`invented ${i}`, 1);
    expect(boards.size).toBe(20);
    expect(boards.top([{ market: 'DE' }], 9, catalog)).toHaveLength(1);
    expect(boards.top([{}], 9, catalog)).toHaveLength(1);
  });
});

describe('repeats', () => {
  const event = (fields: object) =>
    ({
      id: 'e',
      offset: 1,
      kind: 'view',
      at: start,
      receivedAt: start,
      product: 'p',
      ...fields,
    }) as LoggedEvent;

  it('count once for each person, product, kind and day', () => {
    const repeats = new Repeats();
    const counts = (fields: object, person: string | undefined = 'ann') =>
      repeats.counts(event(fields), person);
    expect([counts({}), counts({}), counts({ kind: 'click' }), counts({ product: 'q' })]).toEqual([
      ...[true, false, true, true],
    ]);
    expect(counts({}, 'bob')).toBe(true);
    expect(counts({ at: start + 86_400_000, receivedAt: start + 86_400_000 })).toBe(true);
    repeats.clear();
    expect(counts({})).toBe(true);
    expect([counts({ kind: 'purchase' }), counts({ kind: 'purchase' })]).toEqual([true, true]);
    expect(repeats.counts(event({}), undefined) && repeats.counts(event({}), undefined)).toBe(true);
  });

  it('bound what one person is worth, whatever they send', () => {
    const kinds = fc.constantFrom('impression', 'view', 'click', 'add_to_cart', 'remove_from_cart');
    const weights: Record<string, number> = { view: 1, click: 2, add_to_cart: 4 };
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 200 }), (stream) => {
        const repeats = new Repeats();
        const moved = stream.filter((kind) => repeats.counts(event({ kind }), 'ann'));
        expect(moved.reduce((sum, kind) => sum + (weights[kind] ?? 0), 0)).toBeLessThanOrEqual(7);
      }),
    );
  });
});
