import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, logIn, picture, seriousFindings } from './browser.ts';
import { Asker, asShopper, endStores, ownStore, type Running, signIn, start, until } from './store.ts';

/** The merchant's own price is no rung: every product has a proposal. */
const points = `points: { 'home.featured': { kind: 'shelf', holdout: 0.1 }, 'product.related': { kind: 'shelf' },
  price: { kind: 'price', ladder: [0.9, 1.04], slot: '1d', cycle: 'approved',
    guard: { cooldown: 0, minimumMargin: 0.05, lowest: 0.8, highest: 1.2, largestStep: 0.2 } } }`;

let installed = inject('store');
const secret = { ARMOIRE_SECRET: 'secret of an Armoire that lives for a test' };
const moka = 'Moka pot, three cups';

let store: Running;
let admin: Asker;
let shopper: Asker;
let browser: Browser;
let page: Page;
/** What went wrong on the page. */
const faults: string[] = [];

const merchant = <T>(query: string) => admin.graphql<T>('/admin/armoire/graphql', query);
const part = (name: string) => page.goto(`${store.url}/app/armoire?part=${name}`);
const button = (name: string) => page.getByRole('button', { name, exact: true });

interface Product {
  readonly id: string;
  readonly variants: readonly { calculated_price: { calculated_amount: number } }[];
}

async function product(handle: string): Promise<Product> {
  const { regions } = await shopper.get<{ regions: { id: string }[] }>('/store/regions');
  const { products } = await shopper.get<{ products: Product[] }>(
    `/store/products?handle=${handle}&region_id=${regions[0]?.id}&fields=*variants.calculated_price`,
  );
  const [found] = products;
  if (found === undefined) throw new Error(`There is no ${handle}`);
  return found;
}

const charged = async () =>
  (await product('moka-pot-three-cups')).variants[0]?.calculated_price.calculated_amount;

beforeAll(async () => {
  installed = await ownStore(installed, (text) =>
    text.replace('secret: process.env.ARMOIRE_SECRET', `$&, ${points}`),
  );
  [store, browser] = await Promise.all([start(installed, { ...secret, MEDUSA_ADMIN: 'on' }), launch()]);
  admin = await signIn(store, installed);
  shopper = await asShopper(store, admin);
  await until('all is told', async () => {
    const { progress } = await admin.get<{ progress: { state: string } }>('/admin/armoire');
    return progress.state === 'done';
  });
  await until(
    'prices are proposed',
    async () =>
      (await merchant<{ priceProposals: unknown[] }>('{ priceProposals(first: 50) { id } }')).priceProposals
        .length > 0,
  );
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(30_000);
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('response', (response) => {
    if (response.url().includes('/armoire') && response.status() >= 400)
      faults.push(`${response.url()} answered ${response.status()}`);
  });
  await logIn(page, store, installed);
});
afterAll(async () => {
  await browser?.close();
  await endStores();
});

describe('the Armoire page of the admin', () => {
  it('opens from the menu with what was told', async () => {
    await page.getByRole('link', { name: 'Armoire' }).click();
    await page.getByText('18 read, 18 of them new or changed').waitFor();
    await page.getByText('60 read, 60 of them new or changed').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Armoire');
  });

  it.each(['overview', 'points', 'rules', 'experiments', 'prices', 'health'])(
    'shows %s in all of its parts, for everybody',
    async (name) => {
      await part(name);
      await page.locator('[data-armoire=page] section').first().waitFor();
      await until(
        'nothing is loading',
        async () => (await page.locator('[data-armoire=page] [role=status]').count()) === 0,
      );
      expect(await page.locator('[data-armoire=page] [role=alert]').allTextContents()).toEqual([]);
      await picture(page, name);
      expect(await seriousFindings(page, '[data-armoire=page]')).toEqual([]);
    },
  );

  it('goes from part to part by keyboard', async () => {
    await part('overview');
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'What is decided' }).waitFor();
    expect(new URL(page.url()).searchParams.get('part')).toBe('points');
  });

  it('has the store charge what somebody approves, and takes it back', async () => {
    await part('prices');
    const row = page.getByRole('row').filter({ hasText: moka });
    const proposed = Number((await row.getByRole('cell').nth(1).textContent())?.replace('€', ''));
    expect([26.1, 30.16]).toContain(proposed);
    expect(await charged()).toBe(29);
    await button(`Approve the price of ${moka}`).click();
    await page.getByText('1 of 1 approved.').waitFor();
    await picture(page, 'prices-approved');
    await until('the price is charged', async () => (await charged()) === proposed);
    await button(`Undo the price of ${moka}`).click();
    await until('the price before is charged', async () => (await charged()) === 29);
  });

  it('stands in the log with whoever was signed in', async () => {
    const { audit } = await merchant<{ audit: { nodes: { actor: string; action: string }[] } }>(
      '{ audit(first: 50) { nodes { actor action } } }',
    );
    const undone = audit.nodes.find(({ action }) => action === 'price.undo');
    expect(undone?.actor).toBe(`Medusa: ${installed.env.ADMIN_EMAIL}`);
  });

  it('approves the chosen ones together', async () => {
    await part('prices');
    await page.getByRole('checkbox', { name: 'Choose all' }).click();
    const count = await page.getByRole('button', { name: /^Approve the price of/ }).count();
    expect(count).toBeGreaterThan(5);
    await button('Approve the chosen').click();
    await page.getByText(`${count} of ${count} approved.`).waitFor();
    await page.getByText('No price waits for you').waitFor();
  });

  it('asks before it turns all price choice off', async () => {
    await part('overview');
    await button('Turn all price choice off').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    const killed = async () => (await merchant<{ killSwitch: boolean }>('{ killSwitch }')).killSwitch;
    expect(await killed()).toBe(false);
    await button('Turn all price choice off').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Turn all price choice off' }).click();
    await button('Let Armoire choose again').waitFor();
    expect(await killed()).toBe(true);
  });

  it('speaks the language of the admin', async () => {
    await page.context().addCookies([{ name: 'lng', value: 'de', url: store.url }]);
    await part('overview');
    await page.getByRole('heading', { name: 'Was Armoire weiß' }).waitFor();
    await picture(page, 'overview-de');
    expect(await page.getByRole('tab').allTextContents()).toContain('Preise');
    await page.context().clearCookies({ name: 'lng' });
    await page.evaluate(() => localStorage.setItem('lng', 'en'));
  });
});

describe('the widget beside a product', () => {
  it('shows its profit curve, what is recommended with it, and why', async () => {
    const { id } = await product('pour-over-dripper-porcelain');
    const shelf = await shopper.get<{ shelf: { items: { product: { title: string } }[] } }>(
      `/store/armoire/recommendations?point=product.related&count=4&shopper=ann&product=${id}`,
    );
    const shown = shelf.shelf.items.map((item) => item.product.title);
    const widget = page.locator('[data-armoire=widget]');
    // The decision is in the log a moment after it was answered.
    await until('the decision is told', async () => {
      await page.goto(`${store.url}/app/products/${id}`);
      await widget
        .getByText('What product.related chose the last time')
        .or(widget.getByText('would show beside it now'))
        .waitFor();
      return await widget.getByText('What product.related chose the last time').isVisible();
    });
    const curve = widget.getByRole('img', { name: /in a slot, by price/ });
    await curve.waitFor();
    // Prices below, and what they bring beside it: both in the store's money.
    const scales = await curve.locator('text').allTextContents();
    expect(scales).toContain('€0');
    for (const text of scales) expect(text).toMatch(/^-?€\d+(?:\.\d\d)?$/);
    const table = widget.getByRole('table', { name: 'Recommended with it' });
    for (const title of shown) expect(await table.textContent()).toContain(title);
    expect(await table.textContent()).toMatch(/ranking|popular|new|bought together/);
    await picture(page, 'widget');
    expect(await seriousFindings(page, '[data-armoire=widget]')).toEqual([]);
  });

  it('says why the product itself was shown', async () => {
    const { shelf } = await shopper.get<{ shelf: { items: { product: { id: string; title: string } }[] } }>(
      '/store/armoire/recommendations?point=home.featured&count=4&shopper=ben',
    );
    const [first] = shelf.items;
    const widget = page.locator('[data-armoire=widget]');
    await until('the decision is told', async () => {
      await page.goto(`${store.url}/app/products/${first?.product.id}`);
      await widget.getByRole('heading', { name: 'Why it was shown' }).waitFor();
      await page.waitForLoadState('networkidle');
      return await widget.getByText(`${first?.product.title}: shown`).isVisible();
    });
    expect(await widget.textContent()).toMatch(/: shown (?:as exploration )?with probability/);
  });
});

it('tells strangers nothing of its price arms, and the admin that there are none', async () => {
  expect((await new Asker(store).ask('GET', '/admin/armoire/arms')).status).toBe(401);
  expect(await admin.get('/admin/armoire/arms')).toEqual({ report: null });
});

it('met no fault on the way', () => {
  expect(faults).toEqual([]);
});
