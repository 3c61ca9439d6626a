import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from '../browser/launch.ts';
import { acceptedEvents, askMerchant, askShopper } from './asking.ts';
import { command, printed, succeed } from './command.ts';
import { type ForeignShop, openForeignShop } from './foreign-page.ts';
import { ids, jsonLines, priceOf } from './goods.ts';
import { endServers, type Serving, serve } from './serving.ts';
import { type Step, table, timed } from './stopwatch.ts';

const { folder, steps: installing } = inject('installed');
const steps: Step[] = [...installing];
const armoire = (...args: string[]) => succeed(folder, 'npx', 'armoire', ...args);

let browser: Browser;
let page: Page;
let shop: ForeignShop;
let serving: Serving | undefined;
const complaints: string[] = [];

/** The server of the moment. */
function server(): Serving {
  if (serving === undefined) throw new Error('No server was started: see the step before');
  return serving;
}

/** A value that `init` wrote beside the configuration. */
function secret(name: string): string {
  const found = new RegExp(`^${name}=(\\S+)$`, 'm').exec(readFileSync(join(folder, '.env'), 'utf8'));
  return found?.[1] ?? '';
}

const secretKey = () => secret('ARMOIRE_SECRET_KEY');

interface Logged {
  readonly decisions: {
    readonly nodes: readonly { readonly id: string; readonly source: string; readonly chosen: string[] }[];
  };
}

/** The newest decision of the shelf, as the log holds it. */
async function lastShelf() {
  const query = '{ decisions(first: 1, point: "home.featured") { nodes { id source chosen } } }';
  const { decisions } = await askMerchant<Logged>(server(), secretKey(), query);
  return decisions.nodes[0];
}

interface Explained {
  readonly explain: {
    readonly places: readonly { readonly action: string; readonly estimate: { readonly mean: number } }[];
  };
}

/** What the shop now believes each product of a shelf to be worth. */
async function beliefs(decision: string): Promise<ReadonlyMap<string, number>> {
  const query = `{ explain(decision: "${decision}") { places { action estimate { mean } } } }`;
  const { explain } = await askMerchant<Explained>(server(), secretKey(), query);
  return new Map(explain.places.map(({ action, estimate }) => [action, estimate.mean]));
}

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openForeignShop()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // Counts what the widget says it has shown.
  await page.addInitScript(() =>
    document.addEventListener('armoire:shown', () => {
      const { dataset } = document.documentElement;
      dataset.shown = String(Number(dataset.shown ?? 0) + 1);
    }),
  );
});

afterAll(async () => {
  await endServers();
  await browser?.close();
  shop?.close();
});

describe('from an empty folder to a learning shop', () => {
  it('sets up, imports and serves', async () => {
    await timed(steps, 'armoire init', () =>
      armoire('init', '--shop', 'demo', '--currency', 'EUR', '--origin', shop.origin),
    );
    writeFileSync(join(folder, 'products.jsonl'), jsonLines(Date.now()));
    const report = await timed(steps, 'armoire import', () =>
      armoire('import', '--format', 'json', 'products.jsonl'),
    );
    expect(report).toMatch(/Written\n +products +8 .+\n +events +3 /);
    serving = await timed(steps, 'armoire serve', () => serve(folder, 'npx', 'armoire'));
    expect(await timed(steps, 'armoire doctor', () => armoire('doctor'))).toMatch(/catalogue +8 products/);
  });

  it('fills a shelf and a price in a page on another origin', async () => {
    shop.use(server());
    await timed(steps, 'the first shelf in a page', async () => {
      await page.goto(shop.origin);
      await page.locator('armoire-shelf [part~=link]').first().waitFor();
    });
    const links = page.locator('armoire-shelf [part~=link]');
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const { id, chosen, source } = (await lastShelf()) ?? {};
    expect(source).toBe('policy');
    expect(shown).toEqual(chosen?.map((product) => `/products/${product}`));
    expect(ids).toEqual(expect.arrayContaining(chosen ?? []));
    expect([id, shown.length]).toEqual([expect.any(String), 6]);

    const price = await page.locator('armoire-price [part~=current]').textContent();
    const amount = 100 * Number(price?.replace('€', ''));
    expect(Math.abs(amount / priceOf('lamp-4') - 1)).toBeLessThanOrEqual(0.1 + 1e-9);
    expect(complaints).toEqual([]);
    console.log(table(steps, 'from the empty folder to the first shelf'));
  });

  it('learns from a click in that page', async () => {
    const decision = (await lastShelf())?.id ?? '';
    // Six cards and the price are seen, and told of.
    await page.locator('html[data-shown="7"]').waitFor();
    await expect.poll(() => acceptedEvents(server(), secretKey()), { timeout: 10_000 }).toBe(7);
    const link = page.locator('armoire-shelf [part~=link]').last();
    const clicked = (await link.getAttribute('href'))?.split('/').at(-1) ?? '';
    const before = (await beliefs(decision)).get(clicked);
    await link.click();
    await page.waitForURL(`${shop.origin}/products/${clicked}`);
    await expect.poll(() => acceptedEvents(server(), secretKey()), { timeout: 10_000 }).toBe(8);
    await expect
      .poll(async () => (await beliefs(decision)).get(clicked), { timeout: 10_000 })
      .toBeGreaterThan(before ?? Number.NaN);
    expect(complaints).toEqual([]);
  });

  it('answers a query by the public key, and no other', async () => {
    const query =
      '{ recommendations(point: "product.related", count: 3) { items { product { id title } } } }';
    type Answer = { recommendations: { items: { product: { id: string } }[] } };
    const { recommendations } = await askShopper<Answer>(server(), query);
    expect(recommendations.items).toHaveLength(3);
    const wrong = { ...server(), publicKey: secretKey() };
    await expect(askShopper(wrong, query)).rejects.toThrow('FORBIDDEN');
  });

  it('takes the same file again while it serves, and adds nothing', async () => {
    const report = await armoire('import', '--format', 'json', 'products.jsonl', '--json');
    expect(JSON.parse(report).written).toMatchObject({
      changes: { applied: 0, stale: 8 },
      events: { accepted: 0, duplicates: 3 },
    });
  });

  it('stops at Ctrl-C, replays what it decided, and has everything when it starts again', async () => {
    const decision = await lastShelf();
    const believed = await beliefs(decision?.id ?? '');
    await server().stop('SIGINT');
    const replayed = JSON.parse(await armoire('replay', '--json'));
    expect(replayed).toMatchObject({ differing: 0 });
    expect(replayed.matched).toBe(replayed.decisions);
    expect(replayed.matched).toBeGreaterThan(1);

    // What it prints at its most talkative is looked at below.
    const config = join(folder, 'armoire.config.mjs');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('port: 4400,', "port: 4400,\n  log: 'debug',"),
    );
    serving = await serve(folder, join(folder, 'node_modules/.bin/armoire'));
    expect(await lastShelf()).toEqual(decision);
    expect(await beliefs(decision?.id ?? '')).toEqual(believed);
    shop.use(server());
    await page.goto(shop.origin);
    await page.locator('armoire-shelf [part~=link]').nth(5).waitFor();
    await expect(askShopper({ ...server(), publicKey: secretKey() }, '{ __typename }')).rejects.toThrow();
    expect((await fetch(`${server().url}/graphql?key=${secretKey()}`)).status).toBe(403);
    expect((await fetch(`${server().url}/metrics?key=${secretKey()}`)).status).toBe(401);
  });

  it('ends with 0 at SIGTERM', async () => {
    expect(await server().stop('SIGTERM')).toBe(0);
    expect((await command(folder, 'npx', 'armoire', 'replay')).out).toMatch(/, 0 differ/);
  });

  it('has told nobody a secret', () => {
    const text = printed.join('\n');
    expect(text).toContain('"msg":"Answered"');
    for (const name of ['ARMOIRE_SECRET_KEY', 'ARMOIRE_TOKEN_SECRET']) {
      expect(secret(name)).toMatch(/^\S{16,}$/);
      expect(text.includes(secret(name))).toBe(false);
    }
  });
});
