import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launch } from '../launch.ts';
import { openTroubledShop, type TroubledShop } from './troubled-shop.ts';
import { logIn, seriousFindings } from './visitor.ts';

let browser: Browser;
let shop: TroubledShop;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [browser, shop] = await Promise.all([launch(), openTroubledShop()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page = await context.newPage();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await context.close();
});

interface Health {
  readonly ready: boolean;
  readonly node: string;
  readonly leads: boolean;
  readonly learned: number;
  readonly logged: number;
  readonly jobs: readonly {
    kind: string;
    key: string;
    status: string;
    attempt: number;
    reason: string | null;
  }[];
  readonly faults: readonly { point: string; code: string; count: number }[];
  readonly counts: readonly { name: string; count: number }[];
}

/** What the server says of itself at this moment. */
async function told(): Promise<Health> {
  const query = `{ health { ready node leads learned logged jobs { kind key status attempt reason }
    faults { point code count } counts { name count } } }`;
  const headers = { origin: shop.url };
  const answer = await page.request.post(`${shop.url}/admin/graphql`, { headers, data: { query } });
  return (await answer.json()).data.health;
}

/** What stands beside a name among the facts. */
const fact = (name: string) =>
  page
    .locator('dt')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('+ dd');
const rowsOf = async (table: string) => {
  const rows = await page.getByRole('table', { name: table }).locator('tbody tr').all();
  return await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
};
const write = (value: number) => value.toLocaleString('en-GB');

describe('the health of a shop in trouble', () => {
  it('says what waits and why, what failed where, and how far the learner is behind', async () => {
    const { events } = shop.armoire.storage;
    // Another node writes into a log that this one cannot read for the moment.
    vi.spyOn(events, 'read').mockRejectedValue(new Error('away'));
    const at = Date.now();
    const search = (id: string) => ({ id, kind: 'search', query: 'x', at, receivedAt: at }) as const;
    await events.append(
      'lamps',
      Array.from({ length: 1200 }, (_, i) => search(`e${i}`)),
    );
    await logIn(page, shop.url, 'viewer', 'health');
    await page.getByRole('table', { name: 'Jobs' }).waitFor();
    const { node, leads, learned, logged, jobs, faults, counts } = await told();
    expect(logged - learned).toBeGreaterThanOrEqual(1200);
    expect(await fact('Health').textContent()).toBe('Storage answers');
    const role = leads
      ? 'learns for the shop'
      : 'does not learn just now: nothing is new, or another node does';
    expect(await fact('This node').textContent()).toBe(`${node} ${role}`);
    expect(await fact('Events in the log').textContent()).toBe(write(logged));
    expect(await fact('Events learned').textContent()).toBe(write(learned));
    expect(await fact('Behind by').textContent()).toBe(write(logged - learned));

    expect(jobs).toContainEqual(
      expect.objectContaining({ kind: 'catalog.pull', status: 'waiting', reason: 'The platform is down' }),
    );
    expect((await rowsOf('Jobs')).map((cells) => cells.slice(0, 4))).toEqual(
      jobs.map(({ kind, key, status, attempt, reason }) => [
        ...[kind, key, reason === null ? status : `${status} ${reason}`, write(attempt)],
      ]),
    );
    expect(faults).toEqual([{ point: 'banner', code: 'INTERNAL', count: 3 }]);
    expect(await rowsOf('Faults')).toEqual([['banner', 'INTERNAL', '3']]);
    expect(counts).toContainEqual({ name: 'decisions.fallback', count: 3 });
    expect(await rowsOf('Counted since this node started')).toEqual(
      counts.map(({ name, count }) => [name, write(count)]),
    );
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('says that its storage does not answer, and that it does again', async () => {
    const away = vi.spyOn(shop.armoire.storage.events, 'head').mockRejectedValue(new Error('away'));
    await logIn(page, shop.url, 'viewer', 'health');
    await expect.poll(() => fact('Health').textContent()).toBe('Storage does not answer');
    expect(await told()).toMatchObject({ ready: false, jobs: [] });
    await page.getByText('No jobs wait').waitFor();
    // What this node knows by itself is told all the same.
    expect(await rowsOf('Faults')).toEqual([['banner', 'INTERNAL', '3']]);
    away.mockRestore();
    await page.reload();
    await expect.poll(() => fact('Health').textContent()).toBe('Storage answers');
    expect((await rowsOf('Jobs')).flat()).toContain('waiting The platform is down');
  });

  it('is up to date once it has learned what is in the log', async () => {
    await shop.armoire.shop().written();
    await shop.armoire.runDue();
    await shop.armoire.shop().settled();
    await logIn(page, shop.url, 'viewer', 'health');
    await expect.poll(() => fact('Behind by').textContent()).toBe('Up to date');
    const { learned, logged } = await told();
    expect(learned).toBe(logged);
    expect(await fact('Events learned').textContent()).toBe(write(logged));
  });
});
