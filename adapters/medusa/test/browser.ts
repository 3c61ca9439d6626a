import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import type { Installed } from './install.ts';
import type { Running } from './store.ts';

/** A browser of a single process ends when its first context is closed. */
const unwanted = /^--(?:disable-web-security|allow-running-insecure-content|single-process)$/;

/** Starts a headless Chromium; close it in `afterAll`. */
export async function launch(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((flag) => !unwanted.test(flag)), '--disable-background-networking'],
  });
}

/** Signs in on the login page of Medusa's admin. */
export async function logIn(page: Page, store: Running, { env }: Installed): Promise<void> {
  await page.goto(`${store.url}/app/login`);
  await page.locator('input[name=email]').fill(env.ADMIN_EMAIL ?? '');
  await page.locator('input[name=password]').fill(env.ADMIN_PASSWORD ?? '');
  await page.locator('button[type=submit]').click();
  await page.getByRole('link', { name: 'Armoire' }).waitFor();
}

/** Keeps a picture of the page, where ARMOIRE_SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.ARMOIRE_SCREENSHOTS;
  if (!folder) return;
  // The admin scrolls its own part of the page: the window has to hold all of it.
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ ...before, height: 2600 });
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.setViewportSize(before);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical within a part of the page, each with where it is. */
export async function seriousFindings(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(context: string): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run(selector);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes: [node] }) => `${id}: ${node?.html} ${node?.failureSummary}`);
  }, part);
}
