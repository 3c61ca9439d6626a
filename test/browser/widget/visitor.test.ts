import { describe, expect, it } from 'vitest';
import { pause, useStage } from './stage.ts';

const stage = useStage();

describe('impressions and clicks', () => {
  it('counts an impression after a second at half the area, once', async () => {
    await stage.open(`<div style="height:1000px"></div><armoire-shelf point="home" count="2"></armoire-shelf>
      <div style="height:2000px"></div>`);
    await expect.poll(() => stage.cards().count()).toBe(2);
    const top = await stage.page
      .locator('armoire-shelf li')
      .first()
      .evaluate((li) => li.getBoundingClientRect().top);
    const height = await stage.page
      .locator('armoire-shelf li')
      .first()
      .evaluate((li) => li.clientHeight);
    const scroll = (share: number) =>
      stage.page.evaluate(
        (y) => window.scrollTo({ top: y, behavior: 'instant' }),
        top - 800 + height * share,
      );
    await scroll(0.4);
    await pause(1300);
    await scroll(0.6);
    await pause(500);
    await scroll(0.4);
    await pause(700);
    await stage.flushed();
    await pause(200);
    expect(stage.armoire.events).toEqual([]);
    await scroll(0.6);
    await pause(1300);
    await scroll(0);
    await scroll(1);
    await pause(1300);
    await stage.flushed();
    await expect.poll(stage.kinds).toEqual(['impression', 'impression']);
    expect(stage.armoire.events.map((event) => 'product' in event && event.product)).toEqual(['p0', 'p1']);
    expect(stage.armoire.events[0]).toMatchObject({ token: 'token-1', at: expect.any(Number) });
    expect(stage.armoire.posts.map(({ type }) => type)).toEqual(['text/plain']);
  });

  it('does not count what a shopper cannot see because the page is hidden', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', {
      head: `<script>let hidden = true;
        Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
        function show() { hidden = false; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); }
      </script>`,
    });
    await expect.poll(() => stage.cards().count()).toBe(2);
    await pause(1300);
    await stage.flushed();
    await pause(100);
    expect(stage.armoire.events).toEqual([]);
    await stage.page.evaluate('show()');
    await pause(1200);
    await stage.flushed();
    await expect.poll(stage.kinds).toEqual(['impression', 'impression']);
  });

  it('sends a click by beacon when the page is left, with the token of its shelf', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>');
    await stage.page.evaluate(() =>
      document.addEventListener('armoire:click', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail);
      }),
    );
    await stage
      .cards()
      .nth(1)
      .click({ modifiers: ['Control'] });
    expect(JSON.parse(await stage.page.title())).toEqual({ kind: 'click', product: 'p1', token: 'token-1' });
    await stage.cards().nth(1).click();
    await expect.poll(() => stage.page.url()).toBe(`${stage.shop.url}/products/p1`);
    await expect.poll(stage.kinds).toEqual(['click', 'click']);
    expect(stage.armoire.events[1]).toMatchObject({ product: 'p1', token: 'token-1' });
    expect(stage.armoire.events[0]?.id).not.toBe(stage.armoire.events[1]?.id);
  });
});

describe('consent', () => {
  const stored = () =>
    stage.page.evaluate(() =>
      [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].join(''),
    );

  it('without it, nothing names the visitor', async () => {
    await stage.open(
      '<armoire-shelf point="home" count="2"></armoire-shelf><armoire-price product="p"></armoire-price>',
    );
    await stage
      .cards()
      .first()
      .click({ modifiers: ['Control'] });
    await pause(1300);
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.length).toBeGreaterThan(3);
    expect(await stored()).toBe('');
    expect(await stage.page.context().cookies()).toEqual([]);
    expect(stage.armoire.bodies.join()).not.toMatch(/visitor|shopper|session|customer/);
  });

  it('with it, a shopper and a session go along; withdrawing deletes them', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', {
      attributes: 'data-consent="granted"',
    });
    await stage
      .cards()
      .first()
      .click({ modifiers: ['Control'] });
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.length).toBe(1);
    const { shopper } = stage.armoire.events[0] ?? {};
    expect(shopper).toMatch(/^[\da-f-]{36}$/);
    expect(stage.armoire.asked[0]?.[0]?.args.visitor).toEqual({
      shopper,
      session: stage.armoire.events[0]?.session,
    });
    expect(await stored()).toBe('armoire.shopperarmoire.session');
    await stage.page.evaluate("Armoire.consent('denied')");
    expect(await stored()).toBe('');
    await stage
      .cards()
      .first()
      .click({ modifiers: ['Control'] });
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.length).toBe(2);
    expect(stage.armoire.events[1]).not.toHaveProperty('shopper');
  });

  it('works where storage throws', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', {
      attributes: 'data-consent="granted"',
      head: `<script>for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });</script>`,
    });
    await expect.poll(() => stage.cards().count()).toBe(2);
    expect(stage.armoire.asked[0]?.[0]?.args.visitor).toMatchObject({ shopper: expect.any(String) });
  });
});
