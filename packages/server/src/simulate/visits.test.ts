import {
  finished,
  httpShop,
  pacedClock,
  simulate,
  simulatedPrefix,
  storefrontWorld,
} from '@armoire/evaluation';
import type { LoggedEvent } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { noon, publicKey, secretKey, using } from '../../test/world.ts';
import { defaultShelves } from './shelves.ts';

it('simulated shoppers visit a shop that runs, through GraphQL, /events and orders', () =>
  using({}, async ({ armoire, ask, clock }) => {
    const settings = { shelves: defaultShelves('EUR').asks, price: 'price', checkout: 1, want: 1 };
    const world = storefrontWorld({ seed: 1, at: noon, size: { products: 24, categories: 3 }, settings });
    const shop = armoire.shop();
    await shop.upsertProducts([...world.articles.values()].map(({ product }) => product));
    // A day passes in a quarter of an hour, on a clock that passes only while somebody waits.
    const paced = pacedClock({ speed: 96, wall: clock, sleep: async (time) => void clock.advance(time) });
    const visited = httpShop({
      url: '',
      publicKey,
      secretKey,
      wall: paced.wall,
      fetch: (path, request) => ask(path, request),
    });
    const { clicks, orders, from, to } = await finished(
      simulate({ shop: visited, world, sessions: 40, seed: 1, clock: paced }),
    );
    expect(clock.now() - noon).toBe(Math.floor((to - from) / 96));
    const logged: readonly LoggedEvent[] = await shop.storage.events.read(shop.id, 0, 10_000);
    const of = (kind: string) => logged.filter((event) => event.kind === kind);
    expect([of('click').length, of('purchase').length]).toEqual([clicks, orders]);
    expect(orders).toBeGreaterThan(0);
    expect(of('click').every((event) => 'decision' in event)).toBe(true);
    // By its shoppers' names a shop tells the simulated ones from others.
    const named = logged.flatMap((event) => ('shopper' in event && event.shopper) || []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.every((name) => name.startsWith(simulatedPrefix))).toBe(true);
  }));
