import { seededRng } from '@armoire/core';
import type { LoggedLine, Product } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ShopSettings } from '../config/index.ts';
import { fitAsText, fitPrices } from './index.ts';

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
