import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { fillAddress, type RunningShop, startShop } from './shop.ts';

/** Every page for everybody: assistive technology, light and dark, small screens, three languages. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

let browser: Browser;
let shop: RunningShop;
/** Of somebody with a cart and an order, and the address of every page that they can see. */
let somebody: Awaited<ReturnType<BrowserContext['storageState']>>;
let paths: readonly string[];

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), startShop()]);
  const context = await browser.newContext();
  paths = await everyPage(context);
  somebody = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  expect(await shop?.stop()).toBe(0);
});

/** Serious findings of a page as it now is, by rule and place. */
async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  // Judged in the page: all that axe has to tell of it would be a long way to send.
  const { passed, found } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations, passes } = await axe.run({ resultTypes: ['violations'] });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return {
      passed: passes.length,
      found: serious.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
      ),
    };
  });
  // A page on which nothing was looked at has nothing to be found.
  expect(passed).toBeGreaterThan(15);
  return found;
}

/** Fills a cart and places an order; the address of every page that there then is. */
async function everyPage(context: BrowserContext): Promise<readonly string[]> {
  const page = await context.newPage();
  const add = async (product: string) => {
    await page.goto(`${shop.url}/p/${product}`);
    await page.locator('.add .button').click();
    await page.waitForURL('**/cart?*');
  };
  const empty = [
    '/',
    '/shop',
    '/c/garden',
    '/search?q=lantren',
    '/search?q=zzzzqqq',
    '/orders',
    '/shoppers',
    '/nothing',
  ];
  await add('house-tea');
  await add('fell-throw');
  await page.goto(`${shop.url}/checkout`);
  await fillAddress(page);
  await page.locator('.fields .button').click();
  await page.waitForURL('**/thanks/*');
  const thanks = new URL(page.url()).pathname;
  await page.goto(shop.url + thanks.replace('thanks', 'orders'));
  await page.locator('.back-line select').first().selectOption('1');
  await page.locator('.fields .button').click();
  await page.waitForURL('**?done=*');
  const order = new URL(page.url());
  await add('fell-socks');
  await page.close();
  return [
    ...empty,
    '/c/light?stock=1&sort=cheap',
    '/p/fell-throw',
    '/p/paper-moon',
    '/cart?done=set',
    '/checkout',
    thanks,
    order.pathname + order.search,
  ];
}

/** What stands out at the side of a page. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('no page has a serious finding', { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ colorScheme, storageState: somebody });
    const page = await context.newPage();
    for (const path of paths) {
      await page.setViewportSize(wide);
      await page.goto(shop.url + path, { waitUntil: 'networkidle' });
      for (const size of [wide, narrow]) {
        await page.setViewportSize(size);
        expect(await findings(page), `${path}, ${size.width} px`).toEqual([]);
      }
    }
    // The checkout with everything wrong.
    await page.setViewportSize(wide);
    await page.goto(`${shop.url}/checkout`);
    await page.locator('#postcode').fill('x');
    await page.locator('#name').fill('');
    await page.locator('.fields .button').click();
    await page.getByRole('alert').waitFor();
    expect(await findings(page)).toEqual([]);
    await context.close();
  });
});

describe.each([
  ['en-GB', 'en', 'Everything'],
  ['de-DE', 'de', 'Alles'],
  ['zh-CN', 'zh', '全部商品'],
])('a browser that reads %s', (locale, language, everything) => {
  it('gets every page in its language, and 390 px are enough', { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ locale, viewport: narrow, storageState: somebody });
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(shop.url + path, { waitUntil: 'networkidle' });
      expect(await page.locator('html').getAttribute('lang'), path).toBe(language);
      expect(await overflow(page), path).toBe(0);
    }
    expect(await findings(page)).toEqual([]);
    await page.goto(`${shop.url}/shop`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(everything);
    await context.close();
  });
});

it('changes language by a switch, and the shelves of Armoire with it', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shop.url}/p/house-tea`);
  await page.getByRole('button', { name: '中文' }).click();
  await page.waitForURL('**/p/house-tea');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('本店茶叶');
  await page.locator('armoire-shelf [part~=link]').first().waitFor();
  for (const title of await page.locator('armoire-shelf [part~=title]').allTextContents()) {
    expect(title).toMatch(/\p{Script=Han}/u);
  }
  await context.close();
});

it('changes its colours by a switch, whatever the device says', async () => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto(shop.url);
  const dark = await paper();
  await page.getByRole('button', { name: 'Light' }).click();
  await page.waitForURL(`${shop.url}/`);
  const light = await paper();
  expect(light).not.toBe(dark);
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['theme']);
  await page.getByRole('button', { name: 'As the device has it' }).click();
  await page.waitForURL(`${shop.url}/`);
  expect(await paper()).toBe(dark);
  await context.close();
});

it('sorts and filters by the address alone', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${shop.url}/shop`);
  await page.getByLabel('Sort by').selectOption('cheap');
  await page.getByLabel('Shelf').selectOption('study');
  await page.getByLabel('In stock only').check();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL('**/shop?*sort=cheap*');
  const prices = await page.locator('.card .now').allTextContents();
  const amounts = prices.map((text) => Number(text.replace(/[^\d.]/g, '')));
  expect(amounts).toHaveLength(10);
  expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  await page.getByRole('link', { name: 'Clear all' }).click();
  await page.waitForURL('**/shop');
  await context.close();
});
