import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { type ComparedShop, openComparedShop } from './compare-shop.ts';
import { logIn, seriousFindings } from './visitor.ts';

let browser: Browser;
let shop: ComparedShop;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openComparedShop()]);
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

const row = (text: RegExp) => page.getByRole('row').filter({ hasText: text });

/** Starts a comparison by the form, and has the background do its work. */
async function compare(point: string, policies: readonly string[], estimator = ''): Promise<void> {
  await page.getByLabel('Point', { exact: true }).selectOption(point);
  await page.getByLabel('Estimator').selectOption(estimator);
  const checked = page.getByRole('checkbox', { checked: true });
  while ((await checked.count()) > 0) await checked.first().uncheck();
  for (const policy of policies) await page.getByRole('checkbox', { name: policy, exact: true }).check();
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByText(/^Being compared/).waitFor();
  expect(await page.getByRole('button', { name: 'Compare' }).isDisabled()).toBe(true);
  await shop.armoire.runDue();
  await page.getByText(/^Being compared/).waitFor({ state: 'detached' });
}

describe('policies compared on the log of the shop', () => {
  it('with enough evidence: the better of two, with its interval, and still there after a reload', async () => {
    await logIn(page, shop.url, 'editor', 'compare');
    await page.getByText('Nothing was compared yet').waitFor();
    await compare('banner', ['greedy', 'uniform']);
    const status = page.getByRole('status').filter({ hasText: 'greedy' });
    expect(await status.textContent()).toContain('greedy: better than what made the log.');
    expect(await status.textContent()).toContain('uniform: not to be told apart from what made the log.');
    const greedy = row(/^greedy dr/);
    const bounds = /(0\.\d+) … (0\.\d+)/.exec((await greedy.textContent()) ?? '');
    const [low, high] = [Number(bounds?.[1]), Number(bounds?.[2])];
    // What is bright is clicked in six of eight rounds, and what was shown by chance in four.
    expect([low > 0.55, low < 0.75, high > 0.75, high < 0.95]).toEqual([true, true, true, true]);
    expect(await greedy.locator('svg.interval').count()).toBe(1);
    await page.reload();
    await page.getByText('better than what made the log.').first().waitFor();
    await page.getByText('The weights').click();
    await page.getByRole('table', { name: 'Weights of greedy' }).waitFor();
  });

  it('by mrdr alone where that is chosen, in the figures of the server', async () => {
    await logIn(page, shop.url, 'editor', 'compare');
    await compare('banner', ['greedy', 'uniform'], 'mrdr');
    const lines = page.getByRole('table', { name: 'Value of each policy' }).getByRole('row');
    expect(await lines.count()).toBe(4);
    const query =
      '{ evaluation { report { policies { name values { estimator estimate { value low high } } } } } }';
    const answer = await page.request.post(`${shop.url}/admin/graphql`, {
      headers: { origin: shop.url },
      data: { query },
    });
    const { policies } = (await answer.json()).data.evaluation.report as {
      policies: { name: string; values: { estimator: string; estimate: Record<string, number> }[] }[];
    };
    expect(policies.map(({ name }) => name)).toEqual(['logged', 'greedy', 'uniform']);
    const write = (value = Number.NaN) => `${Math.round(1e4 * value) / 1e4}`;
    for (const [i, { name, values }] of policies.entries()) {
      const { value, low, high } = values[0]?.estimate ?? {};
      const line = (await lines.nth(i + 1).textContent()) ?? '';
      expect(line).toContain(`${name === 'logged' ? 'made the log' : name} ${values[0]?.estimator}`);
      expect(line).toContain(`${write(value)}${write(low)} … ${write(high)}`);
      expect(values.map(({ estimator }) => estimator)).toEqual(['mrdr']);
    }
    const greedy = policies[1]?.values[0]?.estimate;
    // What is bright is clicked in six of eight rounds.
    expect([(greedy?.low ?? 0) > 0.55, (greedy?.high ?? 1) < 0.95]).toEqual([true, true]);
  });

  it('refuses what a deterministic policy logged, and a log that is too small, and says what to do', async () => {
    await logIn(page, shop.url, 'editor', 'compare');
    await compare('settled', ['uniform']);
    const status = page.getByRole('status').filter({ hasText: 'uniform' });
    const said = async () => (await status.textContent()) ?? '';
    expect(await said()).toContain('uniform: not enough evidence.');
    expect(await said()).toContain('The log was made by a deterministic policy');
    expect(await said()).toContain('Log with a policy that explores');
    const values = page.getByRole('table', { name: 'Value of each policy' });
    expect(await values.getByText('not enough evidence').count()).toBeGreaterThan(0);
    expect(await values.locator('svg.interval').count()).toBe(0);
    await compare('young', ['greedy']);
    const young = page.getByRole('status').filter({ hasText: 'greedy' });
    expect(await young.textContent()).toMatch(/The effective sample size is \d+\.\d, below 100/);
    expect(await young.textContent()).toContain('Log more decisions');
  });

  it('a viewer reads the result, and starts none', async () => {
    await logIn(page, shop.url, 'viewer', 'compare');
    await page.getByRole('heading', { name: 'Result' }).waitFor();
    expect(await page.getByRole('button', { name: 'Compare' }).count()).toBe(0);
  });

  it('is started by keyboard alone', async () => {
    await logIn(page, shop.url, 'editor', 'compare');
    const box = page.getByRole('checkbox', { name: 'greedy', exact: true });
    await box.focus();
    await page.keyboard.press('Space');
    expect(await box.isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Compare' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^Being compared/).waitFor();
    await shop.armoire.runDue();
    await page.getByText(/^Being compared/).waitFor({ state: 'detached' });
  });

  it.each([
    ['de', 'Vergleich', 'Wert jeder Strategie', 'Schätzer'],
    ['zh', '比较', '各策略的价值', '估计方法'],
  ])('speaks %s', async (language, title, values, estimator) => {
    await logIn(page, shop.url, 'editor', 'compare');
    await page.getByLabel('Language').selectOption(language);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('heading', { name: values }).waitFor();
    const names = await page.getByLabel(estimator).locator('option').allTextContents();
    expect(names.map((name) => /[(（](\w+)[)）]$/u.exec(name)?.[1])).toEqual([
      undefined,
      ...['dr', 'mrdr', 'snips', 'ips'],
    ]);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('is for everybody in %s at %i px', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    await logIn(page, shop.url, 'editor', 'compare');
    await page.getByRole('heading', { name: 'Result' }).waitFor();
    await page.locator('summary').filter({ hasText: 'The weights' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
