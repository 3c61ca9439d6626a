import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousFindings } from '../dashboard/visitor.ts';
import { launch } from '../launch.ts';
import { type RunningShop, startShop } from './shop.ts';

/** The shop as somebody opens it who wants to watch it learn. */

let browser: Browser;
let page: Page;
let shop: RunningShop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([
    launch(),
    startShop({
      STOREFRONT_SHOPPERS: 'fast',
      STOREFRONT_SEED: '3',
      STOREFRONT_HOLDOUT: '0.25',
      STOREFRONT_REWARD_WAIT: '1s',
    }),
  ]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
});

afterAll(async () => {
  await browser?.close();
  expect(await shop?.stop()).toBe(0);
});

interface State {
  readonly points: readonly { readonly id: string; readonly samples: number }[];
  readonly health: { readonly logged: number };
  readonly decisions: {
    readonly nodes: readonly {
      readonly shopper: string | null;
      readonly experiment: { readonly arm: string };
    }[];
  };
}

const state = () =>
  shop.merchant<State>(`{
    points { id samples }
    health { logged }
    decisions(first: 50) { nodes { shopper experiment { arm } } }
  }`);

const figure = (name: string) => page.locator('.doings div').filter({ hasText: name }).locator('dd');

/** What the page of the shoppers says that they have done. */
async function visits(): Promise<number> {
  await page.goto(`${shop.url}/shoppers`);
  return Number((await figure('Visits').textContent())?.replaceAll(',', ''));
}

async function setPace(name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.locator(`.pace[aria-current]`).filter({ hasText: name }).waitFor();
}

it('is visited by shoppers that say they are simulated, and learns from them', async () => {
  await page.goto(shop.url);
  await page.getByText('Simulated shoppers are in this shop, at a fast pace.').waitFor();
  await expect.poll(visits, { timeout: 50_000 }).toBeGreaterThanOrEqual(30);
  await expect
    .poll(async () => (await state()).points.find(({ id }) => id === 'home.featured')?.samples, {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);
  const { decisions } = await state();
  // Prices are nobody's own.
  const named = decisions.nodes.filter(({ shopper }) => shopper !== null);
  for (const { shopper } of named) expect(shopper).toMatch(/^simulated-/);
  expect(new Set(named.map(({ experiment }) => experiment.arm))).toEqual(new Set(['control', 'armoire']));
});

it('shows them in the dashboard as what they are', async () => {
  await page.goto(`${shop.url}/admin`);
  await page.getByRole('button', { name: 'Fill in' }).click();
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Shoppers of this demo are simulated').waitFor();
  const clicks = page.locator('.figure').filter({ hasText: 'Clicks' }).locator('.figure-value');
  expect(Number((await clicks.textContent())?.replaceAll(',', ''))).toBeGreaterThan(0);
  expect(await seriousFindings(page)).toEqual([]);
  await page.goto(`${shop.url}/admin/decisions?point=home.featured`);
  await page.getByText('simulated', { exact: true }).first().waitFor();
  await page.goto(`${shop.url}/admin/points/home.featured?range=hour`);
  const beliefs = page.getByRole('table', { name: 'What it believes' });
  await expect.poll(() => beliefs.getByRole('row').count()).toBeGreaterThan(5);
});

it('lets them go and come, in every language', async () => {
  await visits();
  expect(await seriousFindings(page)).toEqual([]);
  await setPace('Off');
  await page.getByText('No simulated shoppers: whoever is here is real.').waitFor();
  const logged = async () => (await state()).health.logged;
  const rests = async () => {
    const before = await logged();
    await page.goto(shop.url);
    return before === (await logged());
  };
  // Whoever was in the middle of something is heard out first.
  await expect.poll(rests).toBe(true);
  const [left, end] = [await visits(), await logged()];
  for (let i = 0; i < 5; i++) await page.goto(shop.url);
  expect([await visits(), await logged()]).toEqual([left, end]);
  await setPace('Fast');
  await expect.poll(visits, { timeout: 20_000 }).toBeGreaterThan(left);
  for (const [language, words] of [
    ['Deutsch', 'Simulierte Besucher'],
    ['中文', '模拟顾客'],
  ] as const) {
    await page.getByRole('button', { name: language }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(words);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
