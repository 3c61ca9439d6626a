import { manualClock, seededEntropy } from '@armoire/core';
import { type Armoire, createArmoire, listen, merchantGateway, silentLog } from '@armoire/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { publicKey, startShop } from './armoire.ts';
import { bundle } from './bundle.ts';

let browser: Browser;
let armoire: Armoire;
let server: Awaited<ReturnType<typeof listen>>;
let shop: Awaited<ReturnType<typeof startShop>>;

const product = (id: string, tags: readonly string[] = []) => ({
  id,
  title: `Article ${id}`,
  status: 'active',
  variants: [{ id: `${id}-v`, price: { amount: 1999, currency: 'EUR' } }],
  categories: ['all'],
  tags,
  updatedAt: 1,
});

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), startShop()]);
  armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      shops: [
        {
          id: 'lamps',
          currency: 'EUR',
          market: 'AT',
          keys: { public: publicKey, secret: 'sk_of_the_tested_shop' },
          origins: [shop.url],
          points: { home: { kind: 'shelf', policy: 'uniform', sources: ['newest'], count: 9 } },
        },
      ],
    },
    {
      clock: manualClock(Date.now()),
      entropy: seededEntropy(3),
      log: silentLog,
      jobs: false,
      widgetScript: { source: await bundle() },
    },
  );
  const merchant = merchantGateway(armoire.shop());
  await merchant.upsertProducts([product('lamp'), product('torch'), product('firework', ['loud'])]);
  const when = { markets: ['DE'], channels: ['app'] };
  const quiet = { id: 'quiet', effect: 'exclude', select: { tags: ['loud'] }, when };
  await merchant.rules.save(0, [quiet], 'a test', 'the test');
  server = await listen(armoire.handler, 0, '127.0.0.1');
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await server?.stop(0);
  await armoire?.close();
});

/** What the page's shelf shows, and what the shop has logged of the page. */
async function visit(attributes: string, referer?: string) {
  shop.write(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
    <script src="http://127.0.0.1:${server.port}/armoire.js" data-key="${publicKey}" data-timeout="25000" ${attributes} defer></script>
    </head><body><armoire-shelf point="home"></armoire-shelf></body></html>`);
  const page = await browser.newPage();
  try {
    await page.goto(shop.url, referer === undefined ? {} : { referer });
    const titles = page.locator('armoire-shelf [part=title]');
    await expect.poll(() => titles.filter({ hasText: 'Article' }).count()).toBeGreaterThan(0);
    const shown = await titles.allTextContents();
    const before = (await armoire.storage.events.read('lamps', 0, 99)).length;
    await page.evaluate("Armoire.track({ kind: 'view', product: 'lamp' })");
    await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
    const told = async () => (await armoire.storage.events.read('lamps', 0, 99)).slice(before);
    await expect.poll(async () => (await told()).length).toBe(1);
    await armoire.shop().settled();
    const { items } = await armoire.storage.decisions.list('lamps', {}, 'desc', 1);
    return { shown: shown.sort(), values: items[0]?.context.values, view: (await told())[0] };
  } finally {
    await page.close();
  }
}

it('a rule of a market and a channel counts on the pages whose script says both', async () => {
  const there = await visit('data-market="DE" data-channel="app"', 'https://www.bing.com/search?q=torch');
  expect(there.shown).toEqual(['Article lamp', 'Article torch']);
  expect(there.values).toMatchObject({ market: 'DE', channel: 'app', referrer: 'search' });
  expect(there.view).toMatchObject({ kind: 'view', market: 'DE' });
  const elsewhere = await visit('');
  expect(elsewhere.shown).toEqual(['Article firework', 'Article lamp', 'Article torch']);
  expect(elsewhere.values).toMatchObject({ market: 'AT', referrer: 'direct' });
  expect(elsewhere.values).not.toHaveProperty('channel');
  expect(elsewhere.view).toMatchObject({ market: 'AT' });
});
