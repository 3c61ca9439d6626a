import { manualClock, seededEntropy } from '@armoire/core';
import { finished, httpShop, simulate, storefrontWorld } from '@armoire/evaluation';
import { createArmoire, silentLog } from '@armoire/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { start } from './shop.ts';

const keys = { public: 'pk_of_the_visited_shop', secret: 'sk_of_the_visited_shop' };
const pushed = 'p-0007';
const world = storefrontWorld({
  seed: 1,
  at: start,
  size: { products: 40, categories: 4 },
  settings: {
    shelves: {
      home: [{ point: 'home', count: 6 }],
      category: [{ point: 'home', count: 4 }],
      product: [{ point: 'home', count: 4 }],
    },
    sessionsPerDay: 500,
    // Whoever has no session is a crawler.
    consent: 1,
    bots: { crawlers: 0.02, scrapers: 0.02, farms: 0.04, pushed },
  },
});

interface Heard {
  readonly kind: string;
  readonly session?: string;
  readonly excluded?: string;
}
let events: readonly Heard[] = [];
let bots = 0;

beforeAll(async () => {
  const clock = manualClock(start);
  const armoire = await createArmoire(
    {
      storage: 'sqlite::memory:',
      shops: [
        { id: 'visited', currency: 'EUR', keys, points: { home: { kind: 'shelf', sources: ['newest'] } } },
      ],
    },
    { clock, entropy: seededEntropy(1), log: silentLog, jobs: false },
  );
  const shop = httpShop({
    url: '',
    publicKey: keys.public,
    secretKey: keys.secret,
    fetch: (path, request) => armoire.handler(new Request(`http://localhost${path}`, request)),
  });
  await armoire.shop().upsertProducts([...world.articles.values()].map(({ product }) => product));
  const summary = await finished(simulate({ shop, world, sessions: 150, seed: 2, clock }));
  bots = summary.bots.sessions;
  await armoire.shop().settled();
  const { storage, id } = armoire.shop();
  events = (await storage.events.read(id, 0, 1_000_000)) as readonly Heard[];
  await armoire.close();
}, 120_000);

const of = (who: string) => events.filter(({ session = 'crawler' }) => session.startsWith(who));
const rulesOf = (some: readonly Heard[]) => {
  const rules: Record<string, number> = {};
  for (const { excluded = 'counts' } of some) rules[excluded] = (rules[excluded] ?? 0) + 1;
  return rules;
};

describe('the traffic filter, before simulated bots', () => {
  it('lets every shopper be', () => {
    const people = of('v-');
    expect(bots).toBeGreaterThan(5);
    expect(rulesOf(people)).toEqual({ counts: people.length });
    expect(people.length).toBeGreaterThan(500);
  });

  it('knows every crawler by its name', () => {
    const crawled = of('crawler').filter(({ kind }) => kind === 'view');
    expect(crawled.length).toBeGreaterThan(100);
    expect(rulesOf(crawled)).toEqual({ crawler: crawled.length });
  });

  it('sees within a minute that a scraper reads faster than people', () => {
    const scraped = of('b-').filter(({ kind }) => kind === 'view');
    const visits = new Set(scraped.map(({ session }) => session)).size;
    const { rate = 0, counts = 0 } = rulesOf(scraped);
    expect(visits).toBeGreaterThan(0);
    expect(counts).toBeLessThanOrEqual(120 * visits);
    expect(rate).toBeGreaterThan(0);
  });

  it('lets a farm push its article no further than a quick shopper could', () => {
    const clicks = of('b-').filter(({ kind }) => kind === 'click');
    const visits = new Set(clicks.map(({ session }) => session)).size;
    const { counts = 0, rate = 0, unseen = 0 } = rulesOf(clicks);
    expect(clicks.length).toBe(240 * visits);
    expect(visits).toBeGreaterThan(1);
    // 60 clicks are what a person may make in a minute; of those on what nobody saw, 5 in an hour.
    expect(counts).toBeLessThanOrEqual(60 * visits);
    expect(rate).toBeGreaterThan(0);
    expect(unseen).toBeGreaterThan(0);
  });
});
