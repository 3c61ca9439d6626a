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
  browser = await launch();
}, 120_000);
afterAll(() => browser?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const proposals = () => page.getByRole('button', { name: /^Approve the price of (?!all)/ });
/** Nothing is wider than the window, but for tables that scroll by themselves. */
const sticksOut = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each([1280, 390])('prices that wait for a person, at %i px', (width) => {
  beforeAll(async () => {
    shop = await openPricedShop();
  }, 120_000);
  afterAll(() => shop?.close());
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  it('are shown to whoever may look, with what they are expected to bring, and decided by those who may', async () => {
    await logIn(page, shop.url, 'viewer', 'prices');
    await page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'paper moon' });
    await row.waitFor();
    const gain = await row.getByText(/€.* to .*€/).first();
    expect(await gain.isVisible()).toBe(true);
    expect(await proposals().count()).toBe(0);
    expect(await sticksOut()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('are rejected, approved, written, taken back, and stopped by the kill switch', async () => {
    await logIn(page, shop.url, 'editor', 'prices');
    await proposals().first().waitFor();
    expect(await proposals().count()).toBe(3);
    // What is decided has to be in sight.
    const place = await button('Reject the price of paper moon').boundingBox();
    expect((place?.x ?? 0) + (place?.width ?? width)).toBeLessThanOrEqual(width);
    await button('Reject the price of paper moon').click();
    await page.getByText('1 of 1 rejected.').waitFor();
    await button('Approve all').click();
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
    expect(await sticksOut()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('an article shows its profit curve, what the guard removes, and the lowest price of 30 days', async () => {
    await logIn(page, shop.url, 'viewer', 'articles/brass-lamp');
    const curve = page.getByRole('table', { name: 'What each price of brass-lamp is believed to bring' });
    await curve.waitFor();
    expect(await curve.getByRole('row').filter({ hasText: 'Ceiling' }).count()).toBe(1);
    const lowest = page.getByText('Lowest of 30 days', { exact: true });
    expect(await lowest.isVisible()).toBe(true);
    expect(await sticksOut()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
});

it('a proposal that was overtaken says why it could not be approved', async () => {
  shop = await openPricedShop();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page = await context.newPage();
  try {
    await logIn(page, shop.url, 'editor', 'prices');
    await proposals().first().waitFor();
    const desk = shop.armoire.shop().cycles?.desk;
    const asked = await desk?.proposals(9);
    await desk?.reject(
      (asked ?? []).map(({ variant, proposal }) => ({ variant, proposal: proposal?.id ?? '' })),
      'somebody else',
    );
    await button('Approve the price of paper moon').click();
    await page.getByText('0 of 1 approved. The proposal for "paper-moon" no longer stands').waitFor();
  } finally {
    await context.close();
    await shop.close();
  }
});
