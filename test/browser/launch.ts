import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Flags that the packed browser brings for serverless hosts: without the same-origin policy a test of it shows
 * nothing, and a browser of a single process ends when its first context is closed.
 */
const unwanted =
  /^--(disable-web-security|disable-site-isolation-trials|allow-running-insecure-content|single-process)$/;

/** Keeps the browser from talking to anybody but the test. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts a headless Chromium that enforces the same-origin policy; close it in `afterAll`. */
export async function launch(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((flag) => !unwanted.test(flag)), ...quiet],
  });
}
