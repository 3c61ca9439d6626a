import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launch } from '../launch.ts';
import { publicKey, startArmoire, startShop } from './armoire.ts';

export const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** What a shop writes into its style sheet, so that the place is kept before the script has come. */
const reserved = `armoire-shelf:not(:defined){display:flow-root;min-height:var(--armoire-shelf-height, calc(9rem + min(11rem, 38vw)))}`;

/** What a loaded machine needs; of an attribute that a test gives too, the first counts. */
const patient = 'data-timeout="25000"';

interface Opening {
  /** Further attributes of the script's tag. */
  readonly attributes?: string;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly head?: string;
  /** Content security policy. */
  readonly policy?: string;
}

/**
 * A browser, a shop and an Armoire on another origin for the tests of a file, and a new page for each test;
 * a test fails when the script broke the contract with the server.
 */
export function createStage() {
  let browser: Browser;
  const stage = {} as {
    armoire: Awaited<ReturnType<typeof startArmoire>>;
    shop: Awaited<ReturnType<typeof startShop>>;
    page: Page;
  };

  beforeAll(async () => {
    [browser, stage.armoire, stage.shop] = await Promise.all([launch(), startArmoire(), startShop()]);
  });
  afterAll(async () => {
    await browser?.close();
    stage.armoire?.close();
    stage.shop?.close();
  });
  beforeEach(async () => {
    stage.armoire.reset();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    stage.page = await context.newPage();
  });
  afterEach(async () => {
    await stage.page.context().close();
    expect(stage.armoire.faults).toEqual([]);
  });

  return Object.assign(stage, {
    /** Opens a page of the shop with the script of the other origin. */
    async open(body: string, given: Opening = {}): Promise<void> {
      const { attributes = '', lang = 'en', dir = 'ltr', head = '', policy = '' } = given;
      stage.shop.write(
        `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Shop</title>
         <style>${reserved}</style>${head}
         <script src="${stage.armoire.url}/armoire.js" data-key="${publicKey}" ${attributes} ${patient} defer></script></head>
         <body>${body}</body></html>`,
        policy,
      );
      await stage.page.goto(stage.shop.url);
    },
    cards: (shelf = 'armoire-shelf'): Locator => stage.page.locator(`${shelf} a`),
    /** Makes the page send what waits, as if it were left. */
    flushed: () => stage.page.evaluate(() => window.dispatchEvent(new Event('pagehide'))),
    kinds: () => stage.armoire.events.map(({ kind }) => kind),
  });
}
