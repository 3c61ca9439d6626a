import { manualClock, seededEntropy } from '@armoire/core';
import { type Armoire, allScopes, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import { bundle } from './bundle.ts';

export const password = 'correct horse battery staple';
const publicKey = 'pk_of_the_watched_shop';
export const secretKey = 'sk_of_the_watched_shop';
/** A user of each role, all with the same password. */
export const roles = ['viewer', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];
export const emailOf = (role: Role) => `${role}@lamps.example`;

const hour = 3_600_000;
const day = 24 * hour;
const currency = 'EUR';

const names = [
  ...[
    'Paper moon',
    'Brass reading lamp',
    'Clip-on light',
    'Bedside globe',
    'Workshop lamp',
    'Oak floor lamp',
  ],
  ...['Linen shade', 'Porcelain pendant', 'Garden lantern', 'Candle holder', 'Piano light', 'Mirror light'],
] as const;

const product = (title: string, index: number, updatedAt: number) => ({
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  status: 'active',
  variants: [
    {
      id: `${title.toLowerCase().replaceAll(' ', '-')}-v`,
      title: 'Standard',
      price: { amount: 2000 + 700 * index, currency },
      cost: { amount: 700 + 250 * index, currency },
      stock: 40 + index,
    },
  ],
  categories: ['lamps', index % 2 === 0 ? 'indoors' : 'outdoors'],
  tags: index % 3 === 0 ? ['new', 'brass'] : ['oak'],
  taxRate: 0.19,
  updatedAt,
});

export interface WatchedShop {
  readonly url: string;
  readonly armoire: Armoire;
  shopper<Data>(query: string): Promise<Data>;
  close(): Promise<void>;
}

/** A real server with a fortnight of visits, clicks, orders and learned prices behind it. */
export async function openShop(): Promise<WatchedShop> {
  const days = 6;
  const clock = manualClock(Date.now() - days * day);
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      shops: [
        {
          id: 'lamps',
          currency,
          keys: { public: publicKey, secret: secretKey },
          points: {
            'home.featured': {
              kind: 'shelf',
              sources: ['popular', 'newest'],
              count: 4,
              holdout: 0.2,
              reward: { wait: '30m' },
            },
            'product.related': { kind: 'shelf', sources: ['newest'], count: 3, reward: { wait: '30m' } },
            price: {
              kind: 'price',
              ladder: [0.85, 0.9, 0.95, 1],
              slot: '6h',
              guard: { minimumMargin: 0.2, lowest: 0.85, highest: 1, largestStep: 0.2 },
            },
          },
        },
      ],
    },
    {
      clock,
      entropy: seededEntropy(7),
      log: silentLog,
      jobs: false,
      dashboard: { files: await bundle() },
    },
  );
  const merchant = merchantGateway(armoire.shop());
  const owner = { name: 'the test', scopes: allScopes };
  for (const role of roles) await merchant.access.addUser({ email: emailOf(role), role, password }, owner);
  await merchant.upsertProducts(names.map((name, index) => product(name, index, clock.now())));
  const ask = async (query: string) => {
    const response = await armoire.handler(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey },
        body: JSON.stringify({ query }),
      }),
    );
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  await visits({ armoire, ask, clock, days });
  const server = await listen(armoire.handler, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${server.port}`,
    armoire,
    shopper: (query) => ask(query) as Promise<never>,
    async close() {
      await server.stop(0);
      await armoire.close();
    },
  };
}

interface Visiting {
  readonly armoire: Armoire;
  readonly ask: (query: string) => Promise<unknown>;
  readonly clock: ReturnType<typeof manualClock>;
  readonly days: number;
}

interface Seen {
  readonly home: {
    readonly token: string;
    readonly items: readonly { readonly product: { readonly id: string } }[];
  };
  readonly prices: readonly { readonly price: { readonly amount: number }; readonly token: string | null }[];
}

/** Shoppers who like the first articles better, a few an hour. */
async function visits({ armoire, ask, clock, days }: Visiting): Promise<void> {
  const shop = armoire.shop();
  const ids = names.map((name) => name.toLowerCase().replaceAll(' ', '-'));
  const steps = days * 4;
  let visit = 0;
  for (let step = 0; step < steps; step++) {
    for (let each = 0; each < 8; each++) {
      visit++;
      const shopper = `shopper-${visit % 60}`;
      const priced = ids[visit % 4];
      const { home, prices } = (await ask(`{
        home: recommendations(point: "home.featured", count: 4, visitor: { shopper: "${shopper}" }) { token items { product { id } } }
        prices: prices(products: ["${priced}"]) { price { amount } token }
      }`)) as Seen;
      const at = clock.now();
      const events = home.items.map(({ product: { id } }, place) => ({
        id: `i${visit}-${place}`,
        kind: 'impression',
        at,
        product: id,
        token: home.token,
        shopper,
      }));
      const liked = home.items.find(
        ({ product: { id } }) => (ids.indexOf(id) * 7 + visit) % 12 < 12 - ids.indexOf(id),
      );
      const clicks =
        liked === undefined || visit % 2 === 0
          ? []
          : [{ id: `c${visit}`, kind: 'click', at, product: liked.product.id, token: home.token, shopper }];
      await shop.ingest([...events, ...clicks], 'browser');
      const [price] = prices;
      if (clicks.length > 0 && visit % 5 === 0 && price !== undefined) {
        const line = {
          product: priced,
          variant: `${priced}-v`,
          quantity: 1,
          unitPrice: { amount: price.price.amount, currency },
        };
        const bought = { ...line, ...(price.token === null ? {} : { token: price.token }) };
        await shop.ingest(
          [
            {
              id: `o${visit}`,
              kind: 'purchase',
              order: `order-${visit}`,
              at,
              shopper,
              customer: `customer-${visit % 60}`,
              lines: [bought],
            },
          ],
          'server',
        );
      }
    }
    await shop.settled();
    clock.advance(6 * hour);
    await armoire.runDue();
    await shop.follow();
  }
}
