import { minute } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { event, order, product, products, using } from '../../test/world.ts';

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
      const quantity = lower ? 3 : 1;
      const lines = [{ product: 'p0', variant: 'p0-v', quantity, unitPrice: price }];
      await shop.ingest([order('purchase', 'p0', { order: `o${slot}`, at, lines })], 'server');
      await shop.settled();
      clock.advance(50 * minute);
      await armoire.runDue();
    }
    expect(taken.slice(30).filter(Boolean).length).toBeGreaterThan(27);
    const learned = await shop.storage.state.samples('lamps', 0, 1000);
    expect(new Set(learned.map(({ components }) => components?.pieces?.bought))).toEqual(new Set([1, 3]));
  }));

it('a slot that sold all there was is learned as one in which more may have been wanted', () =>
  using({ shop: { points } }, async ({ armoire, admin, graphql, clock }) => {
    const shop = armoire.shop();
    const stocked = (id: string, stock: number | undefined) => {
      const variant = {
        id: `${id}-v`,
        price: { amount: 2000, currency: 'EUR' },
        cost: { amount: 800, currency: 'EUR' },
      };
      return product(id, {
        variants: [stock === undefined ? variant : { ...variant, stock }],
        updatedAt: clock.now(),
      });
    };
    for (let slot = 0; slot < 12; slot++) {
      // One of them is delivered anew each morning, and sold out each evening.
      await shop.upsertProducts([stocked('short', 3), stocked('free', undefined)]);
      for (const id of ['short', 'free']) {
        const { data } = await graphql(`{ price(product: "${id}") { price { amount currency } } }`);
        clock.advance(minute);
        const lines = [{ product: id, variant: `${id}-v`, quantity: 1, unitPrice: data.price.price }];
        for (let piece = 0; piece < 3; piece++) {
          const bought = order('purchase', id, { order: `${id}${slot}-${piece}`, at: clock.now(), lines });
          await shop.ingest([bought], 'server');
        }
      }
      await shop.settled();
      clock.advance(58 * minute);
      await armoire.runDue();
    }
    const since = new Date(clock.now() - 1000).toISOString();
    const unitsOf = async (id: string) => {
      const { data } = await admin(
        `{ priceHistory(product: "${id}", since: "${since}") { demand { units { mean } } } }`,
      );
      const all: { units: { mean: number } }[] = data.priceHistory[0].demand;
      return Math.max(...all.map(({ units }) => units.mean));
    };
    expect(await unitsOf('short')).toBeGreaterThan(1.2 * (await unitsOf('free')));
  }));
