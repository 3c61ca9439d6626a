import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '../launch.ts';
import { emailOf, openShop, password, secretKey, type WatchedShop } from './shop.ts';
import { logIn } from './visitor.ts';

let browser: Browser;
let shop: WatchedShop;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openShop()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(() => context.close());

const heading = (name: string) => page.getByRole('heading', { level: 1, name });
const menu = (name: string) =>
  page.getByRole('navigation', { name: 'Dashboard' }).getByRole('link', { name });
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
const shelf = async () => {
  const { recommendations } = await shop.shopper<{
    recommendations: { items: { product: { id: string } }[] };
  }>('{ recommendations(point: "product.related", count: 12) { items { product { id } } } }');
  return recommendations.items.map(({ product }) => product.id);
};
const merchant = async <Data>(query: string): Promise<Data> => {
  const response = await fetch(`${shop.url}/admin/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secretKey}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Data }).data;
};

describe('the login', () => {
  it('refuses a wrong password in words, and opens with the right one where one wanted to go', async () => {
    await page.goto(`${shop.url}/admin/points`);
    await page.getByLabel('Email').fill(emailOf('viewer'));
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Log in' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('The email or the password is wrong');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await heading('Points').waitFor();
    await page.reload();
    await heading('Points').waitFor();
  });

  it('ends by logging out, for every page', async () => {
    await logIn(page, shop.url, 'viewer');
    await heading('Overview').waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await heading('Log in').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goto(`${shop.url}/admin/prices`);
    await heading('Log in').waitFor();
  });

  it('that ended elsewhere is asked for again', async () => {
    await logIn(page, shop.url, 'viewer', 'points');
    await heading('Points').waitFor();
    await context.clearCookies();
    await page.getByText('Your login has ended').waitFor();
  });

  it('shows no login of a demo', async () => {
    await page.goto(`${shop.url}/admin`);
    await heading('Log in').waitFor();
    expect(await page.getByText('This is a demo').count()).toBe(0);
  });
});

describe('roles', () => {
  it('a viewer sees what happens, and no button that changes it', async () => {
    await logIn(page, shop.url, 'viewer', 'prices');
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    expect(await page.getByRole('button', { name: /Undo|Turn all/ }).count()).toBe(0);
    expect(await menu('People').count()).toBe(0);
    await page.goto(`${shop.url}/admin/access`);
    await heading('Not for your role').waitFor();
    await menu('Rules').click();
    await heading('Rules').waitFor();
    expect(await page.getByRole('button', { name: 'Add a rule' }).count()).toBe(0);
  });

  it('an editor changes prices and rules, and gives nobody access', async () => {
    await logIn(page, shop.url, 'editor', 'prices');
    await page.getByRole('button', { name: 'Turn all price choice off' }).waitFor();
    expect([await menu('Rules').count(), await menu('Access').count()]).toEqual([1, 0]);
  });
});

describe('what happens', () => {
  it('the overview says what was earned or what is missing, and what happened by day', async () => {
    await logIn(page, shop.url, 'viewer');
    await page.getByRole('heading', { name: 'Earned against the holdout' }).waitFor();
    await row('home.featured').filter({ hasText: 'Holdout: ' }).waitFor();
    for (const what of ['Revenue', 'Orders', 'Clicks']) {
      const name = new RegExp(`^${what} by day`);
      const chart = page.getByRole('figure').filter({ has: page.getByRole('img', { name }) });
      await chart.getByText('The numbers as a table').click();
      const rows = chart.getByRole('table', { name }).getByRole('row');
      await expect.poll(() => rows.count()).toBe(15);
      // Today nothing was sold; in the days before something was, each day.
      const sold = async () => {
        const cells = await rows.getByRole('cell').allTextContents();
        return cells.filter((text) => /[1-9]/.test(text)).length;
      };
      await expect.poll(sold).toBeGreaterThan(3);
    }
    const revenue = page.locator('.figure').filter({ hasText: 'Revenue' });
    await expect.poll(() => revenue.textContent()).toMatch(/€\d[\d,]+\.\d\d/);
    await page.getByRole('link', { name: 'home.featured' }).click();
    await heading('home.featured').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await expect.poll(() => page.title()).toBe('home.featured · lamps · Armoire');
  });

  it('a point shows its beliefs, its exploration and its parts of reward', async () => {
    await logIn(page, shop.url, 'viewer', 'points/home.featured?range=week');
    const beliefs = page.getByRole('table', { name: 'What it believes' });
    await expect.poll(() => beliefs.getByRole('row').count()).toBeGreaterThan(5);
    await page.getByText(/^\d+ of 12 were shown$/).waitFor();
    await page
      .getByRole('img', { name: 'Share of exploration, entropy and coverage of the catalogue over time' })
      .waitFor();
    await page.getByRole('table', { name: 'Reward by its parts' }).getByText('Holdout').waitFor();
  });

  it('a decision explains each place, found page by page', async () => {
    await logIn(page, shop.url, 'viewer', 'decisions');
    const first = page.getByRole('row').nth(1).getByRole('link');
    const newest = await first.getAttribute('href');
    await page.getByRole('link', { name: 'Older' }).click();
    await page.getByRole('link', { name: 'Newest' }).waitFor();
    expect(await first.getAttribute('href')).not.toBe(newest);
    await page.getByRole('link', { name: 'Newest' }).click();
    await page.getByLabel('Point').selectOption('home.featured');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/point=home\.featured/);
    await row('price').waitFor({ state: 'detached' });
    await row('Policy').first().getByRole('link').click();
    await heading('Decision').waitFor();
    const place = page.getByRole('listitem').filter({ hasText: 'with probability' }).first();
    expect(await place.textContent()).toMatch(/shown .*with probability [01]\.\d+.*Believed now/s);
    await place.locator('summary').click();
    await page.getByRole('table', { name: 'Largest parts of the belief' }).first().waitFor();
  });

  it('a decision tells what came of it, with its revisions, and what it chose from', async () => {
    await logIn(page, shop.url, 'viewer');
    const { decisions } = await merchant<{ decisions: { nodes: { id: string; source: string }[] } }>(
      '{ decisions(first: 200, point: "home.featured") { nodes { id source } } }',
    );
    const fields = decisions.nodes
      .slice(0, 90)
      .map(({ id }, i) => `d${i}: decisionOutcome(decision: "${id}") { places { seen } }`);
    const outcomes = await merchant<Record<string, { places: { seen: string[] }[] }>>(
      `{ ${fields.join(' ')} }`,
    );
    const clicked = decisions.nodes.find(
      ({ source }, i) =>
        source === 'policy' && outcomes[`d${i}`]?.places.some(({ seen }) => seen.includes('click')),
    );
    await page.goto(`${shop.url}/admin/decisions/${clicked?.id}`);
    const came = page.getByRole('table', { name: 'What came of it' });
    await came.getByRole('row').filter({ hasText: 'seen, clicked' }).first().waitFor();
    await page.locator('summary').filter({ hasText: 'Revisions' }).click();
    const revisions = page.getByRole('table', { name: 'Revisions' });
    expect(await revisions.getByRole('row').count()).toBeGreaterThan(1);
    const candidates = page.getByRole('table', { name: 'What it chose from' }).getByRole('row');
    expect(await candidates.count()).toBe(13);
    expect(await candidates.filter({ hasText: '%' }).count()).toBe(4);
    const heads = await candidates.first().getByRole('columnheader').allTextContents();
    expect(heads).toEqual(expect.arrayContaining(['Candidate', 'Place', 'Probability', 'popular', 'new']));
  });

  it('an article shows its prices within its bounds, what was sold, and where it was shown', async () => {
    await logIn(page, shop.url, 'viewer', 'articles');
    await page.getByLabel('Find an article').fill('moon');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('link', { name: 'Paper moon' }).click();
    await heading('Paper moon').waitFor();
    await page.getByRole('img', { name: /Price over time/ }).waitFor();
    await expect.poll(() => page.getByText('€17.00').count()).toBeGreaterThan(0);
    await page
      .getByRole('table', { name: 'Where it was shown' })
      .getByRole('link', { name: 'home.featured' })
      .waitFor();

    const lamp = 'brass-reading-lamp';
    await page.goto(`${shop.url}/admin/articles/${lamp}`);
    await page.getByRole('img', { name: /Pieces sold by day/ }).waitFor();
    const rows = page.getByRole('table', { name: 'Sold', exact: true }).locator('tbody tr');
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)),
    );
    const orders = (await shop.armoire.storage.events.read('lamps', 0, 10_000)).flatMap((event) =>
      event.kind === 'purchase' ? event.lines.filter(({ product }) => product === lamp) : [],
    );
    const numbers = (column: number) => cells.map((row) => Number(row[column]?.replace(/[^\d.]/g, '')));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(orders.length).toBeGreaterThan(3);
    expect(sum(numbers(0))).toBe(sum(orders.map(({ quantity }) => quantity)));
    const paid = sum(orders.map(({ quantity, unitPrice }) => quantity * unitPrice.amount));
    expect(Math.round(100 * sum(numbers(1)))).toBe(paid);
  });

  it('looks again by itself: a new decision appears, unless it is paused', async () => {
    await logIn(page, shop.url, 'viewer', 'decisions?point=product.related');
    await page.getByText('No decisions').waitFor();
    await shelf();
    await row('product.related').waitFor();
    await page.getByRole('button', { name: 'Live' }).click();
    await page.getByRole('button', { name: 'Paused' }).waitFor();
  });
});

describe('what the merchant changes', () => {
  it('a rule of a market is tried out where it counts, and where it does not', async () => {
    await logIn(page, shop.url, 'editor', 'rules');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const form = page.getByRole('dialog', { name: 'New rule' });
    const fits = (label: string) =>
      form.getByLabel(label).evaluate((input: HTMLInputElement) => input.validity.valid);
    await form.getByLabel('Effect').selectOption('age');
    await form.getByLabel('Years').fill('121');
    expect(await fits('Years')).toBe(false);
    await form.getByLabel('Effect').selectOption('at_most');
    await form.getByLabel('How many').fill('0');
    expect(await fits('How many')).toBe(true);
    await form.getByLabel('Effect').selectOption('exclude');
    await form.getByLabel('Name').fill('not-in-germany');
    await form.getByLabel('Articles', { exact: true }).first().fill('paper-moon');
    await form.getByText('Where and when').first().click();
    await form.getByLabel('Markets').fill('DE');
    await form.getByLabel('Channels').fill('app');
    await form.getByRole('button', { name: 'Take over' }).click();

    await page.getByLabel('Shelf').selectOption('product.related');
    const moon = page
      .getByRole('table', { name: 'Chance to stand on the shelf' })
      .getByRole('row')
      .filter({ hasText: 'Paper moon' });
    const tried = async (market: string, channel: string) => {
      await page.getByLabel('Market of the page').fill(market);
      await page.getByLabel('Channel of the page').fill(channel);
      const answer = page.waitForResponse(
        (each) => each.request().postData()?.includes('previewRules') === true,
      );
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await answer;
    };
    await tried('DE', 'app');
    await expect.poll(() => moon.textContent()).toContain('not-in-germany');
    expect(await moon.textContent()).toContain('kept off');
    await tried('DE', 'web');
    await expect.poll(() => moon.textContent()).not.toContain('not-in-germany');
    await tried('AT', 'app');
    await expect.poll(() => moon.textContent()).not.toContain('kept off');
  });

  it('a rule is tried out, saved with a reason, works on the shelf, and is taken back', async () => {
    expect(await shelf()).toContain('paper-moon');
    await logIn(page, shop.url, 'editor', 'rules');
    await page.getByText('No rules yet').first().waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const form = page.getByRole('dialog', { name: 'New rule' });
    await form.getByLabel('Effect').selectOption('exclude');
    await form.getByLabel('Name').fill('no-moons');
    await form.getByLabel('Articles', { exact: true }).first().fill('paper-moon, oak-floor-lamp');
    await form.getByRole('button', { name: 'Take over' }).click();
    await page.getByText('Not saved yet').waitFor();
    expect(await shelf()).toContain('paper-moon');

    await page.getByLabel('Shelf').selectOption('product.related');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const preview = page.getByRole('table', { name: 'Chance to stand on the shelf' });
    expect(await preview.getByRole('row').filter({ hasText: 'Paper moon' }).textContent()).toContain(
      'no-moons',
    );

    await page.getByRole('button', { name: 'Save the rules' }).click();
    const saving = page.getByRole('dialog', { name: 'Save the rules' });
    await saving.getByLabel('Reason').fill('out of season');
    await saving.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Version 1 is at work.').waitFor();
    const shown = await shelf();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown).not.toContain('paper-moon');
    await page.getByRole('table', { name: 'History' }).getByText('out of season').waitFor();

    await page.getByRole('button', { name: 'Remove the rule no-moons' }).click();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await saving.getByLabel('Reason').fill('in season again');
    await saving.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Version 2 is at work.').waitFor();
    expect(await shelf()).toContain('paper-moon');

    await page.getByRole('button', { name: 'Put version 1 to work again' }).click();
    const revert = page.getByRole('dialog');
    await revert.getByLabel('Reason').fill('once more');
    await revert.getByRole('button', { name: 'Put to work again' }).click();
    await page.getByText('Version 3 is at work.').waitFor();
    expect(await shelf()).not.toContain('paper-moon');
  });

  it('a price is taken back', async () => {
    await logIn(page, shop.url, 'editor', 'prices');
    const undo = page.getByRole('button', { name: /^Undo the price of/ }).first();
    const what = ((await undo.getAttribute('aria-label')) ?? '').replace('Undo the price of ', '');
    await undo.click();
    await page.getByText(`The price of ${what} before it holds`).waitFor();
    const { audit } = await merchant<{
      audit: { nodes: { action: string; subject: string; actor: string }[] };
    }>('{ audit(first: 1) { nodes { action subject actor } } }');
    expect(audit.nodes).toEqual([{ action: 'price.undo', subject: what, actor: emailOf('editor') }]);
  });

  it('the kill switch asks for a reason, holds at once, and is turned back', async () => {
    const quote = '{ price(product: "paper-moon") { price { amount } regular { amount } decision } }';
    await logIn(page, shop.url, 'editor', 'prices');
    await page.getByRole('button', { name: 'Turn all price choice off' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Turn all price choice off' }).click();
    expect(await merchant('{ killSwitch }')).toEqual({ killSwitch: false });
    await dialog.getByLabel('Reason').fill('the newspaper called');
    await dialog.getByRole('button', { name: 'Turn all price choice off' }).click();
    await page.getByText('The switch is on').waitFor();
    expect(await shop.shopper(quote)).toEqual({
      price: { price: { amount: 2000 }, regular: { amount: 2000 }, decision: null },
    });
    await menu('Overview').click();
    await page.getByText('The kill switch is on').waitFor();
    await menu('Prices').click();
    await page.getByRole('button', { name: 'Let Armoire choose prices again' }).click();
    await dialog.getByLabel('Reason').fill('all is well');
    await dialog.getByRole('button', { name: 'Let Armoire choose prices again' }).click();
    await page.getByText('Armoire chooses prices').waitFor();
    expect(await merchant('{ killSwitch }')).toEqual({ killSwitch: false });
  });
});

describe('an owner', () => {
  it('makes a key that is shown once and opens the door, and revokes it', async () => {
    await logIn(page, shop.url, 'owner', 'access');
    await page.getByText('New key', { exact: true }).click();
    await page.getByLabel('Name').fill('erp');
    await page.getByLabel('decisions:read').check();
    await page.getByRole('button', { name: 'Create' }).click();
    const dialog = page.getByRole('dialog', { name: 'New key' });
    const key = (await dialog.locator('code').textContent()) ?? '';
    const points = () =>
      fetch(`${shop.url}/admin/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query: '{ points { id } }' }),
      });
    expect((await points()).status).toBe(200);
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('button', { name: 'Revoke the key erp' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row('erp').getByText('revoked').waitFor();
    expect((await points()).status).toBe(401);
  });

  it('adds a user, gives another role, and removes them', async () => {
    await logIn(page, shop.url, 'owner', 'access');
    await page.getByText('New user', { exact: true }).click();
    await page.getByLabel('Email').fill('new@lamps.example');
    await page.getByLabel('Password', { exact: true }).fill('another long password');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByLabel('Role of new@lamps.example').selectOption('editor');
    const roleOf = async () => {
      const { users } = await merchant<{ users: { email: string; role: string }[] }>(
        '{ users { email role } }',
      );
      return users.find(({ email }) => email === 'new@lamps.example')?.role;
    };
    await expect.poll(roleOf).toBe('editor');
    await page.getByRole('button', { name: 'Remove new@lamps.example' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await row('new@lamps.example').waitFor({ state: 'detached' });
    expect(await roleOf()).toBeUndefined();
  });

  it('hands out what is held of a person, and erases them', async () => {
    await logIn(page, shop.url, 'owner', 'people');
    await page.getByLabel('Id', { exact: true }).fill('shopper-7');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByRole('heading', { name: 'What is held' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export everything' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('person.jsonl');
    await page.getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('asked by letter');
    await dialog.getByRole('button', { name: 'Erase' }).click();
    await page.getByText(/^Erased: \d+ events/).waitFor();
    await page.getByText('Nothing is held of this id').waitFor();
  });
});

describe('the way it speaks', () => {
  it.each([
    ['de', 'Überblick', 'Entscheidungen'],
    ['zh', '概览', '决策'],
  ])('%s', async (language, overview, decisions) => {
    await logIn(page, shop.url, 'viewer');
    await page.getByLabel('Language').selectOption(language);
    await heading(overview).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.reload();
    await heading(overview).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: decisions, exact: true }).click();
    await heading(decisions).waitFor();
  });

  it('starts where a system calls its language by what is no tag', async () => {
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true });
      Object.defineProperty(navigator, 'languages', { value: ['en-US@posix', 'xx'] });
    });
    await logIn(page, shop.url, 'viewer', 'points');
    await row('home.featured').waitFor();
  });

  it('says when the server is away, keeps what it had, and goes on when it is back', async () => {
    await logIn(page, shop.url, 'viewer', 'points');
    await row('home.featured').waitFor();
    await context.setOffline(true);
    await page.getByText('The server does not answer.').waitFor();
    expect(await row('home.featured').count()).toBe(1);
    await context.setOffline(false);
    await page.getByText('The server does not answer.').waitFor({ state: 'detached' });
  });
});
