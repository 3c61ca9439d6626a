import { manualClock, seededEntropy } from '@armoire/core';
import { type Armoire, allScopes, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import { bundle } from './bundle.ts';
import { emailOf, password, roles } from './shop.ts';

const hour = 3_600_000;
const day = 24 * hour;
const days = 50;
const eur = (amount: number) => ({ amount, currency: 'EUR' });

export interface DemandShop {
  readonly url: string;
  readonly armoire: Armoire;
  close(): Promise<void>;
}

/** A real server that has learned what a lamp's price does to its demand, in days in which two ways to choose took turns. */
export async function openDemandShop(): Promise<DemandShop> {
  const begins = Math.floor(Date.now() / day) * day - days * day;
  const clock = manualClock(begins);
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      shops: [
        {
          id: 'lamps',
          currency: 'EUR',
          points: {
            price: {
              kind: 'price',
              policy: { name: 'price-thompson', epsilon: 0.2 },
              slot: '1d',
              ladder: [0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2],
              guard: { largestStep: 0.5, highest: 1.1, cooldown: 0 },
              experiment: { name: 'autumn', from: new Date(begins).toISOString(), unit: 'product' },
            },
          },
        },
      ],
    },
    { clock, entropy: seededEntropy(7), log: silentLog, jobs: false, dashboard: { files: await bundle() } },
  );
  const shop = armoire.shop();
  const merchant = merchantGateway(shop);
  const owner = { name: 'the test', scopes: allScopes };
  for (const role of roles) await merchant.access.addUser({ email: emailOf(role), role, password }, owner);
  await merchant.upsertProducts(
    ['paper-moon', 'brass-lamp'].map((id) => ({
      ...{ id, title: id.replace('-', ' '), status: 'active', categories: ['lamps'], taxRate: 0.19 },
      variants: [{ id, price: eur(4000), cost: eur(1400) }],
      updatedAt: clock.now(),
    })),
  );
  for (let i = 0; i < days; i++) {
    for (const product of ['paper-moon', 'brass-lamp']) {
      const { price } = await shop.engine.price({ visitor: {}, product });
      clock.advance(3 * hour);
      const quantity = Math.max(Math.round(12 * (price.amount / 4000) ** -2.2 + 4 * Math.sin(7 * i)), 0);
      const line = { product, variant: product, quantity: 1, unitPrice: price };
      for (const [market, pieces] of [
        ['DE', Math.ceil(quantity / 2)],
        ['AT', Math.floor(quantity / 2)],
      ] as const) {
        const lines = Array.from({ length: pieces }, () => line);
        const order = `${product} ${market} ${i}`;
        const about = { order, market, customer: `${market} ${i % 40}`, at: clock.now(), lines };
        if (pieces > 0) await shop.ingest([{ id: order, kind: 'purchase', ...about }], 'server');
      }
    }
    clock.advance(day - 6 * hour);
    await shop.settled();
    await armoire.runDue();
  }
  clock.advance(2 * hour);
  for (const product of ['paper-moon', 'brass-lamp']) await shop.engine.price({ visitor: {}, product });
  await shop.settled();
  const server = await listen(armoire.handler, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${server.port}`,
    armoire,
    async close() {
      await server.stop(0);
      await armoire.close();
    },
  };
}
