import type { LoggedEvent } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import { People } from '../events/index.ts';
import { click, product, purchase, start } from '../testing/samples.ts';
import { type CandidateSource, popularInCategory, together, trending } from './index.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const catalog = new Catalog('EUR');
for (const [i, id] of ids.entries())
  catalog.apply({ kind: 'upsert', product: { ...product(id, 0), categories: ['all'] } }, i + 1);

type Act = Pick<LoggedEvent, 'shopper' | 'session' | 'customer'> & {
  readonly products: readonly string[];
  /** Of a purchase; a view when absent. */
  readonly order?: string;
};

function eventOf({ products, order, ...who }: Act, i: number): LoggedEvent {
  const at = start + i;
  if (order === undefined)
    return { ...click(`e${i}`, { product: products[0] as string, at, kind: 'view' }), ...who, offset: i + 1 };
  const unitPrice = { amount: 1, currency: 'EUR' };
  const lines = products.map((id) => ({ product: id, quantity: 1, unitPrice }));
  return { ...purchase(`e${i}`, order, at), ...who, lines, offset: i + 1 };
}

/** As the engine does. */
function feed(source: CandidateSource, acts: readonly Act[]): CandidateSource {
  const people = new People();
  for (const [i, act] of acts.entries()) {
    const event = eventOf(act, i);
    people.observe(event);
    source.observe(event, people.person(event), catalog, people.names(event));
  }
  return source;
}

function shown(source: CandidateSource, query: { product?: string } = {}): string[] {
  const found = source.retrieve({ at: start, limit: 50, catalog, ...query });
  if (found instanceof Promise) throw new Error('not expected');
  return found.map((candidate) => candidate.product).sort();
}

/** Whom an act can be told apart by; people keep one name here. */
const whose = ({ customer, shopper, session, order }: Act) => customer ?? shopper ?? session ?? order;

const boards = [trending, popularInCategory];
const who = fc.oneof(
  fc.constantFrom('ann', 'bob', 'eve', 'joe').map((shopper) => ({ shopper })),
  fc.constantFrom('s1', 's2').map((session) => ({ session })),
  fc.constantFrom('c1', 'c2', 'c3').map((customer) => ({ customer })),
  fc.constant({}),
);
const view = fc.tuple(who, fc.constantFrom(...ids)).map(([w, id]): Act => ({ ...w, products: [id] }));
const bought = fc
  .tuple(
    who,
    fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('o1', 'o2', 'o3', 'o4'),
  )
  .map(([w, products, order]): Act => ({ ...w, products, order }));
const acts = fc.array(fc.oneof(view, bought), { maxLength: 60 });
const crowd = fc.integer({ min: 2, max: 5 });

describe('what is shown about few people', () => {
  it.each(boards)('is no product that fewer people turned to, and every other (%#)', (make) => {
    fc.assert(
      fc.property(acts, crowd, (stream, atLeast) => {
        const people = new Map<string, Set<string>>();
        for (const act of stream) {
          const person = whose(act);
          for (const id of act.products)
            if (person !== undefined) people.set(id, (people.get(id) ?? new Set()).add(person));
        }
        const open = ids.filter((id) => (people.get(id)?.size ?? 0) >= atLeast);
        expect(shown(feed(make({ atLeast }), stream))).toEqual(open);
      }),
    );
  });

  it('is no pair that fewer people bought or viewed together, and every other', () => {
    fc.assert(
      fc.property(acts, crowd, (stream, atLeast) => {
        const people = new Map<string, Set<string>>();
        const tie = (a: string, b: string, person: string) => {
          for (const pair of [`${a}${b}`, `${b}${a}`])
            people.set(pair, (people.get(pair) ?? new Set()).add(person));
        };
        const seen = new Map<string, Set<string>>();
        for (const act of stream) {
          const person = whose(act);
          if (person === undefined) continue;
          if (act.order !== undefined) {
            for (const a of act.products) for (const b of act.products) if (a < b) tie(a, b, person);
          } else {
            const past = seen.get(person) ?? new Set();
            const [looked] = act.products as [string];
            for (const other of past) if (other !== looked) tie(looked, other, person);
            seen.set(person, past.add(looked));
          }
        }
        const source = feed(together({ atLeast }), stream);
        for (const a of ids) {
          const open = ids.filter((b) => (people.get(`${a}${b}`)?.size ?? 0) >= atLeast);
          expect(shown(source, { product: a })).toEqual(open);
        }
      }),
    );
  });

  it.each(boards)('does not depend on the order of the acts (%#)', (make) => {
    const shuffled = acts.chain((stream) =>
      fc.tuple(fc.constant(stream), fc.shuffledSubarray(stream, { minLength: stream.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, two]) => {
        expect(shown(feed(make(), two))).toEqual(shown(feed(make(), one)));
      }),
    );
  });

  it.each([...boards, together])('names nobody in a snapshot (%#)', (make) => {
    const long = (act: Act): Act => {
      const name = (id?: string) => (id === undefined ? {} : { id: `person-${id}` });
      return {
        products: act.products,
        ...(act.order === undefined ? {} : { order: `person-${act.order}` }),
        ...(act.shopper === undefined ? {} : { shopper: name(act.shopper).id as string }),
        ...(act.session === undefined ? {} : { session: name(act.session).id as string }),
        ...(act.customer === undefined ? {} : { customer: name(act.customer).id as string }),
      };
    };
    fc.assert(
      fc.property(acts, (stream) => {
        expect(feed(make(), stream.map(long)).snapshot()).not.toContain('person');
      }),
    );
  });

  it('needs three people when nothing is said, and nobody for 1', () => {
    const buys = (n: number): Act[] =>
      Array.from({ length: n }, (_, i) => ({ customer: `c${i}`, order: `o${i}`, products: ['a', 'b'] }));
    for (const make of [trending, popularInCategory, together]) {
      expect(shown(feed(make(), buys(2)), { product: 'a' })).toEqual([]);
      expect(shown(feed(make(), buys(3)), { product: 'a' })).toContain('b');
      expect(shown(feed(make({ atLeast: 1 }), buys(1)), { product: 'a' })).toContain('b');
    }
  });

  it('counts a person once, before and after signing in, and on every device', () => {
    const once: Act[] = [
      { shopper: 'phone', products: ['a'] },
      { shopper: 'phone', customer: 'ann', products: ['a'] },
      { shopper: 'laptop', customer: 'ann', products: ['a'] },
      { customer: 'ann', products: ['a'] },
      { shopper: 'bob', products: ['a'] },
    ];
    expect(shown(feed(trending(), once))).toEqual([]);
    expect(shown(feed(trending(), [...once, { shopper: 'eve', products: ['a'] }]))).toEqual(['a']);
  });

  it('counts nobody for views of which nobody is known, and somebody for each such order', () => {
    const views: Act[] = Array.from({ length: 50 }, () => ({ products: ['a'] }));
    const orders: Act[] = ['o1', 'o1', 'o2', 'o3'].map((order) => ({ order, products: ['a'] }));
    expect(shown(feed(trending(), [...views, ...orders.slice(0, 3)]))).toEqual([]);
    expect(shown(feed(trending(), orders))).toEqual(['a']);
  });

  it('shows a product with all that is known of it once enough people turned to it', () => {
    const source = feed(trending(), [
      ...['ann', 'ann', 'ann', 'ann', 'bob', 'eve'].map((shopper) => ({ shopper, products: ['a'] })),
      ...['ann', 'bob', 'eve'].map((shopper) => ({ shopper, products: ['b'] })),
    ]);
    expect(source.retrieve({ at: start, limit: 9, catalog })).toMatchObject([
      { product: 'a' },
      { product: 'b' },
    ]);
  });

  it('is of another version for another number of people', () => {
    for (const make of [trending, popularInCategory, together]) {
      const versions = [1, 2, 3].map((atLeast) => make({ atLeast }).version);
      expect(new Set(versions).size).toBe(3);
      for (const atLeast of [0, 2.5, 21, Number.NaN])
        expect(() => make({ atLeast })).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }));
    }
  });
});
