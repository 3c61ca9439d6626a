import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeProduct } from './armoire.ts';
import { createStage, pause } from './stage.ts';

const stage = createStage();

describe('a shelf in a page of another origin', () => {
  it('shows the products, and asks for all shelves in document order in one request', async () => {
    await stage.open(`
      <armoire-shelf id="b" point="product.related" product="x1" count="4" heading="Goes with it"></armoire-shelf>
      <armoire-shelf point="product.bought" product="x1" count="3"></armoire-shelf>
      <armoire-shelf point="home.trending"></armoire-shelf>
      <armoire-price product="x1"></armoire-price><armoire-price product="x2"></armoire-price>`);
    await expect.poll(() => stage.cards('#b').count()).toBe(4);
    expect(await stage.page.getByRole('heading', { name: 'Goes with it' }).isVisible()).toBe(true);
    const list = stage.page.getByRole('list', { name: 'Goes with it' });
    expect(await list.getByRole('listitem').count()).toBe(4);
    expect(await list.getByRole('link').first().getAttribute('href')).toBe('/products/p0');
    expect(stage.armoire.asked).toHaveLength(1);
    expect(stage.armoire.asked[0]).toMatchObject([
      {
        field: 'page',
        args: {
          shelves: [
            { point: 'product.related', count: 4 },
            { point: 'product.bought', count: 3 },
          ],
          situation: { product: 'x1' },
        },
      },
      { field: 'page', args: { shelves: [{ point: 'home.trending' }] } },
      { field: 'prices', args: { products: ['x1', 'x2'] } },
    ]);
  });

  it('asks for the prices of its cards again when they have run out, and leaves everything else alone', async () => {
    const { behaviour } = stage.armoire;
    let amount = 1500;
    behaviour.charged = () => ({ price: { amount, currency: 'EUR' } });
    behaviour.quote = () => ({
      price: { amount, currency: 'EUR' },
      until: new Date(Date.now() + 90_000).toISOString(),
    });
    await stage.page.clock.install();
    await stage.open(`
      <armoire-shelf id="a" point="home.trending" count="3"></armoire-shelf>
      <armoire-shelf id="b" point="home.new" count="2"></armoire-shelf>`);
    await stage.page.clock.runFor(100);
    await expect.poll(() => stage.cards('#a').count()).toBe(3);
    const prices = () => stage.page.locator('#a [part=current]').allTextContents();
    expect(await prices()).toEqual(Array(3).fill('€15.00'));
    const first = await stage.cards('#a').first().elementHandle();
    await first?.focus();
    amount = 1400;
    // One request for both shelves; what both show is asked for once. A question sets a time limit, which must not be run over before its answer can come.
    for (const time of [2, 3]) {
      await stage.page.clock.fastForward(95_000);
      await expect.poll(() => stage.armoire.asked.length).toBe(time);
      expect(
        stage.armoire.asked.at(-1)?.map(({ field, args }) => [field, args.product, args.variant]),
      ).toEqual(['p0', 'p1', 'p2'].map((id) => ['price', id, `${id}-1`]));
    }
    await expect.poll(prices).toEqual(Array(3).fill('€14.00'));
    expect(await first?.evaluate((link) => (link.getRootNode() as ShadowRoot).activeElement === link)).toBe(
      true,
    );
  });

  it('works under a strict content security policy', async () => {
    const problems: string[] = [];
    stage.page.on('console', (message) => problems.push(message.text()));
    await stage.open('<armoire-shelf point="home" count="3"></armoire-shelf>', {
      head: '<link rel="icon" href="data:,">',
      policy: `default-src 'none'; script-src ${stage.armoire.url}; connect-src ${stage.armoire.url}; img-src 'self' data:; style-src 'none'`,
    });
    await expect.poll(() => stage.cards().count()).toBe(3);
    const width = await stage.page
      .locator('armoire-shelf [part~=media]')
      .first()
      .evaluate((box) => box.clientWidth);
    expect(width).toBe(176);
    // The page's own inline style is refused, as it should be; nothing of the widget's is.
    expect(problems.filter((text) => !text.includes('inline style'))).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('asks again when its question changes, and only then', async () => {
    await stage.open('<armoire-shelf point="home" count="3"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(3);
    await stage.page.locator('armoire-shelf').evaluate((shelf) => shelf.setAttribute('heading', 'Another'));
    expect(await stage.page.getByRole('heading', { name: 'Another' }).count()).toBe(1);
    await stage.page.locator('armoire-shelf').evaluate((shelf) => shelf.setAttribute('count', '2'));
    await expect.poll(() => stage.cards().count()).toBe(2);
    await stage.page.locator('armoire-shelf').evaluate((shelf) => document.body.append(shelf));
    await pause(200);
    expect(stage.armoire.asked).toHaveLength(2);
  });

  it('lets the keyboard reach every card', async () => {
    await stage.open('<armoire-shelf point="home" count="3"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(3);
    const reached: (string | null | undefined)[] = [];
    for (let step = 0; step < 3; step++) {
      await stage.page.keyboard.press('Tab');
      reached.push(
        await stage.page.evaluate(() =>
          document.activeElement?.shadowRoot?.activeElement?.getAttribute('href'),
        ),
      );
    }
    expect(reached).toEqual(['/products/p0', '/products/p1', '/products/p2']);
  });
});

describe('hostile catalogues', () => {
  it('shows markup as text and drops addresses that run code', async () => {
    const attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
    const urls = [
      'javascript:window.hit=1',
      ' java\nscript:window.hit=1',
      'data:text/html,<script>1</script>',
    ];
    stage.armoire.behaviour.products = () => [
      ...urls.map((url, index) =>
        fakeProduct(`x${index}`, { title: attack, url, images: [{ url, alt: attack }] }),
      ),
      fakeProduct('ok', { url: 'https://shop.example/ok' }),
    ];
    await stage.open(`<armoire-shelf point="home" heading='${attack.replaceAll("'", '')}'></armoire-shelf>`);
    await expect.poll(() => stage.cards().count()).toBe(4);
    expect(
      await stage.cards().evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual([null, null, null, 'https://shop.example/ok']);
    expect(await stage.page.locator('armoire-shelf img, armoire-shelf script').count()).toBe(0);
    expect(await stage.page.locator('armoire-shelf [part~=title]').first().textContent()).toBe(attack);
    await stage.cards().first().click();
    expect(await stage.page.evaluate('window.hit')).toBeUndefined();
  });
});

describe('languages', () => {
  const many = () => [
    fakeProduct('p', {
      variants: [
        {
          id: 'a',
          price: { amount: 249900, currency: 'EUR' },
          compareAt: { amount: 299900, currency: 'EUR' },
          available: true,
        },
        { id: 'b', price: { amount: 299900, currency: 'EUR' }, available: true },
      ],
    }),
    fakeProduct('q', { variants: [{ id: 'a', price: { amount: 500, currency: 'JPY' }, available: false }] }),
  ];

  it.each([
    ['de-DE', 'Das könnte Ihnen gefallen', 'ab 2.499,00 €', 'Ausverkauft'],
    ['zh-CN', '猜你喜欢', '€2,499.00 起', '已售罄'],
    ['en-GB', 'You may also like', 'from €2,499.00', 'Sold out'],
    ['not_a_tag!', 'You may also like', 'from €2,499.00', 'Sold out'],
  ])('speaks %s', async (lang, heading, from, soldOut) => {
    stage.armoire.behaviour.products = many;
    await stage.open('<armoire-shelf point="home"></armoire-shelf>', { lang });
    await expect.poll(() => stage.cards().count()).toBe(2);
    expect(await stage.page.getByRole('heading').textContent()).toBe(heading);
    const price = stage.page.locator('armoire-shelf [part~=current]');
    expect((await price.first().textContent())?.replaceAll('\u00a0', ' ')).toBe(from);
    expect(await stage.page.locator('armoire-shelf [part~=sold-out]').textContent()).toBe(soldOut);
    expect(await stage.page.locator('armoire-shelf [part~=regular]').count()).toBe(1);
  });

  it('speaks further languages where their script was loaded', async () => {
    const file = '../../../packages/widget/src/languages.ts';
    const languages = await readFile(resolve(import.meta.dirname, file), 'utf8');
    stage.armoire.behaviour.products = many;
    await stage.open('<armoire-shelf point="home"></armoire-shelf>', {
      lang: 'fr-CA',
      head: `<script>${languages}</script>`,
    });
    await expect.poll(() => stage.cards().count()).toBe(2);
    expect(await stage.page.getByRole('heading').textContent()).toBe('Vous aimerez aussi');
    const price = stage.page.locator('armoire-shelf [part~=current]');
    expect((await price.first().textContent())?.replaceAll('\u00a0', ' ')).toBe('à partir de 2 499,00 €');
  });

  it('runs from right to left in a page that does', async () => {
    await stage.open('<armoire-shelf point="home" count="3"></armoire-shelf>', { lang: 'ar', dir: 'rtl' });
    await expect.poll(() => stage.cards().count()).toBe(3);
    const lefts = await stage
      .cards()
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().left));
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a));
    expect(lefts[0]).toBeGreaterThan(1000);
  });
});
