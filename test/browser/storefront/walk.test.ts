import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { address, fillAddress, type RunningShop, startShop, watch } from './shop.ts';

/** Buying, from the front table to the refund. */

let browser: Browser;
let context: BrowserContext;
let shop: RunningShop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), startShop({ STOREFRONT_REWARD_WAIT: '1h' })]);
});

afterAll(async () => {
  await browser?.close();
  expect(await shop?.stop()).toBe(0);
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});

afterEach(() => context.close());

const cents = (text: string | null) => Math.round(Number(text?.replace(/[^\d.]/g, '')) * 100);

/** Whether Armoire shows a product: what is sold out is not there. */
async function shown(product: string): Promise<boolean> {
  const query = 'query ($id: ID!) { product(id: $id) { id } }';
  return (await shop.shopper<{ product: object | null }>(query, { id: product })).product !== null;
}

/** Walks on with the Tab key until something has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The Tab key does not reach ${String(target)}`);
}

async function putIn(page: Page, product: string, quantity = '1'): Promise<void> {
  await page.goto(`${shop.url}/p/${product}`);
  await page.locator('#quantity').selectOption(quantity);
  await page.getByRole('button', { name: 'Put in the cart' }).click();
  await page.waitForURL('**/cart?*');
}

async function order(page: Page): Promise<string> {
  await page.goto(`${shop.url}/checkout`);
  await fillAddress(page);
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.waitForURL('**/thanks/*');
  return new URL(page.url()).pathname.replace('/thanks/', '');
}

describe('with the keyboard alone', () => {
  it('from the front table by search to the order, and a part of it back', async () => {
    const page = await context.newPage();
    const { complaints } = watch(page, shop.url);
    await page.goto(shop.url);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.goto(shop.url);

    await tabTo(page, page.getByRole('searchbox'));
    await page.keyboard.type('lantren');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=lantren');
    expect(await page.getByRole('main').textContent()).toContain('close to it');
    await tabTo(page, page.locator('.card a', { hasText: 'Storm lantern' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/p/storm-lantern');
    await tabTo(page, page.locator('#quantity'));
    await page.keyboard.press('2');
    await tabTo(page, page.getByRole('button', { name: 'Put in the cart' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cart?added=*');
    await expect.poll(() => page.locator('#live').textContent()).toBe('Storm lantern is in your cart.');

    const more = page.getByRole('button', { name: 'One Storm lantern more' });
    await tabTo(page, more);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cart?done=set*');
    expect(await page.locator('.line output').textContent()).toBe('3');
    // Whoever pressed it may press it again.
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);

    await tabTo(page, page.getByRole('link', { name: 'To the checkout' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/checkout');
    await tabTo(page, page.getByRole('button', { name: 'Place the order' }));
    await page.keyboard.press('Enter');
    // Nothing was filled in: what is missing has the focus, and leads to its field.
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').evaluate((alert) => alert === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('name');
    for (const value of Object.values(address)) {
      await page.keyboard.type(value);
      await page.keyboard.press('Tab');
    }
    await tabTo(page, page.getByRole('button', { name: 'Place the order' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/thanks/*');
    await tabTo(page, page.getByRole('link', { name: 'Look at the order' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/orders/*');

    await tabTo(page, page.getByLabel('How many of Storm lantern'));
    await page.keyboard.press('1');
    await tabTo(page, page.getByRole('button', { name: 'Send back and refund' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/orders/*?done=*');
    expect(await page.locator('.state').first().textContent()).toBe('Partly returned');
    // The browser tells its own console of a 422, which is the shop's way to say that fields are missing.
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
  });
});

describe('sums', () => {
  it('are what the pages said: price, delivery, tax, refund', async () => {
    const page = await context.newPage();
    await page.goto(`${shop.url}/p/house-tea`);
    const price = cents(await page.locator('.big armoire-price .now').textContent());
    await putIn(page, 'house-tea', '2');
    expect(cents(await page.locator('.unit').textContent())).toBe(price);
    expect(cents(await page.locator('.sum dd').textContent())).toBe(2 * price + 490);
    const id = await order(page);
    expect(cents(await page.locator('.receipt .sum dd').textContent())).toBe(2 * price + 490);

    await page.goto(`${shop.url}/orders/${id}`);
    await page.getByLabel('How many of House tea').selectOption('1');
    await page.getByRole('button', { name: 'Send back and refund' }).click();
    await page.waitForURL('**?done=*');
    const refunds = page.locator('.column').nth(1).locator('.sum dd');
    expect(cents(await refunds.first().textContent())).toBe(price);
    await page.getByLabel('How many of House tea').selectOption('1');
    await page.getByRole('button', { name: 'Send back and refund' }).click();
    await page.getByText('Returned', { exact: true }).first().waitFor();
    // Delivery comes back with the last piece.
    expect(cents(await refunds.nth(1).textContent())).toBe(price + 490);
    expect(await page.getByRole('button', { name: 'Send back and refund' }).count()).toBe(0);
  });

  it('are shown before they are charged, when another country delivers at another price', async () => {
    const page = await context.newPage();
    await putIn(page, 'first-seeds');
    await page.goto(`${shop.url}/checkout`);
    await fillAddress(page);
    await page.locator('#country').selectOption('FR');
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.getByRole('alert').waitFor();
    const total = cents(await page.locator('.sum dd').textContent());
    expect(cents(await page.locator('.sums dd').nth(1).textContent())).toBe(990);
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.waitForURL('**/thanks/*');
    expect(cents(await page.locator('.receipt .sum dd').textContent())).toBe(total);
  });
});

describe('stock', () => {
  it('goes down with orders until a thing is gone from shelves and lists, and up with returns', async () => {
    const page = await context.newPage();
    // Nine there are, and one make only.
    await putIn(page, 'orchard-bowl', '8');
    await page.getByRole('button', { name: 'One Orchard bowl more' }).click();
    await page.waitForURL('**/cart?done=set*');
    expect(await page.getByRole('button', { name: 'One Orchard bowl more' }).isDisabled()).toBe(true);

    const late = await browser.newContext();
    const other = await late.newPage();
    await putIn(other, 'orchard-bowl');

    const id = await order(page);
    expect(await shown('orchard-bowl')).toBe(false);
    await page.goto(`${shop.url}/p/orchard-bowl`);
    expect(await page.getByRole('button', { name: 'Sold out' }).isDisabled()).toBe(true);
    await page.goto(`${shop.url}/c/table?stock=1`);
    expect(await page.locator('.card', { hasText: 'Orchard bowl' }).count()).toBe(0);

    // Whoever has one in the cart learns it before ordering.
    await other.goto(`${shop.url}/checkout`);
    await other.waitForURL('**/cart?done=stock');
    expect(await other.locator('.notice').textContent()).toContain('Someone was faster');
    expect(await other.locator('.line').count()).toBe(0);
    await late.close();

    await page.goto(`${shop.url}/orders/${id}`);
    await page.getByLabel('How many of Orchard bowl').selectOption('3');
    await page.getByRole('button', { name: 'Send back and refund' }).click();
    await page.waitForURL('**?done=*');
    expect(await shown('orchard-bowl')).toBe(true);
    await page.goto(`${shop.url}/p/orchard-bowl`);
    expect(await page.locator('.stock').textContent()).toContain('Only 3 left');
  });
});

describe('forms', () => {
  it('are taken from this shop and this browser only, and twice is once', async () => {
    const page = await context.newPage();
    await putIn(page, 'board-oil');
    const foreign = { origin: 'http://evil.example' };
    const set = { variant: 'board-oil--250-ml', quantity: '5' };
    const post = (path: string, form: Record<string, string>, headers = {}) =>
      page.request.post(shop.url + path, { form, headers, maxRedirects: 0 });
    expect((await post('/cart/set', set, foreign)).status()).toBe(403);
    expect((await post('/cart/set', set)).status()).toBe(403);
    expect((await post('/checkout', { ...address })).status()).toBe(403);

    const strange = await browser.newContext();
    const theirs = await strange.newPage();
    await putIn(theirs, 'board-oil');
    const token = (await theirs.locator('.stepper [name=form]').getAttribute('value')) ?? '';
    expect(token).not.toBe('');
    expect((await post('/cart/set', { ...set, form: token })).status()).toBe(403);

    await page.goto(`${shop.url}/checkout`);
    const hidden = async (name: string) =>
      (await page.locator(`.fields [name=${name}]`).getAttribute('value')) ?? '';
    const form = {
      ...address,
      country: 'DE',
      note: '',
      form: await hidden('form'),
      order: await hidden('order'),
      total: await hidden('total'),
    };
    const [first, second] = [await post('/checkout', form), await post('/checkout', form)];
    expect([first.status(), second.status()]).toEqual([303, 303]);
    expect(second.headers().location).toBe(first.headers().location);
    const at = first.headers().location?.replace('/thanks/', '/orders/') ?? '';
    expect((await page.request.get(shop.url + at)).status()).toBe(200);
    // Nobody else sees it.
    expect((await theirs.request.get(shop.url + at)).status()).toBe(404);
    await page.goto(`${shop.url}/orders`);
    expect(await page.locator('.history > li').count()).toBe(1);
    await strange.close();
  });
});

describe('without scripts', () => {
  it('everything can be bought and sent back, in German, in the dark', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE' });
    const page = await plain.newPage();
    await page.goto(shop.url);
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByRole('button', { name: 'Dunkel' }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.locator('.own a').first().click();
    await page.waitForURL('**/p/*');
    await page.getByRole('searchbox').fill('kertzen');
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL('**/search?*');
    await page.locator('.card a', { hasText: 'Sieben Tafelkerzen' }).click();
    await page.waitForURL('**/p/dinner-candles');
    await page.getByRole('link', { name: 'Glut' }).click();
    await page.getByRole('button', { name: 'In den Warenkorb' }).click();
    await page.waitForURL('**/cart?added=*');
    expect(await page.locator('.notice').textContent()).toBe('Sieben Tafelkerzen liegt in Ihrem Warenkorb.');
    expect(await page.locator('.unit').textContent()).toMatch(/^\d+,\d\d\u00a0€$/);
    await page.getByRole('button', { name: 'Eins mehr: Sieben Tafelkerzen' }).click();
    await page.getByRole('link', { name: 'Zur Kasse' }).click();
    await fillAddress(page);
    await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
    await page.waitForURL('**/thanks/*');
    await page.getByRole('link', { name: 'Bestellung ansehen' }).click();
    await page.getByLabel('Wie viele: Sieben Tafelkerzen').selectOption('2');
    await page.getByRole('button', { name: 'Zurückgeben und erstatten' }).click();
    await page.waitForURL('**?done=*');
    expect(await page.locator('.state').first().textContent()).toBe('Zurückgegeben');
    await page.getByRole('link', { name: 'Ihre Bestellungen' }).first().click();
    await page.getByText('Bestellt am').waitFor();
    await plain.close();
  });
});
