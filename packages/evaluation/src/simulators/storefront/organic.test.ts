import { manualClock } from '@armoire/core';
import type { ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { plainShop } from './plain-shop.ts';
import type { PageAsk } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;

async function visited(organic: number, sessions = 1500) {
  const world = storefrontWorld({ seed: 1, at, settings: { organic } });
  const plain = plainShop(world, 1);
  const asks: PageAsk[] = [];
  const events: ShopEvent[] = [];
  const shop: typeof plain = {
    ...plain,
    page(ask) {
      asks.push(ask);
      return plain.page(ask);
    },
    send: (batch) => void events.push(...batch),
  };
  const summary = await finished(simulate({ shop, world, sessions, seed: 3, clock: manualClock(at) }));
  const kinds = (session: string) => events.filter((event) => event.session === session);
  return { world, summary, asks, events, kinds };
}

describe('organic sessions', () => {
  it('meet no shelf, and still search, look, and buy', async () => {
    const { asks, events, summary } = await visited(1);
    expect(asks.filter(({ shelves }) => shelves.length > 0)).toEqual([]);
    expect(summary).toMatchObject({ impressions: 0, clicks: 0 });
    for (const event of events) expect(event).not.toHaveProperty('token');
    const searches = events.filter(({ kind }) => kind === 'search').length;
    expect(searches).toBeGreaterThan(500);
    expect(summary.views).toBeGreaterThan(500);
    expect(summary.orders).toBeGreaterThan(20);
  });

  it('are as many as they are set to be, and of the same people', async () => {
    const sessions = 1500;
    const { asks } = await visited(0.3, sessions);
    const bySession = new Map<string, number>();
    for (const { visitor, shelves } of asks)
      if (visitor.session !== undefined)
        bySession.set(visitor.session, (bySession.get(visitor.session) ?? 0) + shelves.length);
    const share = [...bySession.values()].filter((shelves) => shelves === 0).length / bySession.size;
    // Five deviations of a share of 0.3 in some 1,400 sessions.
    expect(Math.abs(share - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / bySession.size));
  });

  it('leave the others as they were', async () => {
    const [none, some] = [await visited(0), await visited(0.5)];
    const recommended = some.asks.find(({ shelves }) => shelves.length > 0)?.visitor.session as string;
    expect(some.kinds(recommended).length).toBeGreaterThan(0);
    expect(none.summary.sessions).toBe(some.summary.sessions);
    expect(none.summary.shoppers.size).toBe(some.summary.shoppers.size);
  });
});
