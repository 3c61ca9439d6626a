import { manualClock, seededEntropy } from '@armoire/core';
import { minute } from '@armoire/protocol';
import { createArmoire, silentLog } from '@armoire/server';
import { expect, it } from 'vitest';
import { ShopArmoire } from './armoire.ts';
import { configOf } from './armoire-config.ts';
import { articles, leadOf, variantId } from './catalog/index.ts';
import { readOptions } from './options.ts';

it('a make that is sold on the rung of the leading one teaches the price of its article', async () => {
  const article = articles.find(({ makes, hidden }) => makes.length > 1 && !hidden);
  const lead = article && leadOf(article);
  const make = article?.makes.find((each) => each !== lead);
  if (article === undefined || lead === undefined || make === undefined) throw new Error('no such article');
  const clock = manualClock(Date.now());
  const env = { ARMOIRE_DATABASE_URL: 'sqlite::memory:', STOREFRONT_REWARD_WAIT: '1m' };
  const options = { clock, entropy: seededEntropy(5), log: silentLog, jobs: false };
  const armoire = await createArmoire(configOf(readOptions(env)), options);
  const shop = new ShopArmoire(armoire, () => 0);
  try {
    await shop.publish();
    const { price } = await shop.offer(article, make);
    clock.advance(minute / 2);
    const variant = variantId(article, make);
    const line = { product: article.id, variant, quantity: 1, unitPrice: price };
    const order = { id: 'e1', kind: 'purchase', order: 'o1', at: clock.now(), lines: [line] } as const;
    await shop.recordOrder(order);
    await armoire.shop().settled();
    const { storage, id } = armoire.shop();
    const { items } = await storage.decisions.list(id, { point: 'price' }, 'asc', 10);
    expect(items.map(({ unit }) => unit.id)).toEqual([variantId(article, lead)]);
    const [outcome] = await storage.state.outcomes(id, [items[0]?.id ?? '']);
    expect(outcome?.earned).toBeGreaterThan(0);
  } finally {
    await shop.close();
  }
}, 60_000);
