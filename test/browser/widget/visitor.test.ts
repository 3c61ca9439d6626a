import { describe, expect, it } from 'vitest';
import { createStage, pause } from './stage.ts';

const stage = createStage();

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
    // Side by side they come into sight together, in whatever order the browser tells it.
    expect(stage.armoire.events.map((event) => 'product' in event && event.product).sort()).toEqual([
      'p0',
      'p1',
    ]);
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
    // On a loaded machine the cards may have been seen for a second meanwhile.
    const clicks = () => stage.armoire.events.filter(({ kind }) => kind === 'click');
    await expect.poll(() => clicks().length).toBe(2);
    expect(clicks()[1]).toMatchObject({ product: 'p1', token: 'token-1' });
    expect(clicks()[0]?.id).not.toBe(clicks()[1]?.id);
  });
});

describe('consent', () => {
  const granted = 'data-consent="granted"';
  const patient = `${granted} data-timeout="30000"`;
  /** Lets the server wait with its answers until it is called. */
  const hold = () => {
    let release = () => {};
    stage.armoire.behaviour.held = new Promise((done) => {
      release = done;
    });
    return () => release();
  };
  const token = () => stage.page.evaluate(() => localStorage.getItem('armoire.shopper'));
  const click = () =>
    stage
      .cards()
      .first()
      .click({ modifiers: ['Control'] });
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

  it('with it, a token comes, is kept, and goes along; withdrawing deletes it', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', { attributes: granted });
    await expect.poll(token).toBe('shopper-1');
    await click();
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.length).toBe(1);
    const [{ shopper, session } = {}] = stage.armoire.events;
    expect(shopper).toBe('shopper-1');
    expect(stage.armoire.asked[0]?.[0]?.args.visitor).toEqual({ session });
    expect(await stored()).toBe('armoire.shopperarmoire.session');
    await stage.page.reload();
    await expect.poll(() => stage.armoire.asked.length).toBe(2);
    expect(stage.armoire.asked[1]?.[0]?.args.visitor).toEqual({ shopper, session });
    await stage.page.evaluate("Armoire.consent('denied')");
    expect(await stored()).toBe('');
    await click();
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.length).toBe(2);
    expect(stage.armoire.events[1]).not.toHaveProperty('shopper');
    expect(await stage.page.context().cookies()).toEqual([]);
  });

  it('withdrawn while an answer is on its way, nothing of it is kept', async () => {
    const answer = hold();
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', { attributes: patient });
    await expect.poll(() => stage.armoire.bodies.length).toBe(1);
    await stage.page.evaluate("Armoire.consent('denied')");
    answer();
    await expect.poll(() => stage.cards().count()).toBe(2);
    expect(await stored()).toBe('');
  });

  it('a token that does not count any more is replaced by the one that the answer brings', async () => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', { attributes: granted });
    await expect.poll(token).toBe('shopper-1');
    stage.armoire.behaviour.counts = (each) => each !== 'shopper-1';
    await stage.page.reload();
    await expect.poll(token).toBe('shopper-2');
    await stage.page.reload();
    await expect.poll(() => stage.armoire.asked.length).toBe(3);
    expect(stage.armoire.asked[2]?.[0]?.args.visitor).toMatchObject({ shopper: 'shopper-2' });
  });

  it('a page that only tells events is given a token as well', async () => {
    await stage.open('', { attributes: granted });
    const tell = () => stage.page.evaluate("Armoire.track({ kind: 'view', product: 'p' })");
    await tell();
    await expect.poll(token).toBe('shopper-1');
    await tell();
    await stage.flushed();
    await expect
      .poll(() => stage.armoire.events.map(({ shopper }) => shopper))
      .toEqual([undefined, 'shopper-1']);
  });

  it('two tabs become one shopper', async () => {
    const answer = hold();
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', { attributes: patient });
    const other = await stage.page.context().newPage();
    try {
      await other.goto(stage.shop.url);
      await expect.poll(() => stage.armoire.bodies.length).toBe(2);
      answer();
      await expect.poll(() => stage.armoire.asked.length).toBe(2);
      expect(stage.armoire.asked.map(([first]) => first?.args.visitor)).toEqual([
        { session: expect.any(String) },
        { session: expect.any(String) },
      ]);
      const known = () =>
        Promise.all([stage.page, other].map((tab) => tab.evaluate<string>('Armoire.shopper()')));
      await expect
        .poll(async () => [...new Set(await known())])
        .toEqual([expect.stringMatching(/^shopper-/)]);
      const first = await token();
      for (const tab of [stage.page, other]) await tab.reload();
      await expect.poll(() => stage.armoire.asked.length).toBe(4);
      for (const [each] of stage.armoire.asked.slice(2))
        expect(each?.args.visitor).toMatchObject({ shopper: first });
      expect(await token()).toBe(first);
    } finally {
      await other.close();
    }
  });

  const blocked = `<script>for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });</script>`;
  const full = `<script>let text = 'x'.repeat(1 << 20);
    for (let i = 0; text.length > 0; i++)
      try { localStorage.setItem('shop' + i, text); } catch { text = text.slice(0, text.length >> 1); }</script>`;

  it.each([
    ['blocked', blocked],
    ['full', full],
  ])('works where the storage is %s: the token lives as long as the page', async (_, head) => {
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>', { attributes: granted, head });
    await expect.poll(() => stage.cards().count()).toBe(2);
    expect(await stage.page.evaluate('Armoire.shopper()')).toBe('shopper-1');
    await click();
    await stage.flushed();
    await expect.poll(() => stage.armoire.events.map(({ shopper }) => shopper)).toEqual(['shopper-1']);
  });
});
