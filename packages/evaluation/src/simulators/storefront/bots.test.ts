import { manualClock } from '@armoire/core';
import { minute, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import type { BotKind } from './bots.ts';
import { storefrontEnvironment } from './environment.ts';
import { plainShop } from './plain-shop.ts';
import type { BotSettings } from './settings.ts';
import type { Answer, Ask } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;
const worldWith = (bots: BotSettings) => storefrontWorld({ seed: 1, at, settings: { bots } });

/** One visit, as an episode. */
function visit(bot: BotKind, bots: BotSettings = {}) {
  const world = worldWith(bots);
  const environment = storefrontEnvironment(world);
  const shop = plainShop(world, 1);
  const asks: Ask[] = [];
  const events: ShopEvent[] = [];
  let rewards = 0;
  let ended = at;
  for (let ask: Ask | undefined = environment.reset({ seed: 4, at, bot }); ask !== undefined; ) {
    asks.push(ask);
    const { observation, info, reward } = environment.step(
      (ask.kind === 'page' ? shop.page(ask) : shop.price(ask)) as Answer,
    );
    events.push(...info.events);
    rewards += reward;
    ended = info.at;
    expect(info.shopper).toBeUndefined();
    ask = observation;
  }
  return { world, asks, events, rewards, minutes: (ended - at) / minute };
}

describe('a visit of', () => {
  it('a crawler says what it is, has no name, and reads page after page', () => {
    const { asks, events, rewards } = visit('crawler');
    expect(asks.every(({ userAgent }) => userAgent?.includes('bot'))).toBe(true);
    expect(asks.every(({ visitor }) => visitor.shopper === undefined && visitor.session === undefined)).toBe(
      true,
    );
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['view']));
    expect([asks.length, rewards]).toEqual([200, 0]);
  });

  it('a scraper looks like a browser, and is faster than people', () => {
    const { asks, events, minutes } = visit('scraper');
    expect(asks.every(({ userAgent }) => userAgent?.includes('Chrome'))).toBe(true);
    expect(new Set(events.map(({ session }) => session)).size).toBe(1);
    expect(asks.length / minutes).toBeGreaterThan(120);
  });

  it('a farm clicks on one article by the hundred, from one session', () => {
    const pushed = 'p-0005';
    const { events, minutes } = visit('farm', { pushed });
    const clicks = events.filter((event) => event.kind === 'click');
    expect([clicks.length, clicks.length]).toEqual([240, events.length]);
    expect(clicks.every((click) => 'product' in click && click.product === pushed)).toBe(true);
    expect(clicks.length / minutes).toBeGreaterThan(60);
  });
});

describe('bots in a simulation', () => {
  it('come as often as they are set to, are counted apart, and send under their own names', async () => {
    const world = worldWith({ crawlers: 0.02, scrapers: 0.01, farms: 0.01 });
    const plain = plainShop(world, 1);
    const agents = new Map<string, number>();
    const sessions = 4000;
    const summary = await finished(
      simulate({
        shop: {
          ...plain,
          send: (_, userAgent = 'a person') => void agents.set(userAgent, (agents.get(userAgent) ?? 0) + 1),
        },
        world,
        sessions,
        seed: 3,
        clock: manualClock(at),
      }),
    );
    // A Poisson count of mean 160, within five deviations; the shop's busy hours move the mean a little.
    expect(Math.abs(summary.bots.sessions - 0.04 * sessions)).toBeLessThan(5 * Math.sqrt(160) + 8);
    expect(agents.size).toBe(3);
    expect(summary.bots.clicks).toBeGreaterThan(1000);
    expect(summary.bots.orders).toBe(0);
    const clicks = [...summary.shoppers.values()].reduce((sum, own) => sum + own.clicks, 0);
    expect(summary.clicks).toBe(clicks);
  });

  it('push only what is sold', () => {
    expect(() => worldWith({ farms: 1, pushed: 'nothing' })).toThrow(/does not sell/);
  });
});

describe('settings', () => {
  it.each([
    [{ organic: 1.2 }, 'organic'],
    [{ perseverance: Number.NaN }, 'perseverance'],
    [{ stock: { pieces: 0, delivery: 1 } }, 'stock.pieces'],
    [{ stock: { pieces: 1, delivery: 0 } }, 'stock.delivery'],
    [{ bots: { farms: -1 } }, 'bots.farms'],
  ])('refuse %j, and say what to give', (settings, path) => {
    expect(() => storefrontWorld({ seed: 1, settings })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', path, fix: expect.stringMatching(/^Give/) }),
    );
  });
});
