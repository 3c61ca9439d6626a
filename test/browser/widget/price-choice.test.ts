import { describe, expect, it } from 'vitest';
import { createStage, pause } from './stage.ts';

const stage = createStage();
const price = () => stage.page.locator('armoire-price [part~=current]');
const regular = () => stage.page.locator('armoire-price [part~=regular]');

describe('a price', () => {
  it('shows the regular price struck through when it is higher, and says so aloud', async () => {
    await stage.open('<p>Now <armoire-price product="x" variant="v">€ 19.99</armoire-price></p>');
    await expect.poll(() => price().textContent()).toBe('€17.99');
    expect(await regular().textContent()).toBe('Regular price €19.99');
    expect(await regular().evaluate((s) => s.localName)).toBe('s');
    expect(stage.armoire.asked[0]).toMatchObject([{ field: 'price', args: { product: 'x', variant: 'v' } }]);
  });

  it('shows one price when nothing was lowered', async () => {
    stage.armoire.behaviour.quote = () => ({ price: { amount: 1999, currency: 'EUR' } });
    await stage.open('<armoire-price product="x"></armoire-price>', { lang: 'de' });
    await expect.poll(() => price().textContent()).toBe('19,99\u00a0€');
    expect(await regular().count()).toBe(0);
  });

  it('keeps the price of the shop when the server fails, and moves nothing', async () => {
    stage.armoire.behaviour.status = 503;
    await stage.open('<p>Now <armoire-price product="x">19.99 EUR</armoire-price> <b>with tax</b></p>');
    const place = await stage.page.locator('b').boundingBox();
    await pause(300);
    expect(await stage.page.getByText('19.99 EUR').isVisible()).toBe(true);
    expect(await stage.page.locator('b').boundingBox()).toEqual(place);
  });

  it('counts an impression with product, variant and token', async () => {
    await stage.open('<armoire-price product="x"></armoire-price>');
    await expect.poll(() => price().count()).toBe(1);
    await pause(1200);
    await stage.flushed();
    await expect.poll(stage.kinds).toEqual(['impression']);
    expect(stage.armoire.events[0]).toMatchObject({ product: 'x', variant: 'x-1', token: 'token-1' });
  });

  it('is asked for again when it has run out', async () => {
    stage.armoire.behaviour.quote = () => ({ until: new Date(Date.now() + 90_000).toISOString() });
    await stage.page.clock.install();
    await stage.open(
      '<armoire-price product="x"></armoire-price><armoire-price product="y"></armoire-price>',
    );
    await stage.page.clock.runFor(100);
    await expect.poll(() => price().count()).toBe(2);
    await stage.page.clock.runFor(80_000);
    expect(stage.armoire.asked).toHaveLength(1);
    // Jumps rather than runs: running on would also fire the time limit of the question before its answer can come.
    await stage.page.clock.fastForward(15_000);
    await expect.poll(() => stage.armoire.asked.length).toBe(2);
    expect(stage.armoire.asked[1]).toMatchObject([{ args: { products: ['x', 'y'] } }]);
  });
});

const banners = `<armoire-choice point="home.banner">
  <p data-action="plain">Free shipping</p>
  <p data-action="sale">Sale</p>
  <template data-action="summer"><p>Summer <a href="#summer">See it</a></p></template>
</armoire-choice>`;

describe('a choice', () => {
  const visible = async () => {
    const texts = await stage.page.locator('armoire-choice p').all();
    const shown = await Promise.all(texts.map((text) => text.isVisible()));
    return Promise.all(texts.filter((_, index) => shown[index]).map((text) => text.textContent()));
  };

  it('shows the first until it is known what was chosen, and then that', async () => {
    stage.armoire.behaviour.action = 'sale';
    let answer = () => {};
    stage.armoire.behaviour.held = new Promise((done) => {
      answer = done;
    });
    await stage.open(banners);
    expect(await visible()).toEqual(['Free shipping']);
    answer();
    await expect.poll(visible).toEqual(['Sale']);
    await pause(1200);
    await stage.flushed();
    await expect.poll(stage.kinds).toEqual(['impression']);
    expect(stage.armoire.events[0]).toMatchObject({ action: 'sale', token: 'token-1' });
  });

  it('fills a template, and tells its clicks', async () => {
    stage.armoire.behaviour.action = 'summer';
    await stage.open(banners);
    await expect.poll(visible).toEqual(['Summer See it']);
    await stage.page.getByText('Summer').click({ position: { x: 2, y: 2 } });
    await stage.page.getByText('See it').click();
    await stage.flushed();
    await expect.poll(stage.kinds).toEqual(['click']);
    expect(stage.armoire.events[0]).toMatchObject({ action: 'summer', token: 'token-1' });
  });

  it.each([
    ['nothing was chosen', { action: null }],
    ['the page does not have what was chosen', { action: 'winter' }],
    ['the server fails', { status: 500 }],
  ])('stays with the first when %s', async (_, behaviour) => {
    Object.assign(stage.armoire.behaviour, behaviour);
    await stage.open(banners);
    await pause(1300);
    await stage.flushed();
    expect(await visible()).toEqual(['Free shipping']);
    expect(stage.armoire.events).toEqual([]);
  });
});
