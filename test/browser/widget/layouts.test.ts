import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { fakeProduct } from './armoire.ts';
import { createStage, pause } from './stage.ts';

const stage = createStage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const many = (count: number) => () =>
  Array.from({ length: count }, (_, index) =>
    fakeProduct(`p${index}`, {
      title: `Article ${index} with a name`,
      images: index % 2 ? [{ url: '/a.svg' }] : [],
    }),
  );
const list = () => stage.page.locator('armoire-shelf [part=list]');
const mover = (name: 'previous' | 'next') => stage.page.locator(`armoire-shelf [part=${name}]`);
const scrolled = () => list().evaluate(({ scrollLeft }) => Math.round(scrollLeft));

describe('a row', () => {
  const open = (given: Parameters<typeof stage.open>[1] = {}) => {
    stage.armoire.behaviour.products = many(12);
    return stage.open('<armoire-shelf point="home"></armoire-shelf><a href="#x">After</a>', given);
  };

  it('is moved by its buttons from one end to the other and back, to the edge of a card', async () => {
    await stage.page.emulateMedia({ reducedMotion: 'reduce' });
    await stage.page.setViewportSize({ width: 800, height: 800 });
    await open();
    await expect.poll(() => mover('next').isVisible()).toBe(true);
    expect(await mover('previous').getAttribute('aria-disabled')).toBe('true');
    await mover('next').click();
    await expect.poll(() => mover('previous').getAttribute('aria-disabled')).toBe('false');
    const left = await list().evaluate((ul) =>
      Math.min(
        ...[...ul.children].map((li) =>
          Math.abs(li.getBoundingClientRect().left - ul.getBoundingClientRect().left - 4),
        ),
      ),
    );
    expect(left).toBeLessThan(2);
    const press = (name: 'previous' | 'next') => mover(name).dispatchEvent('click');
    for (let presses = 0; presses < 5; presses++) await press('next');
    await expect.poll(() => mover('next').getAttribute('aria-disabled')).toBe('true');
    for (let presses = 0; presses < 6; presses++) await press('previous');
    await expect.poll(scrolled).toBe(0);
  });

  it('lets the keyboard use the buttons, reach every card, and leave', async () => {
    await open();
    await expect.poll(() => mover('next').isVisible()).toBe(true);
    const focused = () =>
      stage.page.evaluate(() => {
        const inside = document.activeElement?.shadowRoot?.activeElement;
        return (
          inside?.getAttribute('aria-label') ??
          inside?.getAttribute('href') ??
          document.activeElement?.textContent
        );
      });
    const reached: unknown[] = [];
    for (let step = 0; step < 15; step++) {
      await stage.page.keyboard.press('Tab');
      reached.push(await focused());
      if (reached.at(-1) === 'Next') {
        await stage.page.keyboard.press('Enter');
        await expect.poll(scrolled).toBeGreaterThan(0);
      }
    }
    const cards = Array.from({ length: 12 }, (_, index) => `/products/p${index}`);
    expect(reached).toEqual(['Previous', 'Next', ...cards, 'After']);
    expect(await stage.cards().last().isVisible()).toBe(true);
  });

  it('moves the other way where it is written from right to left', async () => {
    await open({ lang: 'ar', dir: 'rtl' });
    await expect.poll(() => mover('next').isVisible()).toBe(true);
    const place = async (name: 'previous' | 'next') => (await mover(name).boundingBox())?.x ?? 0;
    expect(await place('next')).toBeLessThan(await place('previous'));
    await mover('next').click();
    await expect.poll(scrolled).toBeLessThan(0);
    await mover('previous').click();
    await expect.poll(scrolled).toBe(0);
  });

  it('has no buttons where everything is seen, and gets them when the page becomes narrow', async () => {
    stage.armoire.behaviour.products = many(4);
    await stage.open('<armoire-shelf point="home"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(4);
    await expect.poll(() => mover('next').isVisible()).toBe(false);
    await stage.page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(() => mover('next').isVisible()).toBe(true);
  });

  it('scrolls at once, and nothing pulses, for those who want less motion', async () => {
    await stage.page.emulateMedia({ reducedMotion: 'reduce' });
    stage.armoire.behaviour.delay = 1500;
    await open();
    const ghost = stage.page.locator('armoire-shelf li [part=media]').first();
    await expect.poll(() => ghost.evaluate((place) => getComputedStyle(place).animationName)).toBe('none');
    expect(await list().evaluate((ul) => getComputedStyle(ul).scrollBehavior)).toBe('auto');
    await stage.page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await ghost.evaluate((place) => getComputedStyle(place).animationName)).toBe('pulse');
  });
});

describe('a grid', () => {
  it('takes the columns that fit, shows everything, and needs no buttons', async () => {
    stage.armoire.behaviour.products = many(8);
    await stage.open('<armoire-shelf point="home" layout="grid"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(8);
    const columns = () =>
      stage
        .cards()
        .evaluateAll((links) => new Set(links.map((link) => link.getBoundingClientRect().left)).size);
    expect(await columns()).toBe(6);
    expect(await mover('next').isVisible()).toBe(false);
    await stage.page.setViewportSize({ width: 390, height: 800 });
    expect(await columns()).toBe(2);
    expect(await stage.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  const shift = () =>
    stage.page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((entries) => {
            const shifts = entries.getEntries() as (PerformanceEntry & { value: number })[];
            done(shifts.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(0), 500);
        }),
    );

  it.each([
    ['without a fallback', ''],
    ['with a fallback', '<p>Our bestsellers</p>'],
  ])('does not shift %s, where its height is kept', async (_, fallback) => {
    Object.assign(stage.armoire.behaviour, { delay: 300, products: many(8) });
    await stage.open(
      `<armoire-shelf point="home" layout="grid" count="8">${fallback}</armoire-shelf><p>Below</p>`,
      { head: '<style>armoire-shelf{--armoire-shelf-height:40rem}</style>' },
    );
    await expect.poll(() => stage.cards().count()).toBe(8);
    await pause(300);
    expect(await shift()).toBe(0);
    expect(
      await stage.page.getByText('Below').evaluate((p) => p.getBoundingClientRect().top < innerHeight),
    ).toBe(true);
  });
});

describe('everybody', () => {
  const euros = (amount: number) => ({ amount, currency: 'EUR' });
  const page = `<main><h1>Shop</h1>
    <armoire-shelf point="home"></armoire-shelf>
    <armoire-shelf point="grid" layout="grid" heading="A grid"></armoire-shelf>
    <p>Now <armoire-price product="x">€19.99</armoire-price></p>
    <armoire-choice point="banner"><a data-action="sale" href="/sale">Up to a third off</a></armoire-choice></main>`;
  const fill = () => {
    const [first, ...others] = many(10)();
    const [variant] = first?.variants ?? [];
    Object.assign(stage.armoire.behaviour, {
      action: 'sale',
      products: () => [
        ...others,
        fakeProduct('sold', { variants: [{ ...variant, id: 's', price: euros(500), available: false }] }),
      ],
      charged: (product: string) => (product === 'p1' ? { price: euros(1799), regular: euros(1999) } : null),
    });
  };

  it.each([
    ['light', 1280, 'ltr', 'none'],
    ['dark', 1280, 'ltr', 'none'],
    ['light', 390, 'rtl', 'none'],
    ['light', 390, 'ltr', 'active'],
  ] as const)(
    'finds nothing serious: %s, %i wide, %s, forced colours %s',
    async (colorScheme, width, dir, forcedColors) => {
      fill();
      await stage.page.emulateMedia({ colorScheme, forcedColors });
      await stage.page.setViewportSize({ width, height: 800 });
      await stage.open(page, {
        dir,
        lang: dir === 'rtl' ? 'ar' : 'en',
        head: '<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark;background:Canvas}body{background:Canvas}</style>',
      });
      await expect.poll(() => stage.cards().count()).toBe(20);
      await expect.poll(() => stage.page.locator('armoire-price [part=current]').count()).toBe(1);
      await stage.page.evaluate(axe);
      const { violations, passes } = await stage.page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
        return await axe.run();
      });
      expect(passes.length).toBeGreaterThan(15);
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `${id} ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
          ),
      ).toEqual([]);
      const folder = process.env.ARMOIRE_SCREENSHOTS;
      if (folder)
        await stage.page.screenshot({
          path: `${folder}/${colorScheme}-${width}-${dir}-${forcedColors}.png`,
          fullPage: true,
        });
    },
  );
});

describe('what a card says of its price', () => {
  const euros = (amount: number) => ({ amount, currency: 'EUR' });

  it('is what is charged, with the regular price struck through when it is dearer', async () => {
    stage.armoire.behaviour.charged = (product) =>
      ({
        p0: { price: euros(1799), regular: euros(1999) },
        p1: { price: euros(2099), regular: euros(1999) },
      })[product] ?? null;
    await stage.open('<armoire-shelf point="home" count="3"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(3);
    expect(await stage.page.locator('armoire-shelf [part=price]').allTextContents()).toEqual([
      '€17.99Regular price €19.99',
      '€20.99',
      '€19.99',
    ]);
  });

  it("goes with the shelf's token and the variant that it is the price of", async () => {
    stage.armoire.behaviour.charged = (product) => (product === 'p0' ? { variant: 'blue' } : null);
    await stage.open('<armoire-shelf point="home" count="2"></armoire-shelf>');
    await expect.poll(() => stage.cards().count()).toBe(2);
    for (const card of await stage.cards().all()) await card.click({ modifiers: ['Control'] });
    await stage.flushed();
    const clicks = () => stage.armoire.events.filter(({ kind }) => kind === 'click');
    await expect.poll(() => clicks().length).toBe(2);
    const [first, second] = clicks();
    const token = first && 'token' in first ? first.token : undefined;
    expect(token).toMatch(/^token-/);
    expect(first).toMatchObject({ product: 'p0', variant: 'blue' });
    expect(second).toMatchObject({ product: 'p1', token });
    expect(second).not.toHaveProperty('variant');
    expect(stage.armoire.asked).toHaveLength(1);
  });
});
