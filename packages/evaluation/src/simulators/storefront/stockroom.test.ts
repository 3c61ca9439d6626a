import { manualClock } from '@armoire/core';
import { day, type Instant, type Product, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { plainShop } from './plain-shop.ts';
import { popularityShop } from './popularity-shop.ts';
import type { Shop } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { delivery, Stockroom } from './stockroom.ts';
import { type Article, storefrontWorld, type World } from './world.ts';

const at = 1_767_225_600_000;
const stock = { pieces: 3, delivery: day };
const scarce = (): World =>
  storefrontWorld({
    seed: 1,
    at,
    size: { products: 24, categories: 3 },
    settings: { stock, want: -0.5, keep: 0, checkout: 0.9, sessionsPerDay: 400 },
  });

/** Lets shoppers visit, and writes down what was told and sold. */
async function visited(shopOf: (world: World) => Shop, sessions = 2500) {
  const world = scarce();
  const inner = shopOf(world);
  const clock = manualClock(at);
  const told: { readonly at: Instant; readonly product: Product }[] = [];
  const events: ShopEvent[] = [];
  const wrong: string[] = [];
  const left = new Map([...world.articles].map(([id, { variant }]) => [id, variant.stock]));
  const shop: Shop = {
    ...inner,
    async page(ask) {
      const page = await inner.page(ask);
      for (const { items } of page.shelves)
        for (const { product } of items) if (left.get(product) === 0) wrong.push(`${product} at ${ask.at}`);
      return page;
    },
    async send(batch) {
      events.push(...batch);
      await inner.send(batch);
    },
    async update(products) {
      for (const product of products) {
        told.push({ at: clock.now(), product });
        left.set(product.id, product.variants[0]?.stock);
      }
      await inner.update?.(products);
    },
  };
  const summary = await finished(simulate({ shop, world, sessions, seed: 2, clock }));
  return { world, told, events, wrong, summary };
}

describe('a world in which pieces are counted', () => {
  it('tells of everything that runs out and comes back, and a shop that listens never shows what is gone', async () => {
    for (const shopOf of [
      (world: World) => plainShop(world, 1),
      (world: World) => popularityShop(world, day),
    ]) {
      const { told, wrong } = await visited(shopOf);
      const counts = told.map(({ product }) => product.variants[0]?.stock ?? Number.NaN);
      expect(counts.filter((count) => count === 0).length).toBeGreaterThan(10);
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(10);
      expect(Math.min(...counts)).toBe(0);
      expect(wrong).toEqual([]);
    }
  });

  it('sells no more than there was: pieces at first, with deliveries and returns', async () => {
    const { world, told, events } = await visited((made) => plainShop(made, 1));
    for (const [id, article] of world.articles) {
      let pieces = article.variant.stock ?? 0;
      let deliveries = 0;
      const sold = events.filter(
        (event) => event.kind === 'purchase' && event.lines.some(({ product }) => product === id),
      ).length;
      const back = events.filter(
        (event) => event.kind === 'refund' && event.lines.some(({ product }) => product === id),
      ).length;
      // Every time that nothing was left, one delivery was on its way.
      for (const { product } of told) if (product.id === id && product.variants[0]?.stock === 0) deliveries++;
      for (let n = 1; n <= deliveries; n++) pieces += delivery(article.product, n, stock, world.seed).pieces;
      expect(sold, id).toBeLessThanOrEqual(pieces + back);
    }
  });

  it('is the same for the same seeds', async () => {
    const [one, two] = [
      await visited((made) => plainShop(made, 1), 400),
      await visited((made) => plainShop(made, 1), 400),
    ];
    expect(one.events).toEqual(two.events);
    expect(one.told).toEqual(two.told);
  });
});

describe('a stockroom', () => {
  const world = scarce();
  const article = [...world.articles.values()][0] as Article;

  it('orders more after the last piece, and tells each change once, always newer', () => {
    const room = new Stockroom(world, stock);
    const first = article.variant.stock ?? 0;
    for (let i = 0; i < first; i++) room.take(article, at);
    expect(room.has(article)).toBe(false);
    const gone = room.changed(at);
    expect(gone.map(({ variants }) => variants[0]?.stock)).toEqual([0]);
    expect(room.changed(at)).toEqual([]);
    const comes = room.next as number;
    const { pieces, after } = delivery(article.product, 1, stock, world.seed);
    expect(comes).toBe(at + after);
    room.receive(comes - 1);
    expect(room.has(article)).toBe(false);
    room.receive(comes);
    const back = room.changed(at);
    expect(back[0]?.variants[0]?.stock).toBe(pieces);
    expect(back[0]?.updatedAt).toBeGreaterThan(gone[0]?.updatedAt as number);
  });

  it('delivers as many on average, after as long, as it is set to', () => {
    const n = 4000;
    const all = Array.from({ length: n }, (_, i) => delivery(article.product, i, stock, 5));
    const mean = (of: (one: (typeof all)[number]) => number) =>
      all.reduce((sum, one) => sum + of(one), 0) / n;
    // Deviations of the means: √2 / √n pieces (even on 1 … 5) and a day / √n; five of each.
    expect(Math.abs(mean(({ pieces }) => pieces) - 3)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(n));
    expect(Math.abs(mean(({ after }) => after) / day - 1)).toBeLessThan(5 / Math.sqrt(n));
  });
});
