import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import {
  answerConsent,
  fillAddress,
  filledShelf,
  layoutShift,
  type RunningShop,
  startShop,
  watch,
} from './shop.ts';

let browser: Browser;
let context: BrowserContext;
let shop: RunningShop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), startShop({ STOREFRONT_REWARD_WAIT: '1s' })]);
});

afterAll(async () => {
  await browser?.close();
  expect(await shop?.stop()).toBe(0);
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});

afterEach(() => context.close());

interface Logged {
  readonly decisions: {
    readonly nodes: readonly {
      readonly id: string;
      readonly point: string;
      readonly source: string;
      readonly shopper: string | null;
      readonly chosen: readonly string[];
      readonly propensities: readonly number[];
    }[];
  };
}

async function lastDecision(point: string) {
  const query = `query ($point: ID) { decisions(first: 1, point: $point) {
    nodes { id point source shopper chosen propensities } } }`;
  const { decisions } = await shop.merchant<Logged>(query, { point });
  return decisions.nodes[0];
}

/** What the policy now believes each place of a decision to be worth. */
async function beliefs(decision: string): Promise<ReadonlyMap<string, number>> {
  const query = 'query ($id: ID!) { explain(decision: $id) { places { action estimate { mean } } } }';
  const { explain } = await shop.merchant<{
    explain: { places: { action: string; estimate: { mean: number } | null }[] };
  }>(query, { id: decision });
  return new Map(explain.places.map(({ action, estimate }) => [action, estimate?.mean ?? Number.NaN]));
}

const cents = (text: string | null) => Math.round(Number(text?.replace(/[^\d.]/g, '')) * 100);

/** Opens a view of the dashboard by the login that the demo shows. */
async function openDashboard(page: Page, path = ''): Promise<void> {
  await page.goto(`${shop.url}/admin/${path}`);
  await page.getByRole('button', { name: 'Fill in' }).click();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('navigation', { name: 'Dashboard' }).waitFor();
}

describe('the pages', () => {
  it.each([
    ['the front table', '/', 'Things for'],
    ['a category', '/c/table', 'Table'],
    ['a thing', '/p/pebble-mug', 'Pebble mug'],
    ['everything', '/shop?sort=cheap', 'Everything'],
    ['search', '/search?q=tea', 'tea'],
    ['the empty cart', '/cart', 'Your cart'],
    ['the dashboard', '/admin', 'Log in'],
  ])('%s: no complaint, no stranger, nothing moves', async (_, path, heading) => {
    for (const width of [1280, 390]) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 860 });
      const { complaints, strangers } = watch(page, shop.url);
      await page.goto(shop.url + path, { waitUntil: 'networkidle' });
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(heading);
      expect(await layoutShift(page)).toBeLessThan(0.05);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
      await page.close();
    }
  });

  it('has shelves filled by the server, without the hidden and the sold-out', async () => {
    const page = await context.newPage();
    await page.goto(shop.url);
    const shown = await filledShelf(page);
    expect(shown).toHaveLength(8);
    const decision = await lastDecision('home.featured');
    expect(decision).toMatchObject({ source: 'policy', chosen: shown, shopper: null });
    expect(shown).not.toContain('paper-moon');
    expect(shown).not.toContain('wedding-linen');
  });

  it('shows its own list without scripts', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(shop.url);
    await expect.poll(() => page.locator('armoire-shelf .own a').count()).toBe(8);
    await page.goto(`${shop.url}/p/pebble-mug`);
    expect(cents(await page.locator('armoire-price .now').textContent())).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Put in the cart' }).click();
    expect(await page.locator('.line').count()).toBe(1);
    await plain.close();
  });

  it('does not sell what is sold out, hidden or unknown', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/p/paper-moon`);
    expect(await page.getByRole('button', { name: 'Sold out' }).isDisabled()).toBe(true);
    for (const path of [
      '/p/wedding-linen',
      '/p/nothing',
      '/c/nothing',
      '/art/nothing/sky/room.svg',
      '/orders/FF-AAAAA-AAAAA',
      '/thanks/FF-AAAAA-AAAAA',
      '/x',
    ]) {
      expect((await page.request.get(shop.url + path)).status()).toBe(404);
    }
  });

  it('has a GraphQL explorer', async () => {
    const page = await context.newPage();
    const { strangers } = watch(page, shop.url);
    await page.goto(`${shop.url}/graphql`);
    await page.locator('.graphiql-container').first().waitFor();
    expect(strangers.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  });
});

describe('the loop', () => {
  it('is closed: impressions and a click in the page change what is believed', async () => {
    await answerConsent(context, shop.url, true);
    const page = await context.newPage();
    await page.goto(shop.url);
    const [first = ''] = await filledShelf(page);
    const decision = await lastDecision('home.featured');
    if (decision === undefined) throw new Error('Nothing was decided');
    expect(decision.shopper).toMatch(/^[\da-f-]{36}$/);
    expect(decision.chosen[0]).toBe(first);

    const at = decision.chosen.indexOf(first);
    const believed = await beliefs(decision.id);
    const before = (believed.get(first) ?? 0) - (believed.get(decision.chosen[at + 1] ?? '') ?? 0);
    await page.locator('armoire-shelf [part~=list]').scrollIntoViewIfNeeded();
    // Half of a card for a second makes an impression.
    await pause(1500);
    await page.locator('armoire-shelf [part~=link]').first().click();
    await page.waitForURL(`**/p/${first}`);

    // What was seen beside it and led to nothing is a sample as well, once its wait is over: it falls behind.
    const second = decision.chosen[1] ?? '';
    const lead = async () => {
      const now = await beliefs(decision.id);
      return (now.get(first) ?? 0) - (now.get(second) ?? 0);
    };
    await expect.poll(lead, { timeout: 12_000 }).toBeGreaterThan(before + 0.001);
  });

  it('takes an order from cart to purchase, at one price, attributed to what led to it', async () => {
    await answerConsent(context, shop.url, true);
    const page = await context.newPage();
    const { complaints } = watch(page, shop.url);
    await page.goto(shop.url);
    await filledShelf(page);
    const decision = await lastDecision('home.featured');
    const [product = ''] = decision?.chosen ?? [];
    await page.locator('armoire-shelf [part~=link]').first().click();
    await page.waitForURL(`**/p/${product}`);
    // As the shop's server wrote it; where the widget keeps it up to date, that is what it begins with.
    const price = cents(await page.locator('.big .now').textContent());
    await page.getByRole('button', { name: 'Put in the cart' }).click();
    await page.waitForURL('**/cart?added=*');
    expect(cents(await page.locator('.unit').textContent())).toBe(price);
    await page.getByRole('link', { name: 'To the checkout' }).click();
    await fillAddress(page);
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.waitForURL('**/thanks/*');
    expect(cents(await page.locator('.receipt .sums dd').first().textContent())).toBe(price);
    expect(complaints).toEqual([]);

    // A click and an order line: 1, and at least half of 5.
    await openDashboard(page, 'points/home.featured');
    const parts = page.getByRole('table', { name: 'Reward by its parts' }).getByRole('row').last();
    await expect
      .poll(async () => Number(await parts.getByRole('cell').last().textContent()))
      .toBeGreaterThan(3);
    expect((await page.request.get(`${shop.url}/cart`)).ok()).toBe(true);
  });

  it('reads in the dashboard what was chosen, how likely, and why', async () => {
    const page = await context.newPage();
    await openDashboard(page, 'decisions?point=home.featured');
    await page.getByRole('row').filter({ hasText: 'Policy' }).first().getByRole('link').click();
    const place = page.getByRole('listitem').filter({ hasText: 'with probability' }).first();
    expect(await place.textContent()).toMatch(/\d+(\.\d)?%.*shown .*with probability 0\.\d+/s);
  });
});

describe('consent', () => {
  it('denied stores nothing but the answer, and names nobody in the log', async () => {
    await answerConsent(context, shop.url, false);
    const page = await context.newPage();
    await page.goto(shop.url);
    await filledShelf(page);
    await page.locator('armoire-shelf [part~=link]').first().click();
    await page.waitForURL('**/p/*');
    expect((await context.cookies()).map(({ name, value }) => `${name}=${value}`)).toEqual([
      'consent=denied',
    ]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect((await lastDecision('home.featured'))?.shopper).toBeNull();
    expect((await lastDecision('product.related'))?.shopper).toBeNull();
  });

  it('is asked for once, and may be withdrawn', async () => {
    await answerConsent(context, shop.url, true);
    const page = await context.newPage();
    await page.goto(shop.url);
    expect(await page.getByRole('button', { name: 'Yes, remember' }).count()).toBe(0);
    expect((await context.cookies()).map(({ name }) => name).sort()).toEqual(['consent', 'shopper']);
    await page.getByRole('button', { name: 'Forget me' }).click();
    await page.getByText('You asked us not to remember you').waitFor();
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['consent']);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
});

describe('prices', () => {
  it('can be put back one by one', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/c/kitchen`);
    await page.goto(`${shop.url}/c/table`);
    await openDashboard(page, 'prices');
    await page
      .getByRole('button', { name: /^Undo the price of/ })
      .first()
      .click();
    await page
      .getByText(/^The price of .* before it holds/)
      .or(page.getByRole('alert'))
      .first()
      .waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
    await page.getByRole('row').filter({ hasText: 'price.undo' }).first().waitFor();
  });

  it('are the label’s own once the kill switch is pulled', async () => {
    const page = await context.newPage();
    const quote = '{ price(product: "whistle-kettle") { price { amount } regular { amount } decision } }';
    await openDashboard(page, 'prices');
    const turn = async (name: string) => {
      await page.getByRole('button', { name }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('to see what happens');
      await dialog.getByRole('button', { name }).click();
    };
    await turn('Turn all price choice off');
    await page.getByText('The switch is on').waitFor();
    expect(await shop.shopper(quote)).toEqual({
      price: { price: { amount: 5900 }, regular: { amount: 5900 }, decision: null },
    });
    await page.goto(`${shop.url}/p/whistle-kettle`);
    await page.locator('.big armoire-price [part=current]').waitFor();
    expect(cents(await page.locator('.big armoire-price [part=current]').textContent())).toBe(5900);
    await page.goto(`${shop.url}/admin/prices`);
    await turn('Let Armoire choose prices again');
    await page.getByText('Armoire chooses prices').waitFor();
  });
});

it('says what to do when its port is taken', async () => {
  const { port } = new URL(shop.url);
  await expect(startShop({ PORT: port })).rejects.toThrow(/Port \d+ is taken[\s\S]+PORT=\d+ npm start/);
});
