import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { openPricedShop, own, type PricedShop } from './priced-shop.ts';
import { logIn, seriousFindings } from './visitor.ts';

let browser: Browser;
let shop: PricedShop;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openPricedShop()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(() => context.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const proposals = () => page.getByRole('button', { name: /^Approve the price of (?!all)/ });

describe('prices that wait for a person', () => {
  it('are shown to whoever may look, and decided by those who may', async () => {
    await logIn(page, shop.url, 'viewer', 'prices');
    await page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'paper moon' }).waitFor();
    expect(await proposals().count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('are rejected, approved, written, taken back, and stopped by the kill switch', async () => {
    await logIn(page, shop.url, 'editor', 'prices');
    await proposals().first().waitFor();
    expect(await proposals().count()).toBe(3);
    await button('Reject the price of paper moon').click();
    await page.getByText('1 of 1 rejected.').waitFor();
    await button('Approve the price of all that are shown').click();
    await page.getByText('2 of 2 approved.').waitFor();
    await proposals().first().waitFor({ state: 'detached' });
    expect(shop.charged.get('brass-lamp')).toBe(own['brass-lamp']);
    await shop.armoire.runDue();
    expect(shop.charged.get('paper-moon')).toBe(own['paper-moon']);
    for (const id of ['brass-lamp', 'oak-lamp'] as const) {
      expect([own[id] * 0.9, own[id] * 1.1].map(Math.round)).toContain(shop.charged.get(id));
    }
    await button('Undo the price of oak-lamp').click();
    await page.getByText(/^The price of oak-lamp before it/).waitFor();
    await shop.armoire.runDue();
    expect(shop.charged.get('oak-lamp')).toBe(own['oak-lamp']);
    await button('Turn all price choice off').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('the sale is over');
    await dialog.getByRole('button', { name: 'Turn all price choice off' }).click();
    await page.getByText('The switch is turned.').waitFor();
    await shop.armoire.runDue();
    expect(Object.fromEntries(shop.charged)).toEqual(own);
  });

  it('an article shows its profit curve, and what the guard removes', async () => {
    await logIn(page, shop.url, 'viewer', 'articles/brass-lamp');
    const curve = page.getByRole('table', { name: 'What each price of brass-lamp is believed to bring' });
    await curve.waitFor();
    expect(await curve.getByRole('row').filter({ hasText: 'Ceiling' }).count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
