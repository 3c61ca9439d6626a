import { day, type LoggedEvent, type ShopEvent } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../catalog/index.ts';
import { affinity, Profiles, rhythm } from './index.ts';

const start = 1_700_000_000_000;
const catalog = new Catalog('EUR');
for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) {
  const price = { amount: 100, currency: 'EUR' };
  const categories = [id < 'c' ? 'left' : 'right'];
  const product = {
    id,
    title: id,
    status: 'active',
    categories,
    variants: [{ id, price }],
    updatedAt: 1,
  } as const;
  catalog.apply({ kind: 'upsert', product }, i + 1);
}

let offset = 0;
type Given = Partial<Pick<ShopEvent, 'shopper' | 'session' | 'customer'>>;
const logged = (event: object, at: number, who: Given = {}) =>
  ({ id: `e${++offset}`, offset, at, receivedAt: at, ...who, ...event }) as LoggedEvent;
const look = (product: string, at = start, who: Given = {}) => logged({ kind: 'view', product }, at, who);
const order = (kind: 'purchase' | 'refund', products: readonly string[], at = start) =>
  logged(
    {
      kind,
      order: `o${offset}`,
      lines: products.map((product) => ({
        product,
        quantity: 1,
        unitPrice: { amount: 100, currency: 'EUR' },
      })),
    },
    at,
  );
const buy = (products: readonly string[], at = start) => order('purchase', products, at);

const feed = (profiles: Profiles, ...events: LoggedEvent[]) => {
  for (const event of events) profiles.observe(event, 'ann', catalog);
  return profiles;
};

describe('a profile', () => {
  it('knows what was bought, how often, and the last basket', () => {
    const profile = feed(new Profiles(), buy(['a', 'b']), buy(['a', 'a'], start + 10 * day)).of('ann');
    expect(profile).toMatchObject({ orders: 2, basket: ['a'] });
    expect([...(profile?.bought ?? [])]).toEqual([
      ['b', { times: 1, first: start, last: start, order: 1 }],
      ['a', { times: 2, first: start, last: start + 10 * day, order: 2 }],
    ]);
  });

  it('forgets what was sent back', () => {
    const profiles = feed(
      new Profiles(),
      buy(['a', 'b']),
      buy(['b'], start + day),
      order('refund', ['a', 'b', 'd']),
    );
    expect([...(profiles.of('ann')?.bought.keys() ?? [])]).toEqual(['b']);
    expect(profiles.of('ann')?.bought.get('b')?.times).toBe(1);
  });

  it('keeps what was viewed, the newest first, each once', () => {
    const profiles = feed(new Profiles({ viewed: 2 }), look('a'), look('b'), look('c'), look('b'));
    expect(profiles.of('ann')?.viewed).toEqual(['b', 'c']);
  });

  it('lets interest in a category fade', () => {
    const profile = feed(new Profiles(), buy(['a']), look('c', start + 120 * day)).of('ann');
    // Two half-lives: 4 has become 1, beside 1.
    expect(affinity(profile, 'left')).toBeCloseTo(0.5, 12);
    expect(affinity(profile, 'right')).toBeCloseTo(0.5, 12);
    expect(affinity(profile, 'elsewhere')).toBe(0);
    expect(affinity(undefined, 'left')).toBe(0);
  });

  it('is the same whatever the order in which looks arrive, as far as interest goes', () => {
    const look1 = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(fc.array(look1, { minLength: 1, maxLength: 20 }), (looks) => {
        const events = looks.map(([product, days]) => look(product, start + days * day));
        const one = feed(new Profiles(), ...events).of('ann');
        const two = feed(new Profiles(), ...[...events].sort((a, b) => b.at - a.at)).of('ann');
        for (const category of ['left', 'right'])
          expect(affinity(two, category)).toBeCloseTo(affinity(one, category), 1);
      }),
    );
  });

  it('goes over to the name that a person is known by later', () => {
    const profiles = new Profiles();
    profiles.observe(look('a'), 'shopper:s', catalog, ['shopper:s']);
    profiles.observe(buy(['b']), 'customer:c', catalog, ['customer:c']);
    const link = look('c', start + 1, { shopper: 's', customer: 'c' });
    profiles.observe(link, 'customer:c', catalog, ['customer:c', 'shopper:s']);
    expect(profiles.of('shopper:s')).toBeUndefined();
    expect(profiles.of('customer:c')).toMatchObject({ orders: 1, viewed: ['c', 'a'] });
  });

  it('is of nobody without consent, and holds no name', () => {
    const profiles = new Profiles();
    profiles.observe(look('a'), undefined, catalog);
    expect(profiles.of(undefined)).toBeUndefined();
    expect(profiles.snapshot()).toBe('[[]]');
    expect(feed(profiles, look('a')).snapshot()).not.toContain('ann');
  });

  it('goes on from a snapshot as if nothing had happened', () => {
    const one = feed(new Profiles(), buy(['a', 'b']), look('c', start + day));
    const two = new Profiles();
    two.restore(one.snapshot());
    for (const profiles of [one, two])
      feed(profiles, buy(['a'], start + 2 * day), look('d', start + 3 * day));
    expect(two.of('ann')).toEqual(one.of('ann'));
    expect(two.snapshot()).toBe(one.snapshot());
  });

  it('is kept of so many people, the ones who were here last', () => {
    const profiles = new Profiles({ people: 2 });
    for (const person of ['ann', 'bob', 'ann', 'eve']) profiles.observe(look('a'), person, catalog);
    expect([profiles.of('bob'), profiles.of('ann') !== undefined]).toEqual([undefined, true]);
  });
});

describe('a rhythm', () => {
  it('is 1 when as long has passed as usually does', () => {
    const bought = { times: 3, first: start, last: start + 20 * day, order: 3 };
    expect(rhythm(bought, start + 30 * day)).toBe(1);
    expect(rhythm(bought, start + 25 * day)).toBe(0.5);
    expect(rhythm(bought, start)).toBe(0);
    expect(rhythm({ ...bought, times: 1 }, start + 30 * day)).toBeUndefined();
  });
});
