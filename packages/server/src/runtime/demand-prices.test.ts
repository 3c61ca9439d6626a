import { minute } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { event, order, products, using } from '../../test/world.ts';

const points = {
  price: {
    kind: 'price',
    policy: { name: 'price-thompson', demand: 'rungs', objective: { maximise: 'units' } },
    slot: '1h',
    ladder: [0.95, 1],
    guard: { cooldown: 0, minimumMargin: 0 },
  },
} as const;

it('a price point learns demand: where more is sold at the lower price, that is taken', () =>
  using({ shop: { points } }, async ({ armoire, graphql, clock }) => {
    const shop = armoire.shop();
    await shop.upsertProducts(products(1));
    const taken: boolean[] = [];
    for (let slot = 0; slot < 60; slot++) {
      const { data } = await graphql(
        '{ price(product: "p0") { price { amount currency } regular { amount } token } }',
      );
      const { price, regular, token } = data.price;
      const lower = price.amount < regular.amount;
      taken.push(lower);
      clock.advance(10 * minute);
      const at = clock.now();
      await shop.ingest([event('view', { product: 'p0', token, at })], 'browser');
      const lines = [{ product: 'p0', variant: 'p0-v', quantity: 1, unitPrice: price }];
      for (let piece = 0; piece < (lower ? 3 : 1); piece++) {
        const bought = order('purchase', 'p0', { order: `o${slot}-${piece}`, at, lines });
        await shop.ingest([bought], 'server');
      }
      await shop.settled();
      clock.advance(50 * minute);
      await armoire.runDue();
    }
    expect(taken.slice(30).filter(Boolean).length).toBeGreaterThan(27);
    const learned = await shop.storage.state.samples('lamps', 0, 1000);
    expect(new Set(learned.map(({ components }) => components?.purchase))).toEqual(new Set([1, 3]));
  }));
