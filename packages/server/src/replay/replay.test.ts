import type { Decision } from '@armoire/core';
import { minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { event, order, product, products, using, type World } from '../../test/world.ts';
import { replayDecisions } from './index.ts';

const points = {
  home: {
    kind: 'shelf',
    policy: 'thompson-linear',
    sources: ['trending', 'newest'],
    count: 4,
    candidates: 12,
  },
  similar: {
    kind: 'shelf',
    policy: { name: 'thompson-bernoulli', halfLife: '1h' },
    sources: ['together', 'newest'],
    count: 3,
    candidates: 12,
  },
  banner: { kind: 'choice', policy: 'epsilon-greedy', actions: ['a', 'b', 'c'] },
  price: { kind: 'price', slot: '10m', guard: { largestStep: 0.5 } },
} as const;

interface Shown {
  readonly token: string;
  readonly items: readonly { readonly product: { readonly id: string } }[];
}

/** A few minutes of a shop: pages, choices and prices, clicks, orders and refunds, and a catalogue that changes. */
async function trade({ armoire, graphql, clock }: World, rounds: number): Promise<void> {
  const shop = armoire.shop();
  for (let round = 0; round < rounds; round++) {
    const product = `p${round % 12}`;
    const { data } = await graphql(`{
      page(shelves: [{ point: "home" }, { point: "similar" }], visitor: { shopper: "s${round % 7}" }, situation: { product: "${product}" }) {
        shelves { token items { product { id } } }
      }
      choice(point: "banner") { token action }
      price(product: "${product}") { price { amount } }
    }`);
    const at = clock.now();
    const shelves = data.page.shelves as Shown[];
    const seen = shelves.flatMap(({ token, items }) =>
      items.map(({ product: { id } }) => ({ token, product: id, at })),
    );
    const clicked = seen[round % seen.length];
    await shop.ingest(
      [event('view', { product, at }), event('click', clicked), event('impression', seen[0])],
      'browser',
    );
    await shop.ingest(
      [event('click', { action: data.choice.action, token: data.choice.token, at })],
      'browser',
    );
    if (round % 3 === 0) {
      await shop.ingest(
        [
          order('purchase', clicked?.product ?? product, {
            order: `o${round}`,
            shopper: `s${round % 7}`,
            at,
          }),
        ],
        'server',
      );
      await shop.settled();
    }
    if (round % 9 === 0)
      await shop.ingest([order('refund', clicked?.product ?? product, { order: `o${round}`, at })], 'server');
    if (round % 4 === 0) await change(shop, round, at);
    clock.advance(minute);
    if (round % 5 === 0) await armoire.runDue();
  }
  await shop.settled();
}

async function change(
  shop: ReturnType<World['armoire']['shop']>,
  round: number,
  updatedAt: number,
): Promise<void> {
  const price = { amount: 1500 + round, currency: 'EUR' };
  const variants = [{ id: `p${round % 12}-v`, price, cost: { amount: 700, currency: 'EUR' } }];
  await shop.upsertProducts([
    product(`p${round % 12}`, { variants, updatedAt, brand: `brand ${round % 3}` }),
  ]);
}

describe('replay', () => {
  it(
    'makes hundreds of decisions again, bit for bit',
    () =>
      using({ shop: { points } }, async (world) => {
        await world.armoire.shop().upsertProducts(products(12));
        await trade(world, 90);
        const { settings, storage } = world.armoire.shop();
        const report = await replayDecisions({ shop: settings, storage });
        expect(report.differences).toEqual([]);
        expect(report).toMatchObject({ differing: 0, skipped: {} });
        expect(report.matched).toBe(report.decisions);
        expect(report.decisions).toBeGreaterThan(300);
        const part = await replayDecisions({
          shop: settings,
          storage,
          point: 'banner',
          since: world.clock.now() - 30 * minute,
        });
        expect(part).toMatchObject({ decisions: 30, matched: 30 });
      }),
    60_000,
  );

  it('notices a decision that did not come from its log', () =>
    using({ shop: { points } }, async (world) => {
      await world.armoire.shop().upsertProducts(products(12));
      await trade(world, 3);
      const { settings, storage } = world.armoire.shop();
      const { items } = await storage.decisions.list('lamps', { point: 'home' }, 'asc', 1);
      const {
        propensities: [first = 0, ...rest],
        ...found
      } = items[0] as Decision;
      await storage.decisions.append(
        [{ ...found, id: 'forged', propensities: [first + 2 ** -50, ...rest] }],
        [],
      );
      const report = await replayDecisions({ shop: settings, storage });
      expect(report.differing).toBe(1);
      expect(report.differences[0]).toMatchObject({ decision: 'forged', point: 'home' });
    }));

  it('says what it leaves out', () =>
    using({ shop: { points } }, async (world) => {
      await world.armoire.shop().upsertProducts(products(12));
      await trade(world, 2);
      const { settings, storage } = world.armoire.shop();
      const { banner: _, ...others } = settings.points;
      const report = await replayDecisions({ shop: { ...settings, points: others }, storage });
      expect(report).toMatchObject({
        differing: 0,
        skipped: { 'Point "banner" no longer has policy "epsilon-greedy"': 2 },
      });
    }));
});
