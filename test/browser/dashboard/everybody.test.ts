import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { emailOf, openShop, password, type WatchedShop } from './shop.ts';
import { logIn, seriousFindings } from './visitor.ts';

let browser: Browser;
let shop: WatchedShop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openShop()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

const views = [
  ...[
    '',
    'points',
    'points/home.featured?range=week',
    'points/price?range=week',
    'articles',
    'articles/paper-moon',
  ],
  ...['decisions', 'rules', 'prices', 'people?shopper=shopper-7', 'access', 'health', 'nowhere'],
] as const;

/** Waits until the view stands, with its data. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
}

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('in %s at %i px', (colorScheme, width) => {
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      colorScheme,
      locale: 'en-GB',
    });
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
  });
  afterAll(() => page?.context().close());

  const check = async () => {
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(complaints).toEqual([]);
  };

  it('the login is for everybody', async () => {
    await page.goto(`${shop.url}/admin`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await check();
    await logIn(page, shop.url, 'owner');
  });

  it.each(views)('/admin/%s is for everybody, fits, and does not complain', async (path) => {
    await page.goto(`${shop.url}/admin/${path}`);
    await settled(page);
    await check();
  });

  it('a decision is for everybody, and the form of a rule', async () => {
    await page.goto(`${shop.url}/admin/decisions`);
    await page.getByRole('row').filter({ hasText: 'Policy' }).first().getByRole('link').click();
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
    await settled(page);
    await check();
    await page.goto(`${shop.url}/admin/rules`);
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('dialog').waitFor();
    await check();
  });
});

it('everything is reached by keyboard: the way to the content, the menu, a view', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 860 }, locale: 'en-GB' });
  const page = await context.newPage();
  await logIn(page, shop.url, 'viewer');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the content');
  await page.getByRole('button', { name: 'Menu' }).focus();
  await page.keyboard.press('Enter');
  const link = page.getByRole('link', { name: 'Health' }).last();
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Health' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Health');
  await expect
    .poll(() => page.getByRole('button', { name: 'Menu' }).getAttribute('aria-expanded'))
    .toBe('false');
  await context.close();
});

describe('in German, whose words are long, at 390 px', () => {
  it('no table is wider than its place, and nothing is left in English', { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 860 }, locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(`${shop.url}/admin/`);
    await page.getByLabel('E-Mail').fill(emailOf('owner'));
    await page.getByLabel('Passwort').fill(password);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.locator('#menu').waitFor({ state: 'attached' });
    for (const view of ['', 'points/price?range=week', 'articles', 'decisions', 'prices', 'health']) {
      await page.goto(`${shop.url}/admin/${view}`);
      await settled(page);
      const wide = await page
        .locator('.scroll:not(.behind .scroll)')
        .evaluateAll((all) =>
          all
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
            .map((each) => each.textContent?.slice(0, 60)),
        );
      expect(wide, view).toEqual([]);
    }
    await page.getByText('wartet', { exact: true }).waitFor();
    await page.goto(`${shop.url}/admin/decisions`);
    await page.locator('td a, th a').first().click();
    await page.getByRole('heading', { name: 'Warum sie so fiel' }).waitFor();
    expect(await page.locator('.place [lang=en], .chips [lang=en]').count()).toBe(0);
    await context.close();
  });
});
