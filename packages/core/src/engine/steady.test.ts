import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop } from '../../test/shop.ts';
import { type AnyPolicy, uniform } from '../policies/index.ts';
import type { ChoicePoint, PageRequest, ShelfPoint } from './index.ts';

const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
const base = { policy: uniform(), reward, deadline: 50, steady: 1000 };
const shelf = (more: Partial<ShelfPoint> = {}): ShelfPoint => ({
  kind: 'shelf',
  ...base,
  sources: ['a'],
  count: 5,
  candidates: 100,
  ...more,
});
const choice: ChoicePoint = { kind: 'choice', ...base, actions: ['x', 'y', 'z', 'u', 'v'] };
const failing: AnyPolicy = {
  ...uniform(),
  id: 'failing',
  slate: () => {
    throw new Error('broken');
  },
};
const sources = [proposing('a', ids), proposing('popular', [...ids].reverse())];

function make(points: Record<string, ShelfPoint | ChoicePoint> = { one: shelf(), two: shelf(), choice }) {
  const made = shop(points, { sources });
  made.put(...ids.map((id) => article(id)));
  return made;
}
const request = (more: Partial<PageRequest> = {}): PageRequest => ({
  visitor: { shopper: 'ann' },
  situation: { category: 'all', values: { device: 'phone' } },
  shelves: [{ point: 'one' }, { point: 'two' }],
  ...more,
});

describe('a steady shelf', () => {
  it('is given again, whole, and logged once', async () => {
    const made = make();
    const first = await made.engine.page(request());
    made.clock.advance(999);
    expect(await made.engine.page(request())).toEqual(first);
    expect(made.decisions).toHaveLength(2);
    made.clock.advance(1);
    const later = await made.engine.page(request());
    expect(later.shelves[0]?.decision.id).not.toBe(first.shelves[0]?.decision.id);
    expect(made.decisions).toHaveLength(4);
  });

  it('is given again to two who ask at once', async () => {
    const made = make();
    const [a, b] = await Promise.all([made.engine.page(request()), made.engine.page(request())]);
    expect(a).toEqual(b);
    expect(made.decisions).toHaveLength(2);
  });

  it.each([
    ['another shopper', { visitor: { shopper: 'bob' } }],
    ['a cart', { situation: { category: 'all', values: { device: 'phone' }, cart: ['p3'] } }],
    ['another product', { situation: { product: 'p1' } }],
    ['another count', { shelves: [{ point: 'one', count: 4 }, { point: 'two' }] }],
    ['other values', { situation: { category: 'all', values: { device: 'desk' } } }],
  ])('is decided anew for %s', async (_, other) => {
    const made = make();
    const first = await made.engine.page(request());
    const again = await made.engine.page(request(other));
    expect(again.shelves[0]?.decision.id).not.toBe(first.shelves[0]?.decision.id);
  });

  it('is decided anew for each request of nobody, unless it names its view', async () => {
    const made = make();
    const ask = async (more: Partial<PageRequest>) =>
      (await made.engine.page(request({ visitor: {}, ...more }))).shelves[0]?.decision.id;
    expect(await ask({})).not.toBe(await ask({}));
    expect(await ask({ view: 'v1' })).toBe(await ask({ view: 'v1' }));
    expect(await ask({ view: 'v1' })).not.toBe(await ask({ view: 'v2' }));
  });

  it('is decided anew once rules have changed, and when the switch is pulled', async () => {
    const made = make();
    const ask = async () => (await made.engine.page(request())).shelves[0]?.decision.id;
    const first = await ask();
    made.engine.renew();
    const second = await ask();
    expect(second).not.toBe(first);
    made.engine.prices.control = { ...made.engine.prices.control, killed: true };
    const third = await ask();
    expect(third).not.toBe(second);
    made.engine.prices.control = { ...made.engine.prices.control };
    expect(await ask()).toBe(third);
  });

  it('does not keep what a fallback answered', async () => {
    const made = make({ one: shelf({ policy: failing }) });
    const ask = () => made.engine.page(request({ shelves: [{ point: 'one' }] }));
    const [first, second] = [await ask(), await ask()];
    expect(first.shelves[0]?.decision.source).toBe('fallback');
    expect(second.shelves[0]?.decision.id).not.toBe(first.shelves[0]?.decision.id);
  });

  it('keeps a choice, too', () => {
    const made = make();
    const ask = () => made.engine.choice({ point: 'choice', visitor: { session: 's' }, situation: {} });
    expect(new Set(Array.from({ length: 20 }, () => ask().decision.id)).size).toBe(1);
    expect(made.decisions).toHaveLength(1);
  });

  it('keeps no more than it may', async () => {
    const made = make({ choice: { ...choice, steady: 1e9 } });
    const ask = (i: number) =>
      made.engine.choice({ point: 'choice', visitor: { session: `s${i}` }, situation: {} }).decision.id;
    const first = ask(0);
    for (let i = 1; i < 20_000; i++) ask(i);
    expect(ask(0)).toBe(first);
    ask(20_000);
    expect(ask(0)).not.toBe(first);
  });

  it('never shows what was hidden, sold out or removed a moment ago, whichever way it is answered', async () => {
    const gone = fc.record({
      id: fc.constantFrom(...ids),
      how: fc.constantFrom('hidden' as const, 'sold-out' as const, 'removed' as const),
    });
    const step = fc.oneof(
      fc.record({ ask: fc.constantFrom('ann', 'bob', undefined) }),
      fc.record({ go: gone }),
    );
    const points = {
      one: shelf({ holdout: 0.5 }),
      two: shelf({ policy: failing }),
      three: shelf({ count: 20 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const made = make(points);
        const out = new Set<string>();
        let offset = 1000;
        for (const next of steps) {
          if ('go' in next) {
            const { id, how } = next.go;
            out.add(id);
            offset += 1;
            const price = { amount: 1, currency: 'EUR' };
            const product = {
              ...article(id, how === 'hidden' ? { status: 'hidden' } : {}),
              variants: [{ id: `${id}-v`, price, stock: 0 }],
              updatedAt: offset,
            };
            made.engine.show(
              how === 'removed' ? { kind: 'tombstone', id, deletedAt: offset } : { kind: 'upsert', product },
              offset,
            );
            continue;
          }
          const visitor = next.ask === undefined ? {} : { shopper: next.ask };
          const { shelves } = await made.engine.page({
            visitor,
            situation: {},
            view: 'v',
            shelves: [{ point: 'one' }, { point: 'two' }, { point: 'three' }],
          });
          const shown = shelves.flatMap(({ items }) => items.map(({ product }) => product.id));
          expect(shown.filter((id) => out.has(id))).toEqual([]);
          expect(new Set(shown).size).toBe(shown.length);
        }
      }),
    );
  });
});
