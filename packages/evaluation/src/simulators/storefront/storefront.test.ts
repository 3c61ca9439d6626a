import { manualClock } from '@armoire/core';
import { day, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { storefrontEnvironment } from './environment.ts';
import { plainShop } from './plain-shop.ts';
import type { Settings } from './settings.ts';
import type { Answer, Ask, Shop } from './shop.ts';
import { shopper } from './shoppers.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const start = 1_767_225_600_000;

/** Runs sessions against a shop without Armoire, and keeps what it was told. */
async function run(
  sessions: number,
  settings: Partial<Settings> = {},
  change: (shop: Shop) => Shop = (shop) => shop,
) {
  const world = storefrontWorld({ seed: 1, settings });
  const clock = manualClock(start);
  const events: ShopEvent[] = [];
  const plain = plainShop(world, 1);
  const late: number[] = [];
  const shop = change({
    ...plain,
    send(batch) {
      for (const { at } of batch) if (at > clock.now()) late.push(at);
      events.push(...batch);
    },
  });
  const summary = await finished(simulate({ shop, world, sessions, seed: 7, clock }));
  return { world, summary, events, late };
}

describe('an episode', () => {
  const world = storefrontWorld({ seed: 1 });
  const play = (seed: number) => {
    const environment = storefrontEnvironment(world);
    const shop = plainShop(world, 1);
    const asked: Ask[] = [environment.reset({ seed, at: start })];
    const steps = [];
    for (let ask = asked[0]; ask !== undefined; ) {
      const answer = (ask.kind === 'page' ? shop.page(ask) : shop.price(ask)) as Answer;
      const step = environment.step(answer);
      steps.push(step);
      ask = step.observation;
    }
    return steps;
  };

  it('is the same for the same seed, bit for bit', () => {
    expect(play(3)).toEqual(play(3));
    expect(play(3)).not.toEqual(play(4));
  });

  it('ends once, and takes no answer after its end', () => {
    const steps = play(3);
    expect(steps.map(({ terminated }) => terminated)).toEqual(steps.map((_, i) => i === steps.length - 1));
    const environment = storefrontEnvironment(world);
    expect(() => environment.step({ kind: 'page', shelves: [] })).toThrow(/no session/);
  });

  it('asks again only after what it tells has happened', () => {
    for (let seed = 0; seed < 50; seed++) {
      for (const { info, observation } of play(seed)) {
        for (const { at } of info.events) expect(at).toBeLessThanOrEqual(observation?.at ?? info.at);
        for (const { at } of info.later) expect(at).toBeGreaterThan(info.at);
      }
    }
  });

  it('pays the profit of orders, less what comes back', () => {
    const rewards = Array.from({ length: 300 }, (_, seed) => play(seed)).flat();
    const paid = rewards.filter(({ reward }) => reward !== 0);
    expect(paid.length).toBeGreaterThan(10);
    for (const { info } of paid) expect(info.events.some(({ kind }) => kind === 'purchase')).toBe(true);
  });
});

describe('a simulation', () => {
  it('is the same for the same seeds', async () => {
    const [one, two] = [await run(300), await run(300)];
    expect(one.events).toEqual(two.events);
    expect(one.summary).toEqual(two.summary);
  });

  it('sends events in their time, with ids of their own, and all kinds of them', async () => {
    const { events, late } = await run(3000);
    expect(late).toEqual([]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const kinds = new Set(events.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      'add_to_cart',
      'click',
      'impression',
      'purchase',
      'refund',
      'remove_from_cart',
      'search',
      'view',
    ]);
  });

  it('counts what it sends, in all and for each shopper', async () => {
    const { events, summary } = await run(1000);
    expect(summary.sessions).toBe(1000);
    expect(summary.clicks).toBe(events.filter(({ kind }) => kind === 'click').length);
    expect(summary.ctr).toBeCloseTo(summary.clicks / summary.impressions, 12);
    for (const key of ['sessions', 'clicks', 'orders', 'revenue', 'profit', 'refunds'] as const) {
      const sum = [...summary.shoppers.values()].reduce((total, own) => total + own[key], 0);
      expect(sum, key).toBe(summary[key]);
    }
  });

  it('looks less at later places, and clicks fewer of them', async () => {
    const { events, world } = await run(4000, { shelves: { home: [{ point: 'home', count: 6 }] } });
    expect(world.settings.positionDecay).toBeGreaterThan(0);
    const shown = events.filter(({ kind }) => kind === 'impression').length;
    const home = 4000 * 0.45;
    // Σ (1 + k)^−½ over six places is 3.64, ± five deviations.
    const perPage = shown / home;
    expect(perPage).toBeGreaterThan(3.4);
    expect(perPage).toBeLessThan(3.9);
  });

  it('sells less at higher prices', async () => {
    const dearer = (factor: number) =>
      run(4000, { price: 'price', shelves: {} }, (shop) => ({
        ...shop,
        price(ask) {
          const answer = shop.price(ask) as { kind: 'price'; price: { amount: number; currency: string } };
          return {
            kind: 'price',
            price: { ...answer.price, amount: Math.round(answer.price.amount * factor) },
          };
        },
      }));
    const carts = await Promise.all(
      [0.7, 1, 1.5].map(async (factor) => (await dearer(factor)).summary.carts),
    );
    const [cheap = 0, own = 0, dear = 0] = carts;
    expect(cheap).toBeGreaterThan(1.3 * own);
    expect(own).toBeGreaterThan(1.3 * dear);
  });

  it('names nobody who has not agreed', async () => {
    const { events } = await run(300, { consent: 0 });
    for (const event of events) expect(event).not.toHaveProperty('shopper');
    for (const event of events) expect(event).not.toHaveProperty('customer');
  });

  it('knows shoppers by their number', () => {
    const world = storefrontWorld({ seed: 1 });
    expect(shopper(world, 5, start)).toEqual(shopper(world, 5, start));
    expect(shopper(world, 5, start).taste).not.toEqual(shopper(world, 6, start).taste);
  });

  it('takes a catalogue that it is given', async () => {
    const { articles } = storefrontWorld({ seed: 9, size: { products: 8, categories: 2 } });
    const products = [...articles.values()].map(({ product }) => product);
    const world = storefrontWorld({
      seed: 1,
      products: [...products, { ...(products[0] as (typeof products)[0]), id: 'x', status: 'draft' }],
    });
    expect([...world.articles.keys()]).toEqual(products.map(({ id }) => id));
  });

  it('spans days, with quiet nights', async () => {
    const { events, summary } = await run(4000);
    expect(summary.to - summary.from).toBeGreaterThan(2 * day);
    const at = (hour: number) =>
      events.filter((event) => Math.floor((event.at % day) / (day / 24)) === hour).length;
    expect(at(16)).toBeGreaterThan(3 * at(4));
  });
});
