import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { renderToString } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { publicKey } from './armoire.ts';
import { page } from './react-page.ts';
import { createStage } from './stage.ts';

const stage = createStage();
let client: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./react-client.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['armoire-source'],
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  client = outputFiles[0]?.text ?? '';
});

/** The page as the shop's server renders it; with its script only when that is run. */
async function open(): Promise<void> {
  const props = { url: stage.armoire.url, apiKey: publicKey };
  stage.shop.write(
    `<!doctype html><html lang="en"><title>Shop</title><div id="root">${renderToString(page(props))}</div></html>`,
  );
  await stage.page.goto(stage.shop.url);
}

async function hydrate(): Promise<void> {
  const props = JSON.stringify({ url: stage.armoire.url, apiKey: publicKey });
  await stage.page.addScriptTag({ content: `window.armoirePage = ${props};` });
  await stage.page.addScriptTag({ content: client });
}

describe('the React components', () => {
  it('show what the server rendered before any script, and answers after', async () => {
    stage.armoire.behaviour.action = 'sale';
    await open();
    expect(await stage.page.getByText('Our bestsellers').isVisible()).toBe(true);
    expect(await stage.page.getByText('€19.99').isVisible()).toBe(true);
    const problems: string[] = [];
    stage.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    stage.page.on('pageerror', (error) => problems.push(error.message));
    await hydrate();
    await expect.poll(() => stage.cards().count()).toBe(3);
    expect(await stage.page.getByText('Our bestsellers').isVisible()).toBe(false);
    await expect.poll(() => stage.page.locator('armoire-price [part=current]').textContent()).toBe('€17.99');
    await expect.poll(() => stage.page.getByText('Up to a third off').isVisible()).toBe(true);
    expect(await stage.page.getByText('Free shipping').isVisible()).toBe(false);
    expect(await stage.page.locator('armoire-shelf').getAttribute('class')).toBe('wide');
    // One question, although development renders everything twice; and React found what it expected.
    expect(stage.armoire.asked).toHaveLength(1);
    expect(await stage.page.evaluate(() => window.problems)).toEqual([]);
    expect(problems.filter((text) => !text.includes('React DevTools') && !text.includes('favicon'))).toEqual(
      [],
    );
  });

  it('tell events by the handlers of the last rendering', async () => {
    stage.armoire.behaviour.action = 'sale';
    await open();
    await hydrate();
    await expect.poll(() => stage.cards().count()).toBe(3);
    await stage.page.locator('#other').click();
    await expect.poll(() => stage.armoire.asked.length).toBe(2);
    expect(stage.armoire.asked[1]?.[0]).toMatchObject({
      field: 'page',
      args: {
        shelves: [{ point: 'product.related', count: 3 }],
        situation: { product: 'x2', values: { market: 'DE' } },
      },
    });
    await stage
      .cards()
      .first()
      .click({ modifiers: ['Control'] });
    await stage.page.getByText('Up to a third off').click();
    const told = () => stage.page.evaluate(() => window.told);
    await expect.poll(async () => (await told()).map(({ what }) => what)).toContain('banner of x2');
    expect(await told()).toContainEqual({
      what: 'click of x2',
      detail: expect.objectContaining({ kind: 'click', product: 'p0', token: expect.any(String) }),
    });
    const whats = (await told()).map(({ what }) => what).filter((what) => !what.startsWith('shown'));
    expect(whats).toEqual(['ready of x1', 'ready of x2', 'click of x2', 'banner of x2']);
  });

  it('keep the children when there is no answer, and say why', async () => {
    stage.armoire.behaviour.status = 500;
    await open();
    await hydrate();
    const told = () => stage.page.evaluate(() => window.told.map(({ what }) => what));
    await expect.poll(told).toContain('error of x1');
    expect(await stage.page.getByText('Our bestsellers').isVisible()).toBe(true);
    expect(await stage.page.getByText('Free shipping').isVisible()).toBe(true);
  });
});
