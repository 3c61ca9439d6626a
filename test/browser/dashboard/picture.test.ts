import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { type DemandShop, openDemandShop } from './demand-shop.ts';
import { emailOf, password } from './shop.ts';
import { logIn, seriousFindings } from './visitor.ts';

let browser: Browser;
let shop: DemandShop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openDemandShop()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function open(path: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await logIn(page, shop.url, 'viewer', path);
  return page;
}

describe.each([
  ['light', 1280],
  ['dark', 390],
] as const)('in %s at %i px', (scheme, width) => {
  it('an article shows its demand and what it brings, with what the guard removes, and the numbers beside it', async () => {
    const page = await open('articles/brass-lamp', width, scheme);
    const demand = page.getByRole('img', { name: 'Pieces of brass-lamp in a slot, by price' });
    const worth = page.getByRole('img', { name: 'What brass-lamp brings in a slot, by price' });
    await worth.waitFor();
    for (const curve of [demand, worth]) {
      expect(await curve.locator('.band').count()).toBe(1);
      // 0.8 to 1.1 of the own price may be taken; what is dearer the guard removes.
      expect(await curve.locator('.open').count()).toBe(7);
      expect(await curve.locator('.removed').count()).toBe(2);
      expect(await curve.locator('.ring').count()).toBe(1);
    }
    // The one counts pieces, the other is in the shop's money.
    const scale = (curve: typeof demand) => curve.locator('.grid text').allTextContents();
    expect(await scale(worth)).toEqual(expect.arrayContaining(['€0']));
    for (const tick of await scale(worth)) expect(tick).toMatch(/^-?€\d+(?:\.\d\d)?$/);
    for (const tick of await scale(demand)) expect(tick).toMatch(/^-?\d+(?:\.\d+)?$/);
    // Dearer sells less: the curve of demand goes down from left to right.
    const heights = (await demand.locator('.line').getAttribute('points'))
      ?.split(' ')
      .map((point) => Number(point.split(',')[1]));
    expect(heights).toEqual([...(heights ?? [])].sort((a, b) => a - b));
    const table = page.getByRole('table', { name: 'What each price of brass-lamp is believed to bring' });
    expect(await table.getByRole('row').count()).toBe(10);
    expect(await table.getByRole('row').filter({ hasText: 'Ceiling' }).count()).toBe(2);
    expect(await table.getByRole('row').filter({ hasText: 'holds' }).count()).toBe(1);
    const cells = await table.locator('tbody td:first-of-type').allTextContents();
    const chances = cells.flatMap((text) => (text === '' ? [] : [Number.parseFloat(text)]));
    expect(chances).toHaveLength(7);
    const sum = chances.reduce((all, each) => all + each, 0);
    expect(Math.abs(sum - 100)).toBeLessThan(4);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  });

  it('an experiment shows its arms, and their difference with its interval', async () => {
    const page = await open('prices', width, scheme);
    await page.getByRole('heading', { name: 'Experiment “autumn”' }).waitFor();
    const table = page.getByRole('table', { name: 'Experiment “autumn”' });
    expect(await table.getByRole('row').count()).toBe(4);
    expect(await table.locator('.interval').count()).toBe(3);
    await page.getByText('control (your own price) and policy (price-thompson-averaged)').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  });

  it('the fairness of prices is told, by whom and when, and that nobody has a price of their own', async () => {
    const page = await open('prices', width, scheme);
    await page.getByRole('link', { name: 'Fairness of prices' }).click();
    await page.getByText(/^None of \d+ price decisions was made for a person/).waitFor();
    const segments = page.getByRole('table', { name: 'Customers' });
    expect(await segments.getByRole('rowheader').allTextContents()).toEqual(['New', 'Returning']);
    const markets = page.getByRole('table', { name: 'Markets' });
    expect(await markets.locator('.interval').count()).toBe(2);
    expect(await page.getByRole('rowheader', { name: 'Monday' }).count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  });
});

it('why a price changed is said in the language of whoever reads', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(`${shop.url}/admin/prices`);
  await page.getByRole('textbox').first().fill(emailOf('viewer'));
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.getByText('der Preisschutz schloss 2 Preise aus').first().waitFor();
  expect(await page.getByText('removed by the guard').count()).toBe(0);
  await context.close();
});
