import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../../..');

/** The demo shop as `npm start` opens it, on a free port and a database of its own. */
export interface RunningShop {
  readonly url: string;
  /** Asks the merchant's GraphQL endpoint, by the secret key of this start. */
  merchant<T>(query: string, variables?: object): Promise<T>;
  /** Asks the shopper's, as a page would. */
  shopper<T>(query: string, variables?: object): Promise<T>;
  /** Sends the signal of a service manager, and answers with the exit code. */
  stop(): Promise<number | null>;
}

interface Keys {
  readonly keys: Readonly<Record<string, { readonly public: string; readonly secret: string }>>;
}

/** What the shop says when it is open. */
const opened = /The shop\s+(http:\S+)/;

/** Starts the real program; resolves when it says where it is. */
export async function startShop(env: Readonly<Record<string, string>> = {}): Promise<RunningShop> {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-shop-'));
  const database = join(folder, 'shop.sqlite');
  const program = spawn(
    process.execPath,
    ['--conditions=armoire-source', resolve(root, 'examples/storefront/src/main.ts')],
    {
      cwd: root,
      // Whoever tests the shop is alone in it, and never in a holdout, unless a test says otherwise.
      env: {
        ...process.env,
        PORT: '0',
        ARMOIRE_DATABASE_URL: `sqlite:${database}`,
        STOREFRONT_SHOPPERS: 'off',
        STOREFRONT_HOLDOUT: '0',
        // On a loaded machine a page needs more than a shopper would give it.
        STOREFRONT_PATIENCE: '25000',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<number | null>((done) => program.once('exit', done));
  const url = await new Promise<string>((done, fail) => {
    let said = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = opened.exec(said)?.[1];
        if (found !== undefined) done(found);
      });
    }
    void ended.then((code) => fail(new Error(`The shop ended with ${code}:\n${said}`)));
  });
  const { keys } = JSON.parse(readFileSync(`${database}.secrets.json`, 'utf8')) as Keys;
  const [key] = Object.values(keys);

  async function ask<T>(path: string, headers: Record<string, string>, query: string, variables?: object) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  return {
    url,
    merchant: (query, variables) =>
      ask('/admin/graphql', { authorization: `Bearer ${key?.secret}` }, query, variables),
    shopper: (query, variables) => ask('/graphql', { 'x-armoire-key': key?.public ?? '' }, query, variables),
    async stop() {
      program.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** What a page complained of, and whom it asked. */
export interface Watch {
  readonly complaints: readonly string[];
  readonly strangers: readonly string[];
}

/** Notes errors, warnings and requests to other origins. */
export function watch(page: Page, origin: string): Watch {
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      strangers.push(request.url());
  });
  return { complaints, strangers };
}

/**
 * Waits until the first shelf of the page was filled by the server, and names its products. A decision that misses its
 * deadline leaves what the page has by itself, as it should: then the page is opened again.
 */
export async function filledShelf(page: Page): Promise<string[]> {
  const links = page.locator('armoire-shelf [part~=link]');
  for (let left = 2; left > 0; left--) {
    const filled = await links
      .first()
      .waitFor({ timeout: 8000 })
      .then(
        () => true,
        () => false,
      );
    if (filled) break;
    await page.reload();
  }
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.replace('/p/', '') ?? ''));
}

/** Answers the question for consent. */
export async function answerConsent(context: BrowserContext, url: string, yes: boolean): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  const answer = page.getByRole('button', { name: yes ? 'Yes, remember' : 'No, thanks' });
  // The page comes again under the same address, with the answer in a cookie. It is waited for whole: a page that is
  // closed on its way may never be told to be closed.
  await Promise.all([page.waitForEvent('load'), answer.click()]);
  await page.close();
}

/** Where the tests' orders go. */
export const address = {
  name: 'Ada Example',
  email: 'ada@example.org',
  street: 'Beispielweg 1',
  postcode: '10115',
  town: 'Berlin',
} as const;

/** Fills in the checkout. */
export async function fillAddress(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(address)) await page.locator(`#${name}`).fill(value);
}

/** Sums up the layout shifts of a page so far, those that no input explains. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
            if (!shift.hadRecentInput) sum += shift.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 200);
      }),
  );
}
