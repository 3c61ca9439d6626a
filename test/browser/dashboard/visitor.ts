import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { emailOf, password, type Role } from './shop.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Logs in on the page of the login, and waits for the dashboard. */
export async function logIn(page: Page, url: string, role: Role, path = ''): Promise<void> {
  await page.goto(`${url}/admin/${path}`);
  await page.getByLabel('Email').fill(emailOf(role));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  // Where there is little room the menu is folded away.
  await page.locator('#menu').waitFor({ state: 'attached' });
}

/** What axe finds serious or critical, each with where it is. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes: [node] }) => `${id}: ${node?.html} ${node?.failureSummary}`);
  });
}
