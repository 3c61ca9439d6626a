import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Armoire,
  createArmoire,
  importSink,
  type Listening,
  listen,
  runImport,
  silentLog,
  systemClock,
} from '@armoire/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { bundle } from '../widget/bundle.ts';

const file = join(process.env.ARMOIRE_DATA ?? '', 'online-retail/online_retail.csv.gz');
const publicKey = 'pk_of_the_gift_shop_0123456789';
/** The shop's best known article. */
const lantern = '85123A';

// Half a million rows of a real shop stand outside of the repository; without them there is nothing to test.
describe.skipIf(!existsSync(file))('the shop of online-retail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-retail-'));
  const page = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html()));
  let armoire: Armoire;
  let server: Listening;
  let browser: Browser;

  const origin = () => `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  const html = () => `<!doctype html><title>Gifts</title>
    <script src="http://127.0.0.1:${server.port}/armoire.js" data-key="${publicKey}" data-product="${lantern}" defer></script>
    <h1>Lantern</h1><armoire-price product="${lantern}"></armoire-price>
    <armoire-shelf point="product.related" count="6" link="/p/{id}" heading="Bought with it"></armoire-shelf>`;

  beforeAll(async () => {
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    armoire = await createArmoire(
      {
        storage: `sqlite:${join(folder, 'retail.db')}`,
        shops: [{ id: 'retail', currency: 'GBP', keys: { public: publicKey }, origins: [origin()] }],
      },
      { log: silentLog, widgetScript: { source: await bundle() } },
    );
    server = await listen(armoire.handler, 0, '127.0.0.1');
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    page.close();
    await server?.stop();
    await armoire?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const load = () =>
    runImport({
      format: 'online-retail',
      file,
      shop: 'retail',
      currency: 'GBP',
      sink: importSink(armoire.shop()),
      clock: systemClock,
    });

  it('is imported whole, every row accounted for, and a second time adds nothing', {
    timeout: 240_000,
  }, async () => {
    const first = await load();
    expect([first.status, first.rows.read, first.balanced]).toEqual(['complete', 541_909, true]);
    expect(first.written.events.accepted).toBeGreaterThan(20_000);
    const again = await load();
    expect([again.written.changes.applied, again.written.events.accepted]).toEqual([0, 0]);
  });

  it('answers pages and prices through GraphQL', async () => {
    const query = `{ page(situation: {product: "${lantern}"}, shelves: [{point: "product.related", count: 12}]) {
      shelves { source items { product { id title } propensity reasons { code } } } }
      price(product: "${lantern}") { price { amount currency } regular { amount } } }`;
    const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey },
      body: JSON.stringify({ query }),
    });
    const { data } = await response.json();
    const [shelf] = data.page.shelves;
    expect(shelf.source).toBe('policy');
    expect(shelf.items).toHaveLength(12);
    expect(
      shelf.items.flatMap(({ reasons }: { reasons: { code: string }[] }) => reasons.map(({ code }) => code)),
    ).toContain('together');
    // The file knows no costs, so no price may be below the merchant's own.
    expect(data.price.price.amount).toBeGreaterThanOrEqual(data.price.regular.amount);
    expect(data.price.price.currency).toBe('GBP');
  });

  it('fills a shelf and a price in a page on another origin', async () => {
    const tab = await browser.newPage();
    await tab.goto(origin());
    await tab.locator('armoire-shelf a').first().waitFor();
    expect(await tab.locator('armoire-shelf a').count()).toBe(6);
    expect(
      await tab.locator('armoire-price').evaluate((element) => element.shadowRoot?.textContent),
    ).toContain('£');
  });
});
