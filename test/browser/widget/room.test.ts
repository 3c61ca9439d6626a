import { describe, expect, it } from 'vitest';
import { fakeProduct } from './armoire.ts';
import { createStage, pause } from './stage.ts';

const stage = createStage();

describe('the fallback', () => {
  const fallback =
    '<armoire-shelf point="home"><p>Our bestsellers</p></armoire-shelf><p id="after">After</p>';
  const kept = () => stage.page.getByText('Our bestsellers').isVisible();

  it('is replaced by the answer', async () => {
    await stage.open(fallback);
    await expect.poll(() => stage.cards().count()).toBe(6);
    expect(await kept()).toBe(false);
  });

  it.each([
    ['answers with 500', { status: 500 }],
    ['has no items', { products: () => [] }],
    ['is slower than the timeout', { delay: 1500 }],
  ])('stays when the server %s', async (_, behaviour) => {
    Object.assign(stage.armoire.behaviour, behaviour);
    await stage.open(fallback, { attributes: 'data-timeout="300"' });
    const place = await stage.page.locator('#after').boundingBox();
    await pause(1000);
    expect(await kept()).toBe(true);
    expect(await stage.cards().count()).toBe(0);
    expect(await stage.page.locator('#after').boundingBox()).toEqual(place);
    await pause(800);
    expect(await kept()).toBe(true);
    expect(stage.armoire.bodies).toHaveLength(1);
  });

  it('stays when the server is away', async () => {
    await stage.open(fallback, { attributes: 'data-url="http://127.0.0.1:9"' });
    const failed = stage.page.evaluate(
      () =>
        new Promise((done) =>
          document.addEventListener('armoire:error', (event) =>
            done((event as CustomEvent).detail.error.code),
          ),
        ),
    );
    await stage.page.evaluate(() => document.querySelector('armoire-shelf')?.setAttribute('product', 'p'));
    expect(await failed).toBe('DEADLINE');
    expect(await kept()).toBe(true);
  });
});

describe('layout', () => {
  const shift = () =>
    stage.page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) => {
            let sum = 0;
            for (const entry of list.getEntries())
              sum += (entry as PerformanceEntry & { value: number }).value;
            done(sum);
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(0), 500);
        }),
    );
  const rest = '<p>Below</p><div style="height:300px;background:#ddd">More</div>';
  const tall = '<div style="height:500px">A tall fallback</div>';
  const low = '<div style="height:60px">A low fallback</div>';

  it.each([
    ['without a fallback', '', {}],
    ['with a low fallback', low, {}],
    ['with a tall fallback', tall, {}],
    [
      'with fewer items than places',
      '',
      { products: () => [fakeProduct('p', { images: [{ url: '/a.svg' }] })] },
    ],
    ['when nothing comes', '', { products: () => [] }],
    ['when the server fails, with a fallback', low, { status: 500 }],
  ])('does not shift %s', async (_, content, behaviour) => {
    Object.assign(stage.armoire.behaviour, { delay: 300 }, behaviour);
    await stage.open(`<h1>Shop</h1><armoire-shelf point="home" count="5">${content}</armoire-shelf>${rest}`);
    await pause(900);
    expect(await shift()).toBe(0);
  });

  it('would notice a shift', async () => {
    await stage.open(`<div id="grow"></div>${rest}`);
    await pause(300);
    await stage.page.evaluate(() => {
      (document.querySelector('#grow') as HTMLElement).style.height = '200px';
    });
    await pause(300);
    expect(await shift()).toBeGreaterThan(0);
  });
});
