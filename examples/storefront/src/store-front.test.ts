import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardPrice, manualClock } from '@armoire/core';
import { testStoreFront } from '@armoire/core/testing';
import { hour } from '@armoire/protocol';
import { createArmoire, merchantGateway, shopperGateway, silentLog } from '@armoire/server';
import { expect, it } from 'vitest';
import { configOf } from './armoire-config.ts';
import { articles, productOf, variantId } from './catalog/index.ts';
import { readOptions } from './options.ts';
import { PriceTable, pricesFile, storeFrontOf } from './store-front.ts';

const mug = articles.find(({ id }) => id === 'pebble-mug');
const variant = mug?.makes[0] === undefined ? '' : variantId(mug, mug.makes[0]);

async function withFile(body: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-storefront-'));
  try {
    await body(join(folder, 'shop.sqlite'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

testStoreFront(async () => ({ port: storeFrontOf(new PriceTable(undefined)), close: async () => {} }));

it('the price table compares before it writes, and outlives a restart', () =>
  withFile(async (path) => {
    const file = pricesFile(`sqlite:${path}`);
    const store = storeFrontOf(new PriceTable(file));
    const [shown] = (await store.readPrices?.([variant, 'nothing'])) ?? [];
    const own = shown?.own?.amount ?? 0;
    expect(shown).toEqual({ variant, charged: shown?.own, own: { amount: own, currency: 'EUR' } });
    const [owner] = articles.filter(({ id }) => id === 'pebble-mug').map((article) => productOf(article));
    const made = owner?.variants.find(({ id }) => id === variant);
    if (owner === undefined || made === undefined) throw new Error('The mug is gone');
    const settings = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };
    const facts = { product: owner, variant: made, current: made.price, changedAt: undefined, at: 0 };
    const price = guardPrice({ amount: own + 50, currency: 'EUR' }, facts, settings);
    if (typeof price === 'string') throw new Error(price);
    const write = { product: 'pebble-mug', variant, price };
    expect(await store.writePrices?.([{ ...write, expected: own + 1 }])).toEqual([
      { written: false, found: own },
    ]);
    expect(await store.writePrices?.([{ ...write, expected: own }])).toEqual([{ written: true, found: own }]);
    const again = storeFrontOf(new PriceTable(file));
    expect((await again.readPrices?.([variant]))?.[0]).toMatchObject({
      charged: { amount: own + 50 },
      own: { amount: own },
    });
    expect(pricesFile('sqlite::memory:')).toBeUndefined();
  }));

it('every price that a cycle writes is the one that the shop quotes, one rung for all makes', async () => {
  const env = { ARMOIRE_DATABASE_URL: 'sqlite::memory:', STOREFRONT_PRICE_CYCLE: 'automatic' };
  const clock = manualClock(Date.UTC(2026, 9, 1));
  const config = configOf(readOptions(env));
  const armoire = await createArmoire(config, { clock, log: silentLog, jobs: false });
  try {
    const merchant = merchantGateway(armoire.shop());
    await merchant.upsertProducts(articles.map((article) => productOf(article)));
    clock.advance(hour);
    await armoire.runDue();
    const store = config.plugins?.[0]?.storeFront?.({ id: 'shop', currency: 'EUR', featureWidth: 1 });
    const ids = articles.filter(({ hidden }) => !hidden).map(({ id }) => id);
    const shopper = shopperGateway(armoire.shop());
    const away = new Set<string>();
    for (const id of ids) {
      const product = shopper.product(id);
      const charged = (await store?.readPrices?.(product?.variants.map((each) => each.id) ?? [])) ?? [];
      for (const { variant: each, charged: now, own } of charged) {
        const quote = await shopper.price({ visitor: {}, product: id, variant: each });
        expect(quote.price).toEqual(now);
        expect(quote.regular).toEqual(own);
        if (now.amount !== own?.amount) away.add(id);
      }
    }
    expect(away.size).toBeGreaterThan(5);
    await merchant.setKillSwitch(true, 'dora', 'sale');
    await armoire.runDue();
    const back =
      (await store?.readPrices?.(
        armoire
          .shop()
          .engine.catalog.get('pebble-mug')
          ?.variants.map(({ id }) => id) ?? [],
      )) ?? [];
    expect(back.length).toBeGreaterThan(0);
    for (const { charged, own } of back) expect(charged).toEqual(own);
  } finally {
    await armoire.close();
  }
});
