import { expect, it } from 'vitest';
import { germany } from '../catalog/testing.ts';
import { queryOver } from '../testing.ts';
import type { Drawn } from './arm.ts';
import { armsReport } from './report.ts';

const line = (more: object = {}) => ({
  ...{ quantity: 2, total: 119, tax_total: 19, detail: { return_received_quantity: 0 } },
  ...{ variant: { metadata: { cost: 20 } }, product: { metadata: { cost: 99 } } },
  ...more,
});
const order = (id: string, more: object = {}, items: object[] = [line()]) => ({
  ...{ id, currency_code: 'eur', customer_id: id, canceled_at: null, items },
  ...more,
});
const learned: Drawn = { arm: 'learned', propensity: 0.8 };
const own: Drawn = { arm: 'own', propensity: 0.2 };

function report(orders: readonly ReturnType<typeof order>[], arms: ReadonlyMap<string, Drawn>) {
  const { query } = queryOver({ order: orders });
  const carts = {
    counts: async () => new Map([['learned', 9] as const, ['own', 2] as const]),
    orders: async (_: Date, after: string) => (after === '' ? arms : new Map<string, Drawn>()),
  };
  return armsReport({ query, carts, market: async () => germany, costKey: 'cost' }, 0);
}

const eur = (amount: number) => ({ amount, currency: 'EUR' });

it('tells what each arm brought, net and after cost', async () => {
  const orders = [order('a'), order('b')];
  const { arms, gain } = await report(
    orders,
    new Map([
      ['a', learned],
      ['b', own],
    ]),
  );
  expect(arms).toEqual([
    {
      ...{ arm: 'learned', carts: 9, orders: 1, costUnknown: 0 },
      ...{ revenue: eur(10_000), profit: eur(6000), profitOfAll: eur(7500) },
    },
    {
      ...{ arm: 'own', carts: 2, orders: 1, costUnknown: 0 },
      ...{ revenue: eur(10_000), profit: eur(6000), profitOfAll: eur(30_000) },
    },
  ]);
  expect(gain.profit).toEqual(eur(-22_500));
});

it('leaves out what came back, what was cancelled, and other currencies; and says where a cost is unknown', async () => {
  const orders = [
    order('back', {}, [line({ detail: { return_received_quantity: 1 } })]),
    order('cancelled', { canceled_at: '2026-01-01' }),
    order('foreign', { currency_code: 'usd' }),
    order('unknown', {}, [line({ variant: null, product: { metadata: null } })]),
  ];
  const { arms } = await report(orders, new Map(orders.map(({ id }) => [id, learned])));
  expect(arms[0]).toMatchObject({ orders: 2, revenue: eur(15_000), profit: eur(13_000), costUnknown: 2 });
});
