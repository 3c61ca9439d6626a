import { type Decision, type NewEvent, seededRng } from '@armoire/core';
import type { CatalogChange, LoggedLine, Product } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShopSettings } from '../config/index.ts';
import { holidaysIn } from './holidays.ts';
import { fitAsText, fitPrices, priorFileOf } from './index.ts';

const day = 86_400_000;
const start = Date.UTC(2025, 0, 6);
// Only the id and the currency of a shop are looked at.
const shop = { id: 'lamps', currency: 'EUR' } as ShopSettings;
let storage: Storage;
let made = 0;

beforeEach(async () => {
  storage = await openStorage({ url: 'sqlite::memory:' });
});
afterEach(() => storage.close());

function article(id: string, category: string): Product {
  const price = { amount: 2000, currency: 'EUR' };
  const variants = [{ id: `${id}-v`, price }];
  return { id, title: id, status: 'active', categories: [category], variants, updatedAt: 1 };
}

async function show(...products: Product[]): Promise<void> {
  await storage.catalog.apply(
    shop.id,
    products.map((product) => ({ kind: 'upsert', product })),
  );
}

async function order(at: number, lines: readonly LoggedLine[], kind: 'purchase' | 'refund' = 'purchase') {
  const id = `e${made++}`;
  await storage.events.append(shop.id, [{ id, at, kind, order: id, lines, receivedAt: at }]);
}

function line(product: string, quantity: number, amount: number, currency = 'EUR'): LoggedLine {
  return { product, quantity, unitPrice: { amount, currency } };
}

/** A past that is written in one go. */
function past() {
  const changes: CatalogChange[] = [];
  const events: NewEvent[] = [];
  return {
    change(at: number, product: Product, more: object): void {
      const variants = product.variants.map((variant) => ({ ...variant, ...more }));
      changes.push({ kind: 'upsert', product: { ...product, variants, updatedAt: at } });
    },
    order(at: number, ...lines: readonly LoggedLine[]): void {
      const id = `e${made++}`;
      events.push({ id, at, kind: 'purchase', order: id, lines, receivedAt: at });
    },
    async write(): Promise<void> {
      for (let i = 0; i < changes.length; i += 500)
        await storage.catalog.apply(shop.id, changes.slice(i, i + 500));
      for (let i = 0; i < events.length; i += 500)
        await storage.events.append(shop.id, events.slice(i, i + 500));
    },
  };
}

function poisson(mean: number, rng: { next(): number }): number {
  let units = 0;
  for (let left = rng.next(); left > Math.exp(-mean); left *= rng.next()) units++;
  return units;
}

/** Half of what is sold at them is sold below the regular price at most. */
const usual = [0.8, 1, 1, 1, 1.2];

/** Sixty weeks of an article, whose price changes at random; weeks without a sale have no order. */
async function sell(product: string, elasticity: number, level: number): Promise<void> {
  const rng = seededRng(1, product);
  for (let week = 0; week < 60; week++) {
    const factor = [0.8, 0.9, 1, 1.1, 1.2][Math.floor(5 * rng.next())] as number;
    let units = 0;
    const mean = level * factor ** -elasticity;
    for (let product_ = rng.next(); product_ > Math.exp(-mean); product_ *= rng.next()) units++;
    if (units > 0)
      await order(start + week * 7 * day + day, [line(product, units, Math.round(2000 * factor))]);
  }
}

const fit = (more: Partial<Parameters<typeof fitPrices>[0]> = {}) =>
  fitPrices({ shop, storage, period: 7 * day, circumstances: {}, ...more });

describe('a fit to the orders of a shop', () => {
  it('finds elasticities with their intervals, by article and category', async () => {
    await show(article('desk', 'lamps'), article('floor', 'lamps'));
    await sell('desk', 2.5, 15);
    await sell('floor', 1.5, 15);
    const { articles, categories, orders, leftOut } = await fit();
    expect(leftOut).toEqual([]);
    expect(orders).toBeGreaterThan(100);
    for (const [product, truth] of [
      ['desk', 2.5],
      ['floor', 1.5],
    ] as const) {
      const { low = 9, high = 0 } = articles.find((each) => each.product === product)?.elasticity ?? {};
      expect(low).toBeLessThan(truth);
      expect(high).toBeGreaterThan(truth);
    }
    expect(categories).toMatchObject([{ category: 'lamps', articles: 2 }]);
  });

  it('counts weeks without an order as weeks in which nothing sold', async () => {
    await show(article('desk', 'lamps'));
    for (const [week, amount] of [2000, 1800, 1900, 2000, 1700, 2000, 1800, 2000].entries())
      await order(start + 3 * week * 7 * day, [line('desk', 3, amount)]);
    const { articles } = await fit();
    expect(articles[0]?.periods).toBe(22);
    expect(articles[0]?.level).toBeLessThan(2);
  });

  it('says what was left out, and why', async () => {
    await show(article('still', 'lamps'), article('new', 'lamps'), article('abroad', 'lamps'));
    for (let week = 0; week < 20; week++) await order(start + week * 7 * day, [line('still', 2, 2000)]);
    await order(start, [line('new', 40, 2000), line('lost', 1, 2000), line('abroad', 1, 2000, 'USD')]);
    await order(start, [line('still', 2, 500)], 'refund');
    const report = await fit();
    expect(report.leftOut).toEqual([
      { product: 'still', why: 'one price' },
      { product: 'new', why: 'few periods' },
      { product: 'lost', why: 'gone' },
      { product: 'abroad', why: 'other currency' },
    ]);
    const text = fitAsText(report);
    expect(text).toContain('No article says enough');
    expect(text).toContain('1 article: always sold at one price');
    expect(text).toContain('1 article: no longer in the catalogue');
  });

  it('looks at the span that it is given', async () => {
    await show(article('desk', 'lamps'));
    await sell('desk', 2, 10);
    const half = start + 30 * 7 * day;
    const [first, second, all] = [await fit({ until: half }), await fit({ since: half }), await fit()];
    expect(first.orders + second.orders).toBe(all.orders);
    expect(first.articles[0]?.periods).toBeLessThanOrEqual(30);
  });

  it('is a table for people', async () => {
    await show(article('desk', 'lamps'));
    await sell('desk', 2.5, 15);
    const text = fitAsText(await fit());
    expect(text).toMatch(/article +elasticity +95 % +a period +explained +scatter +curve/);
    expect(text).toMatch(/desk +\d\.\d\d +\d\.\d\d … \d\.\d\d/);
    expect(text).toMatch(/lamps +elasticity \d\.\d\d ± \d\.\d\d over 1 article/);
    const nothing = fitAsText(await fit({ since: start + 1000 * day }));
    expect(nothing).toContain('There are no orders');
  });
});

describe('what the catalogue says of the past', () => {
  const week = 7 * day;
  // Periods are counted from a Thursday.
  const first = start + 3 * day;
  const lamp = article('desk', 'lamps');

  it('has periods that sold out count for at least what they sold, and leaves out those without stock', async () => {
    const then = past();
    const rng = seededRng(3, 'stock');
    await show(lamp);
    for (let i = 0; i < 120; i++) {
      const at = first + i * week;
      const factor = usual[i % 5] as number;
      const wanted = poisson(12 * factor ** -2, rng);
      // Every third week nine pieces come in, and are gone by its middle or its end; every twentieth brings none.
      const empty = i % 20 === 19;
      const few = i % 3 === 0;
      then.change(at, lamp, { stock: empty ? 0 : few ? 9 : 99 });
      const sold = empty ? 0 : few ? Math.min(wanted, 9) : wanted;
      if (few && !empty && wanted >= 9) then.change(at + 5 * day, lamp, { stock: 0 });
      if (sold > 0) then.order(at + day, line('desk', sold, Math.round(2000 * factor)));
    }
    await then.write();
    const told = await fit();
    const level = told.articles[0]?.level ?? 0;
    expect(Math.abs(level / 12 - 1)).toBeLessThan(0.08);
    expect(told.periods.notOnSale).toBe(5);
    expect(told.periods.soldOut).toBeGreaterThan(20);
    expect(fitAsText(told)).toContain('5 periods left out: the article was not on sale.');
    // What becomes of it later changes nothing of the past.
    await show({ ...lamp, status: 'hidden', updatedAt: first + 1001 * week });
    expect((await fit()).articles[0]?.level).toBe(level);
  });

  it('is worse told by orders alone, and the report says of how many periods it does not know', async () => {
    const then = past();
    const rng = seededRng(3, 'stock');
    await show({ ...lamp, updatedAt: first + 60 * week });
    for (let i = 0; i < 90; i++) {
      const factor = usual[i % 5] as number;
      const sold = Math.min(poisson(12 * factor ** -2, rng), i % 3 === 0 ? 9 : 99);
      if (sold > 0) then.order(first + i * week + day, line('desk', sold, Math.round(2000 * factor)));
    }
    await then.write();
    const told = await fit({ circumstances: { promotion: true } });
    expect(told.articles[0]?.level).toBeLessThan(11.5);
    expect(told.periods).toMatchObject({ all: 90, unknown: 60 });
    expect(fitAsText(told)).toContain(
      "Of 60 periods of 90 the catalogue's log knows no stock, promotion: they lie before it.",
    );
  });

  it('moves the price of a quiet week with the own one', async () => {
    const then = past();
    await show(lamp);
    for (let i = 0; i < 40; i++) {
      const dear = i % 4 === 3;
      then.change(first + i * week, lamp, { price: { amount: dear ? 3000 : 2000, currency: 'EUR' } });
      if (!dear) then.order(first + i * week + day, line('desk', 4, 2000));
    }
    await then.write();
    // Nothing sells at the higher price, so no order has it.
    const { articles, leftOut } = await fit();
    expect(leftOut).toEqual([]);
    expect(articles[0]).toMatchObject({ prices: 2 });
    expect(articles[0]?.elasticity.low).toBeGreaterThan(1.5);
  });

  it("takes the merchant's own price of today for the regular one, and the share of it that was paid", async () => {
    const then = past();
    const rng = seededRng(4, 'today');
    const [coupon, tag] = [0.9, article('tagged', 'lamps')];
    for (let i = 0; i < 120; i++) {
      // Most is sold at the lower price, and today's is the higher one.
      const factor = i % 2 === 0 || i === 119 ? 1 : 0.8;
      for (const [each, paid] of [
        [lamp, 1],
        [tag, coupon],
      ] as const) {
        then.change(first + i * week, each, { price: { amount: 2000 * factor, currency: 'EUR' } });
        const units = poisson(15 * factor ** -2.5, rng);
        if (units > 0) then.order(first + i * week + day, line(each.id, units, 2000 * factor * paid));
      }
    }
    await then.write();
    const { articles } = await fit();
    for (const { level } of articles) expect(Math.abs(level / 15 - 1)).toBeLessThan(0.12);
    expect(articles.length).toBe(2);
  });

  it('does not count what was given away', async () => {
    await show(lamp, article('gift', 'lamps'));
    await sell('desk', 2, 15);
    const before = await fit();
    for (let i = 0; i < 50; i++) await order(first + i * week, [line('desk', 30, 0), line('gift', 1, 0)]);
    const after = await fit();
    expect(after.articles).toEqual(before.articles);
    expect(after.leftOut).toEqual([{ product: 'gift', why: 'given away' }]);
    expect(fitAsText(after)).toContain('1 article: only ever given away');
  });

  it('tells promotion, holidays, rivals and the other articles from the price, by category', async () => {
    const then = past();
    const rng = seededRng(5, 'circumstances');
    const ids = ['desk', 'floor', 'wall'];
    for (const id of ids) await show(article(id, 'lamps'));
    const german = { ...shop, place: { timeZone: 'Europe/Berlin', market: 'DE' } } as ShopSettings;
    const holidays = await holidaysIn(german, { from: first, to: first + 200 * week });
    expect(holidays(Date.UTC(2025, 11, 22), Date.UTC(2025, 11, 29))).toBeCloseTo(2 / 7, 9);
    for (let i = 0; i < 200; i++) {
      const at = first + i * week;
      const factors = ids.map(() => usual[Math.floor(5 * rng.next())] as number);
      for (const [k, id] of ids.entries()) {
        const promoted = rng.next() < 0.3;
        const rival = 0.8 + 0.4 * rng.next();
        const compareAt = promoted ? { compareAt: { amount: 2500, currency: 'EUR' } } : {};
        then.change(at, article(id, 'lamps'), {
          ...compareAt,
          rivalPrice: { amount: Math.round(2000 * rival), currency: 'EUR' },
        });
        const others = factors.filter((_, j) => j !== k).reduce((sum, each) => sum + Math.log(each) / 2, 0);
        const log =
          -2 * Math.log(factors[k] as number) +
          0.4 * Number(promoted) +
          0.4 * Math.log(rival) +
          0.4 * others +
          0.3 * holidays(at, at + week);
        const units = poisson(15 * Math.exp(log), rng);
        if (units > 0) then.order(at + day, line(id, units, Math.round(2000 * (factors[k] as number))));
      }
    }
    await then.write();
    const told = await fit({
      shop: german,
      circumstances: { holidays: true, promotion: true, rivals: true, others: true },
    });
    const [category] = told.categories;
    const truth = { holiday: 0.3, promotion: 0.4, rival: 0.4, others: 0.4 };
    expect(told.circumstances).toEqual(Object.keys(truth));
    for (const { name, mean, low, high } of category?.circumstances ?? []) {
      const real = truth[name as keyof typeof truth];
      expect([name, low < real && real < high]).toEqual([name, true]);
      // Of weeks with a holiday or two there are too few to say more.
      if (name !== 'holiday') expect([name, mean > 0.2]).toEqual([name, true]);
    }
    expect(fitAsText(told)).toMatch(/ {4}promotion +0\.\d\d \(0\.\d\d … 0\.\d\d\)/);
    for (const market of [undefined, 'web', 'EU']) {
      const nowhere = { ...shop, place: { timeZone: 'UTC', market } } as ShopSettings;
      const lost = fit({ shop: nowhere, circumstances: { holidays: true } });
      await expect(lost, market).rejects.toThrow(/no country/);
    }
  });

  it('warns of prices that a policy has decided, and so learned from, in the same time', async () => {
    await show(lamp);
    await sell('desk', 2, 10);
    const at = first + 30 * week;
    const decision = {
      ...{ id: 'd', shop: 'lamps', point: 'price', kind: 'price', at, seed: 1, chosen: [], propensities: [] },
      ...{ unit: { kind: 'product-slot', id: 'desk-v', slot: 1 }, context: { values: {}, schema: '1' } },
      ...{ policy: { id: 'p', version: 1, state: {} }, source: 'control', reasons: [] },
    } as Decision;
    await storage.decisions.append([decision], []);
    const priced = { ...shop, points: { price: { kind: 'price' }, home: { kind: 'shelf' } } };
    const told = await fit({ shop: priced as unknown as ShopSettings });
    expect(told.learned).toEqual([{ point: 'price', since: at }]);
    expect(fitAsText(told)).toContain('for its prior, fit --until 2025-08-07');
    const before = await fit({ shop: priced as unknown as ShopSettings, until: at });
    expect(before.learned).toEqual([]);
  });
});

describe('a prior', () => {
  it('is what a fit found of articles and categories, in few digits', async () => {
    await show(article('desk', 'lamps'), article('floor', 'lamps'), article('new', 'lamps'));
    await sell('desk', 2.5, 15);
    await sell('floor', 1.5, 15);
    const found = await fit({ until: start + 50 * 7 * day, circumstances: { season: true } });
    const file = priorFileOf(found);
    expect(file).toMatchObject({ demand: 1, shop: 'lamps', days: 7, circumstances: ['season'] });
    expect(file.until).toBe(start + 50 * 7 * day);
    expect(file.articles.map(({ product }) => product)).toEqual(['desk', 'floor']);
    for (const { mean, deviation } of [...file.articles, ...file.categories])
      expect([mean.length, deviation.length]).toEqual([6, 6]);
    expect(file.articles[0]?.mean[1]).toBeCloseTo(found.articles[0]?.elasticity.mean ?? 0, 3);
    expect(Math.exp(file.categories[0]?.mean[0] ?? 0)).toBeGreaterThan(10);
  });
});
