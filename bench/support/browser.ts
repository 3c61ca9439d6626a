import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Flags of the packed browser for serverless hosts that a measurement does without: one process, no origins. */
const unwanted =
  /^--(disable-web-security|disable-site-isolation-trials|allow-running-insecure-content|single-process)$/;

/** Starts a headless Chromium as users have it, quiet; close it at the end. */
export async function openBrowser(): Promise<Browser> {
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((flag) => !unwanted.test(flag)),
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}
