import type { LoggedEvent } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import { click, product, purchase, start } from '../testing/samples.ts';
import { type CandidateSource, popularInCategory, together, trending } from './index.ts';

const day = 86_400_000;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const catalog = new Catalog('EUR');
for (const [i, id] of ids.entries())
  catalog.apply(
    { kind: 'upsert', product: { ...product(id, 0), categories: ['all', i < 3 ? 'left' : 'right'] } },
    i + 1,
  );

const look = (
  id: string,
  at = start,
  kind: 'view' | 'click' | 'add_to_cart' | 'impression' = 'view',
  receivedAt = at,
): LoggedEvent => ({ ...click('e', { product: id, at, receivedAt, kind }), offset: 1 });
const buy = (products: readonly string[], at = start): LoggedEvent => ({
  ...purchase('o', 'o', at),
  offset: 1,
  lines: products.map((p) => ({ product: p, quantity: 1, unitPrice: { amount: 1, currency: 'EUR' } })),
});
const ask = (source: CandidateSource, query: Partial<Parameters<CandidateSource['retrieve']>[0]> = {}) => {
  const found = source.retrieve({ at: start, limit: 10, catalog, ...query });
  if (found instanceof Promise) throw new Error('not expected');
  return found;
};
const names = (source: CandidateSource, query: Parameters<typeof ask>[1] = {}) =>
  ask(source, query).map((c) => c.product);
const feed = (
  source: CandidateSource,
  events: readonly (readonly [LoggedEvent, (string | undefined)?])[],
) => {
  for (const [event, person] of events) source.observe(event, person, catalog);
  return source;
};

describe('trending', () => {
  it('puts what is wanted now before what was wanted more, long ago', () => {
    const source = feed(trending({ atLeast: 1 }), [
      [look('a', start, 'add_to_cart')],
      [look('a')],
      [look('b', start + 9 * day, 'click')],
    ]);
    expect(names(source)).toEqual(['b', 'a']);
    expect(ask(source)[1]?.score).toBeCloseTo(5 / 2 ** 3 / 2, 12);
  });

  it('lets late events weigh what they would have weighed in time', () => {
    const events = [
      look('a', start, 'click'),
      look('b', start + day),
      look('c', start + 2 * day),
      look('a', start + 2 * day),
    ];
    const inTime = feed(
      trending({ atLeast: 1 }),
      events.map((e) => [e] as const),
    );
    const late = feed(
      trending({ atLeast: 1 }),
      [...events].reverse().map((e) => [e] as const),
    );
    expect(names(late)).toEqual(names(inTime));
    for (const [i, { score }] of ask(late).entries())
      expect(score).toBeCloseTo(ask(inTime)[i]?.score ?? 0, 9);
  });

  it('stays right over spans in which doubles would overflow', () => {
    const source = trending({ atLeast: 1 });
    for (let t = 0; t < 200; t++) feed(source, [[look(ids[t % 3] as string, start + t * 100 * day)]]);
    expect(names(source)[0]).toBe(ids[199 % 3]);
    expect(ask(source).every(({ score }) => score > 0 && score <= 1)).toBe(true);
    expect(
      names(feed(source, [[look('f', start + 20_000 * day)], [look('f', start + 20_000 * day)]]))[0],
    ).toBe('f');
  });

  it('is not wiped out by an event that claims to be from the future', () => {
    const source = feed(trending({ atLeast: 1 }), [
      [look('a')],
      [look('b', start + 1e12, 'view', start)],
      [look('a', start + 1)],
    ]);
    expect(names(source)).toEqual(['a', 'b']);
  });

  it('counts interest by kind, and an impression not at all', () => {
    const source = feed(trending({ atLeast: 1 }), [
      [look('a', start, 'impression')],
      [look('b')],
      [look('c', start, 'click')],
      [look('d', start, 'add_to_cart')],
      [buy(['e', 'e'])],
    ]);
    expect(names(source)).toEqual(['e', 'd', 'c', 'b']);
    expect(ask(source)[0]?.score).toBe(1);
  });

  it('keeps only as many as it should, the best ones', () => {
    const source = trending({ size: 2, atLeast: 1 });
    for (const [i, id] of ids.entries()) for (let n = 0; n <= i; n++) feed(source, [[look(id)]]);
    expect(names(source)).toEqual(['f', 'e']);
    expect(names(source, { limit: 1 })).toEqual(['f']);
  });
});

describe('popularInCategory', () => {
  const source = () =>
    feed(popularInCategory({ atLeast: 1 }), [[buy(['a'])], [look('b')], [buy(['d', 'e'])], [look('d')]]);

  it('answers for the category asked for, else that of the product, else the shop', () => {
    expect(names(source(), { category: 'left' })).toEqual(['a', 'b']);
    expect(names(source(), { product: 'f' })).toEqual(['d', 'e']);
    expect(names(source())).toEqual(['d', 'a', 'e', 'b']);
    expect(names(source(), { category: 'nowhere' })).toEqual([]);
    expect(names(source(), { product: 'unknown' })).toHaveLength(4);
  });

  it('forgets a product that has left the category', () => {
    const moved = new Catalog('EUR');
    moved.apply({ kind: 'upsert', product: { ...product('a', 1), categories: ['right'] } }, 1);
    expect(names(source(), { category: 'left', catalog: moved })).toEqual([]);
  });
});

describe('together', () => {
  it('finds what was bought with a product', () => {
    const source = feed(together({ atLeast: 1 }), [
      [buy(['a', 'b'])],
      [buy(['a', 'b'])],
      [buy(['a', 'c'])],
      [buy(['d', 'e'])],
    ]);
    expect(names(source, { product: 'a' })).toEqual(['b', 'c']);
    expect(ask(source, { product: 'a' })[0]?.score).toBe(1);
    expect(names(source)).toEqual([]);
  });

  it('ties what one person looks at in turn, once each', () => {
    const source = feed(together({ atLeast: 1 }), [
      [look('a'), 'ann'],
      [look('b'), 'ann'],
      [look('b'), 'ann'],
      [look('c'), 'bob'],
      [look('d')],
      [look('e')],
    ]);
    expect(names(source, { product: 'a' })).toEqual(['b']);
    expect(names(source, { product: 'c' })).toEqual([]);
    expect(names(source, { product: 'd' })).toEqual([]);
  });

  it('follows a person under one name across the merge of identities', () => {
    const source = feed(together({ atLeast: 1 }), [
      [look('a'), 'customer'],
      [look('b', start + 1), 'customer'],
    ]);
    expect(names(source, { product: 'b' })).toEqual(['a']);
  });

  it('ranks by likeness to the whole cart, never what is in it', () => {
    const source = feed(together({ atLeast: 1 }), [
      [buy(['a', 'c'])],
      [buy(['b', 'c'])],
      [buy(['a', 'd'])],
      [buy(['a', 'b'])],
    ]);
    expect(names(source, { cart: ['a', 'b'] })).toEqual(['c', 'd']);
  });

  it('does not let what everybody buys stand beside everything', () => {
    const source = feed(
      together({ shrink: 1, atLeast: 1 }),
      [...Array(40)].map((_, i) => [buy(['f', `x${i}`])] as const),
    );
    feed(source, [[buy(['a', 'f'])], [buy(['a', 'b'])]]);
    expect(names(source, { product: 'a' })).toEqual(['b', 'f']);
  });

  it('keeps the strongest neighbours of each product', () => {
    const source = together({ neighbours: 2, atLeast: 1 });
    feed(source, [
      [buy(['a', 'b'])],
      [buy(['a', 'b'])],
      [buy(['a', 'c'])],
      [buy(['a', 'c'])],
      [buy(['a', 'd'])],
      [buy(['a', 'e'])],
      [buy(['a', 'f'])],
    ]);
    const found = names(source, { product: 'a' });
    expect(found.slice(0, 2)).toEqual(['b', 'c']);
    expect(found.length).toBeLessThan(5);
  });
});

describe('every source', () => {
  const id = fc.constantFrom(...ids);
  const at = fc.integer({ min: -800, max: 800 }).map((days) => start + days * 3 * day);
  const event = fc.oneof(
    fc
      .tuple(
        id,
        at,
        fc.constantFrom('view' as const, 'click' as const, 'add_to_cart' as const, 'impression' as const),
      )
      .map(([p, t, kind]) => look(p, t, kind)),
    fc.tuple(fc.array(id, { minLength: 1, maxLength: 5 }), at).map(([ps, t]) => buy(ps, t)),
  );
  const stream = fc.array(fc.tuple(event, fc.constantFrom('ann', 'bob', 'eve', 'joe', undefined)), {
    maxLength: 60,
  });
  const makes = [
    ...[1, 2, 3].flatMap((atLeast) => [
      () => trending({ size: 4, atLeast }),
      () => popularInCategory({ size: 4, atLeast }),
      () => together({ neighbours: 2, memory: 3, atLeast }),
    ]),
  ];

  it.each(makes)('goes on from a snapshot as if nothing had happened (%#)', (make) => {
    fc.assert(
      fc.property(stream, stream, (before, after) => {
        const one = feed(make(), before);
        const two = feed(make(), after.slice(0, 3));
        two.restore(one.snapshot());
        for (const rest of [[], after]) {
          feed(one, rest);
          feed(two, rest);
          for (const query of [{}, { product: 'a' }, { category: 'right' }, { cart: ['b', 'c'] }])
            expect(ask(two, query)).toEqual(ask(one, query));
        }
      }),
    );
  });

  it.each(makes)('answers best first, without repeating itself, with scores in (0, 1] (%#)', (make) => {
    fc.assert(
      fc.property(stream, (events) => {
        const found = ask(feed(make(), events), { product: 'a', category: 'right', cart: ['b'] });
        expect(new Set(found.map((c) => c.product)).size).toBe(found.length);
        for (const [i, { score }] of found.entries())
          expect(score > 0 && score <= (found[i - 1]?.score ?? 1)).toBe(true);
      }),
    );
  });
});
