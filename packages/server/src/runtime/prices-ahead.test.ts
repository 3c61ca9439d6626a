import { hour } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { products, using } from '../../test/world.ts';
import { silentLog } from '../index.ts';
import { PricesAhead } from './prices-ahead.ts';

const points = { price: { kind: 'price', slot: '1h', policy: 'uniform', ladder: [0.9, 1, 1.1] } } as const;

it('are decided when the slot has turned, before a shopper asks', () =>
  using({ shop: { points } }, async ({ armoire, clock, graphql }) => {
    const shop = armoire.shop();
    const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
    await shop.upsertProducts(products(ids.length));
    const ask = () => graphql(`{ ${ids.map((id) => `${id}: price(product: "${id}") { until }`).join(' ')} }`);
    await ask();
    await shop.settled();
    clock.advance(hour);
    const turned = clock.now();
    await armoire.runDue();
    await shop.settled();
    clock.advance(hour / 2);
    await ask();
    await shop.settled();
    const { items } = await armoire.storage.decisions.list('lamps', { since: turned }, 'asc', 100);
    expect(items).toHaveLength(ids.length);
    expect(new Set(items.map(({ at }) => at))).toEqual(new Set([turned]));
    expect(new Set(items.map(({ unit }) => unit.id))).toEqual(new Set(ids.map((id) => `${id}-v`)));
  }));

it('are tried again after the storage has refused them', async () => {
  const answers = [8, new Error('the disk is away'), 8, 3, 0];
  const asked: number[] = [];
  const ahead = async (most: number) => {
    asked.push(most);
    const answer = answers.shift() ?? 0;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const prices = new PricesAhead({ ahead }, silentLog);
  prices.look();
  await expect.poll(() => asked.length).toBe(5);
  await prices.stop();
  prices.look();
  await prices.idle();
  expect(asked).toHaveLength(5);
});

it('leave the rest when the shop closes', async () => {
  let asked = 0;
  const prices = new PricesAhead({ ahead: async () => ++asked }, silentLog);
  prices.look();
  await expect.poll(() => asked).toBeGreaterThan(1);
  await prices.stop();
  const then = asked;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBe(then);
});
