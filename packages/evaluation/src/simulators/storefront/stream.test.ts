import { createHash } from 'node:crypto';
import { manualClock } from '@armoire/core';
import { day, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { plainShop } from './plain-shop.ts';
import type { Settings } from './settings.ts';
import type { Shop } from './shop.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const at = 1_767_225_600_000;
const grown: Partial<Settings> = {
  organic: 0.3,
  attention: 'cascade',
  drift: 1,
  price: 'price',
  stock: { pieces: 2, delivery: day / 4 },
  bots: { crawlers: 0.01, scrapers: 0.01, farms: 0.01 },
};

/** All that a shop is asked and told, and what came of it. */
async function stream(settings: Partial<Settings>, sessions = 500, every?: number) {
  const world = storefrontWorld({ seed: 1, at, settings });
  const plain = plainShop(world, 1);
  const hash = createHash('sha256');
  const note = (value: unknown) => hash.update(JSON.stringify(value));
  let events = 0;
  const shop: Shop = {
    page(ask) {
      note(ask);
      return plain.page(ask);
    },
    price(ask) {
      note(ask);
      return plain.price(ask);
    },
    send(batch) {
      events += batch.length;
      note(batch);
    },
    update(products) {
      note(products);
      return plain.update?.(products);
    },
  };
  const options = { shop, world, sessions, seed: 7, clock: manualClock(at) };
  const { shoppers, bots, ...totals } = await finished(
    simulate({ ...options, ...(every === undefined ? {} : { every }) }),
  );
  note(totals);
  note([...shoppers]);
  return { hash: hash.digest('hex'), events, totals, bots };
}

describe('the stream of a seed', () => {
  // Of the simulator before it had organic sessions, cascades, stock and bots.
  it.each([
    [{}, 4557, 264, 269_788, '5f5987bf6101de639f6bf0c3119b9431fb483fd16965bd5d55074938ebe1dc8c'],
    [
      { drift: 1, price: 'price', consent: 0.5 },
      ...[4438, 246, 297_594, 'c99d31739ba769e6c7bf164d598b5193de8632cdcfbbf849156c3cdae594de57'],
    ],
  ] as const)(
    'is what it always was, bit for bit, with %j',
    async (settings, events, clicks, profit, hash) => {
      const found = await stream(settings);
      expect(found).toMatchObject({ events, totals: { clicks, profit }, hash });
      expect(Object.values(found.bots).every((figure) => figure === 0)).toBe(true);
    },
  );

  it('is the same with everything on, however often progress is asked for', async () => {
    const whole = await stream(grown);
    expect(whole.bots.sessions).toBeGreaterThan(3);
    expect(await stream(grown)).toEqual(whole);
    expect(await stream(grown, 500, 1)).toEqual(whole);
    expect(await stream(grown, 500, 333)).toEqual(whole);
  });

  it('goes on where a shorter one ends, and bots change nothing of what shoppers do', async () => {
    const heard = async (sessions: number, bots?: Settings['bots']) => {
      const world = storefrontWorld({ seed: 1, at, settings: bots === undefined ? {} : { bots } });
      const own = new Map<string, ShopEvent[]>();
      // Without shelves every session is alone with its own stream.
      const shop: Shop = {
        page: () => ({ kind: 'page', shelves: [] }),
        price: plainShop(world, 1).price,
        send: (batch) => {
          for (const event of batch) {
            const [session = ''] = /^v-\d+-\d+/.exec(event.id) ?? [];
            own.set(session, [...(own.get(session) ?? []), event]);
          }
        },
      };
      await finished(simulate({ shop, world, sessions, seed: 7, clock: manualClock(at) }));
      own.delete('');
      return own;
    };
    const [short, long, visited] = [
      await heard(100),
      await heard(300),
      await heard(100, { crawlers: 0.1, farms: 0.1 }),
    ];
    expect(short.size).toBeGreaterThan(30);
    for (const [session, events] of short) expect(long.get(session)).toEqual(events);
    expect([...visited]).toEqual([...short]);
  });
});
