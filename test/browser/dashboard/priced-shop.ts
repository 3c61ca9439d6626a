import { definePlugin, manualClock, type PriceWrite, type StoreFront, seededEntropy } from '@armoire/core';
import { type Armoire, allScopes, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import { bundle } from './bundle.ts';
import { emailOf, password, roles } from './shop.ts';

const day = 24 * 3_600_000;
const eur = (amount: number) => ({ amount, currency: 'EUR' });
/** What the merchant asks for each lamp. */
export const own = { 'paper-moon': 2000, 'brass-lamp': 3000, 'oak-lamp': 5000 } as const;

export interface PricedShop {
  readonly url: string;
  /** What the store charges. */
  readonly charged: ReadonlyMap<string, number>;
  readonly armoire: Armoire;
  close(): Promise<void>;
}

/** A real server whose prices a person approves before they are written to the store. */
export async function openPricedShop(): Promise<PricedShop> {
  const clock = manualClock(Date.now() - 2 * day);
  const charged = new Map<string, number>(Object.entries(own));
  const store: StoreFront = {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: false },
    async *catalog() {},
    readPrices: async (variants) =>
      variants.map((variant) => ({ variant, charged: eur(charged.get(variant) ?? Number.NaN) })),
    writePrices: async (writes: readonly PriceWrite[]) =>
      writes.map(({ variant, price, expected }) => {
        const found = charged.get(variant) ?? Number.NaN;
        if (found === expected) charged.set(variant, price.amount);
        return { written: found === expected, found };
      }),
  };
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      plugins: [definePlugin({ name: 'store', storeFront: () => store })],
      shops: [
        {
          id: 'lamps',
          currency: 'EUR',
          points: {
            price: {
              kind: 'price',
              cycle: 'approved',
              slot: '1d',
              // The merchant's own price is no rung: every lamp has a proposal.
              ladder: [0.9, 1.1, 1.6],
              guard: { largestStep: 0.9, highest: 1.5, cooldown: 0 },
            },
          },
        },
      ],
    },
    { clock, entropy: seededEntropy(7), log: silentLog, jobs: false, dashboard: { files: await bundle() } },
  );
  const merchant = merchantGateway(armoire.shop());
  const owner = { name: 'the test', scopes: allScopes };
  for (const role of roles) await merchant.access.addUser({ email: emailOf(role), role, password }, owner);
  await merchant.upsertProducts(
    Object.entries(own).map(([id, amount]) => ({
      ...{ id, title: id.replace('-', ' '), status: 'active', categories: ['lamps'], taxRate: 0.19 },
      variants: [{ id, price: eur(amount), cost: eur(700) }],
      updatedAt: clock.now(),
    })),
  );
  await armoire.runDue();
  const server = await listen(armoire.handler, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${server.port}`,
    charged,
    armoire,
    async close() {
      await server.stop(0);
      await armoire.close();
    },
  };
}
