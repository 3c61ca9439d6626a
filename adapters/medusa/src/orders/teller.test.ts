import { expect, it } from 'vitest';
import { backfill } from '../backfill/backfill.ts';
import { germany } from '../catalog/testing.ts';
import { idSince, reconcile } from '../reconcile/reconcile.ts';
import { queryOver, takingEngine } from '../testing.ts';
import { memoryLedger } from '../told/memory.ts';
import { OrderTeller, type OrderTellerParts } from './teller.ts';
import { action, order } from './testing.ts';

const now = Date.UTC(2026, 2, 10);
const price = (amount: number, currency_code: string) => ({ amount, currency_code });

function shopWith(
  orders: Record<string, unknown>[],
  changes: Record<string, unknown>[] = [],
  bad = '',
  more: Partial<OrderTellerParts> = {},
) {
  const store = queryOver({
    ...{ order: orders, order_change: changes, order_claim: [] },
    product_variant: [{ id: 'variant_blue', price_set: { prices: [price(14.5, 'eur'), price(20, 'usd')] } }],
  });
  const engine = takingEngine((id) => id === bad);
  const refused: string[] = [];
  const ledger = memoryLedger();
  const teller = new OrderTeller({
    ...{ query: store.query, client: engine.client, ledger, now: () => now },
    market: async () => germany,
    refused: (message) => refused.push(message),
    ...more,
  });
  return { store, engine, ledger, teller, refused, orders, changes };
}

const placed = (id: string, more = {}) => ({ ...order, id, ...more });
const idsOf = (shop: ReturnType<typeof shopWith>) => shop.engine.events.map(({ id }) => id);
const nothing = { seen: 0, told: 0, removed: 0, unpriced: 0, refused: 0, costUnknown: 0 };

it('tells each event of an order once, doubled and reordered deliveries or not', async () => {
  const shop = shopWith([placed('order_1')]);
  await shop.teller.tell(['order_1', 'order_1']);
  await shop.teller.tell(['order_1']);
  const back = [action('2', 'RECEIVE_RETURN_ITEM', 'item_mug', 1)];
  shop.changes.push({ id: 'ordch_1', order_id: 'order_1', status: 'confirmed', actions: back });
  await shop.teller.tell(['order_1']);
  await shop.teller.tell(['order_1']);
  expect(idsOf(shop)).toEqual(['order_1:purchase', 'order_1:2']);
});

it('says of lines whose cart charged the merchant’s own price that it did', async () => {
  const charged = async () => new Set(['order_1']);
  const shop = shopWith([placed('order_1'), placed('order_2')], [], '', { charged });
  await shop.teller.tell(['order_1', 'order_2']);
  const own = shop.engine.events.map((event) => 'lines' in event && event.lines.map((line) => line.ownPrice));
  expect(own).toEqual([
    [undefined, undefined],
    [true, true],
  ]);
});

it('leaves out changes that nobody has confirmed', async () => {
  const back = [action('2', 'RECEIVE_RETURN_ITEM', 'item_mug', 1)];
  const shop = shopWith(
    [placed('order_1')],
    [{ id: 'c', order_id: 'order_1', status: 'pending', actions: back }],
  );
  await shop.teller.tell(['order_1']);
  expect(idsOf(shop)).toEqual(['order_1:purchase']);
});

it('tells orders in other currencies by the store’s own prices in both', async () => {
  const item = { ...order.items?.[0], unit_price: 18 };
  const shop = shopWith([placed('order_1', { currency_code: 'usd', items: [item, order.items?.[1]] })]);
  expect(await shop.teller.tell(['order_1'])).toMatchObject({ seen: 1, told: 1, foreign: 0 });
  // A tenth less than twenty dollars, of 14.50 euros; the tea has no price in dollars.
  expect(shop.engine.events).toMatchObject([
    { lines: [{ product: 'prod_mug', quantity: 3, unitPrice: { amount: 1305, currency: 'EUR' } }] },
  ]);
});

it('counts orders in currencies in which the store has no prices, and tells nothing of them', async () => {
  const shop = shopWith([placed('order_1', { currency_code: 'gbp' })]);
  expect(await shop.teller.tell(['order_1'])).toMatchObject({ seen: 1, told: 0, foreign: 1 });
});

it('tells again what was refused', async () => {
  const shop = shopWith([placed('order_1')], [], 'order_1:purchase');
  expect(await shop.teller.tell(['order_1'])).toMatchObject({ told: 0, refused: 1 });
  expect(await shop.teller.tell(['order_1'])).toMatchObject({ told: 0, refused: 1 });
  expect(shop.refused[0]).toBe('order_1:purchase: no');
});

it('takes back, once, an order that is gone; of one that it never told it knows nothing', async () => {
  const shop = shopWith([placed('order_1')]);
  await shop.teller.tell(['order_1']);
  shop.orders.pop();
  expect(await shop.teller.tell(['order_1', 'order_2'])).toMatchObject({ undone: 1, told: 1 });
  expect(await shop.teller.tell(['order_1'])).toMatchObject({ undone: 0, told: 0 });
  expect(shop.engine.events.at(-1)).toMatchObject({ kind: 'refund', id: 'order_1:undone', order: 'order_1' });
});

it('tells the history in pages, goes on where it was, and is done once', async () => {
  const all = Array.from({ length: 450 }, (_, index) => placed(`order_${String(index).padStart(4, '0')}`));
  const shop = shopWith(all);
  const parts = { query: shop.store.query, teller: shop.teller, ledger: shop.ledger };
  const broken = new Error('the power failed');
  await expect(
    backfill(parts, ({ seen }) => {
      if (seen === 400) throw broken;
    }),
  ).rejects.toBe(broken);
  expect(await backfill(parts)).toMatchObject({ seen: 50, told: 50 });
  expect(new Set(idsOf(shop)).size).toBe(450);
  expect(shop.engine.events).toHaveLength(450);
  expect(await backfill(parts)).toMatchObject({ seen: 0 });
});

it('mends what no event told: an order, and one that was taken back without a word', async () => {
  const recent = new Date(now - 3_600_000).toISOString();
  const newer = (time: number) => `${idSince(now - time)}AAAAAAAAAAAAAAAA`;
  const shop = shopWith([
    placed(newer(2_000), { updated_at: recent }),
    placed(newer(1_000), { updated_at: recent }),
    placed('order_000', { updated_at: '2020-01-01T00:00:00.000Z' }),
  ]);
  const parts = {
    ...{ query: shop.store.query, orders: shop.teller, ledger: shop.ledger, now: () => now },
    catalog: { tellAll: async () => nothing },
  };
  expect((await reconcile(parts)).orders).toMatchObject({ seen: 2, told: 2 });
  expect((await reconcile(parts)).orders).toMatchObject({ seen: 2, told: 0 });
  shop.orders.shift();
  expect((await reconcile(parts)).orders).toMatchObject({ undone: 1, told: 1 });
});

it('knows where the ids of a time begin', () => {
  expect(idSince(Date.UTC(2026, 10, 21, 23, 26, 49))).toBe('order_01M806Y4N8');
  expect(idSince(1) < idSince(2)).toBe(true);
});
