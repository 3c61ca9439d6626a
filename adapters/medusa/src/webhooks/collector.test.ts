import { expect, it } from 'vitest';
import { queryOver } from '../testing.ts';
import { Collector } from './collector.ts';
import { concerns, idOf } from './routes.ts';

function collecting(fails = false) {
  const told: [string, readonly string[]][] = [];
  const failed: unknown[] = [];
  const { query } = queryOver({
    product_variant: [{ id: 'variant_1', product_id: 'prod_1' }],
    price: [{ id: 'price_1', price_set_id: 'pset_1' }],
    product_variant_price_set: [{ price_set_id: 'pset_1', variant_id: 'variant_1' }],
    payment: [{ id: 'pay_1', payment_collection_id: 'pay_col_1' }],
    order_payment_collection: [{ payment_collection_id: 'pay_col_1', order_id: 'order_2' }],
    inventory_level: [{ id: 'ilev_1', inventory_item_id: 'iitem_1' }],
    inventory_item: [{ id: 'iitem_1', variants: [{ product_id: 'prod_2' }, null] }],
  });
  const note =
    (what: string) =>
    async (ids: readonly string[] = []) => {
      if (fails) throw new Error('no');
      told.push([what, [...new Set(ids)]]);
    };
  const collector = new Collector({
    query,
    products: note('products'),
    everything: note('everything'),
    orders: note('orders'),
    lines: note('lines'),
    failed: (error) => failed.push(error),
  });
  return { collector, told, failed };
}

it('gathers a swarm of events, doubled ones too, and finds the products behind them', async () => {
  const { collector, told } = collecting();
  for (const id of ['prod_3', 'prod_3']) collector.add('product', id);
  collector.add('price', 'price_1');
  collector.add('inventoryLevel', 'ilev_1');
  collector.add('order', 'order_1');
  collector.add('payment', 'pay_1');
  collector.add('line', 'cali_1');
  await collector.flush();
  expect(told).toEqual([
    ['orders', ['order_1', 'order_2']],
    ['lines', ['cali_1']],
    ['products', ['prod_3', 'prod_1', 'prod_2']],
  ]);
  await collector.flush();
  expect(told).toHaveLength(3);
});

it('goes over everything where one event changes all', async () => {
  const { collector, told } = collecting();
  collector.add('everything', 'pcat_1');
  collector.add('product', 'prod_1');
  await collector.flush();
  expect(told).toEqual([['everything', ['all']]]);
});

it('says what failed, and goes on', async () => {
  const { collector, failed } = collecting(true);
  collector.add('order', 'order_1');
  collector.add('product', 'prod_1');
  await collector.flush();
  expect(failed).toHaveLength(2);
});

it('knows which id a payload is about', () => {
  expect(concerns['order.return_received']).toBe('order');
  expect(idOf('order', { order_id: 'order_1', return_id: 'return_1' })).toBe('order_1');
  expect(idOf('order', { id: 'order_2' })).toBe('order_2');
  expect(idOf('product', { id: 'prod_1', order_id: 'order_1' })).toBe('prod_1');
  expect(idOf('product', undefined)).toBeUndefined();
});
