import { stateName } from '@armoire/core';
import { day, hour } from '@armoire/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { event, noon, order, products, secretKey, using, type World } from '../../test/world.ts';
import { resolveConfig } from '../config/index.ts';
import { replayDecisions } from '../replay/index.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const halfLife = 10 * day;
const points = {
  home: { kind: 'shelf', policy: { name: 'thompson-gaussian', halfLife: '10d' }, sources: ['newest'] },
  price: { kind: 'price', slot: '1h', guard: { largestStep: 0.5 } },
} as const;
const token = { secret: 'x'.repeat(32) };

/** Somebody comes, clicks and buys. */
async function visit({ armoire, graphql }: World, shopper: string): Promise<void> {
  const { data } = await graphql(
    `{ recommendations(point: "home", count: 3, visitor: { shopper: "${shopper}" }) { token items { product { id } } } }`,
  );
  const { token, items } = data.recommendations;
  const [{ product }] = items;
  await graphql(`{ price(product: "${product.id}") { price { amount } } }`);
  const at = armoire.shop().clock.now();
  const shown = { product: product.id, token, shopper, at };
  await armoire.shop().ingest([event('impression', shown), event('click', shown)], 'browser');
  await armoire
    .shop()
    .ingest([order('purchase', product.id, { shopper, order: `of ${shopper}`, at })], 'server');
}

/** Moves time for everybody, lets jobs run, and learns what there is. */
async function pass(url: string, { armoire, clock }: World, by: number): Promise<void> {
  clock.advance(by);
  await both.pass(url, by);
  await armoire.runDue();
  await armoire.shop().settled();
}

async function held({ armoire }: World) {
  const { storage, engine } = armoire.shop();
  const policy = engine.points.home?.policy;
  const state = policy === undefined ? '' : stateName('home', policy);
  const decisions = await storage.decisions.list('lamps', {}, 'asc', 1000);
  return {
    events: (await storage.events.read('lamps', 0, 1000)).length,
    decisions: decisions.items.map(({ kind, at }) => [kind, at]),
    sums: (await storage.state.sums('lamps', state)).length,
  };
}

const retentionJobs = async ({ armoire }: World) =>
  (await armoire.storage.jobs.list('lamps')).filter(({ kind }) => kind === 'retention.run');

describe.each(dialects)('retention on %s', (dialect) => {
  it('drops every night what is older than the merchant wants, and tells how much', async () => {
    const url = await both.make(dialect);
    const logged: object[] = [];
    const quiet = () => {};
    const log = {
      ...{ debug: quiet, warn: quiet, error: (fields: object) => logged.push(fields) },
      info: (fields: object) => logged.push(fields),
    };
    const config = { storage: url, tokens: token, retention: { events: '120d', decisions: '100d' } };
    await using({ shop: { points }, config, log }, async (world) => {
      await world.armoire.shop().upsertProducts(products(3));
      await visit(world, 'ann');
      await pass(url, world, hour / 2);
      const first = await held(world);
      expect(first.events).toBeGreaterThan(2);
      expect(first.decisions).toHaveLength(2);
      expect(first.sums).toBeGreaterThan(0);
      const { shop, storage } = { shop: world.armoire.shop().settings, storage: world.armoire.storage };
      expect(await replayDecisions({ shop, storage, point: 'home' })).toMatchObject({ matched: 1 });
      // Ten in the morning of the next day: it ran, and waits for the next night.
      await pass(url, world, 22.5 * hour);
      const [next, ...more] = await retentionJobs(world);
      expect(more).toEqual([]);
      expect(next).toMatchObject({ status: 'waiting', attempt: 0 });
      expect(Math.abs((next?.runAt ?? 0) - (noon + day + 15 * hour))).toBeLessThan(60_000);
      expect(await held(world)).toEqual(first);
      expect(logged).toContainEqual({ shop: 'lamps', events: 0, decisions: 0, sums: 0, shown: 0 });

      await pass(url, world, 152 * day);
      await visit(world, 'bob');
      await pass(url, world, day);
      const later = await held(world);
      // Of the old decisions the last price of the article is left.
      expect(later.decisions.filter(([, at]) => Number(at) < noon + day)).toMatchObject([['price', noon]]);
      expect(later.events).toBe(first.events);
      expect(later.sums).toBeGreaterThan(0);
      expect(logged).toContainEqual(expect.objectContaining({ shop: 'lamps', decisions: 1 }));
      expect(await world.armoire.storage.gaps.list('lamps', 'events', 0, 100)).toMatchObject([
        { reason: 'retained', first: 1 },
      ]);
      // What the later decisions were learned from is not there any more.
      await expect(replayDecisions({ shop, storage, point: 'home' })).rejects.toMatchObject({
        code: 'CONFLICT',
        fix: expect.stringContaining('retention.decisions'),
      });
      const metrics = await (
        await world.ask('/metrics', { headers: { authorization: `Bearer ${secretKey}` } })
      ).text();
      expect(metrics).toMatch(/armoire_retention_dropped_total\{shop="lamps",what="events"\} [1-9]/);
      expect(metrics).toMatch(/armoire_retention_dropped_total\{shop="lamps",what="decisions"\} 1/);
      expect(metrics).toMatch(/armoire_retention_dropped_total\{shop="lamps",what="sums"\} [1-9]/);
    });
  }, 30_000);

  it('drops nothing but forgotten sums when nothing is set', async () => {
    const url = await both.make(dialect);
    await using({ shop: { points }, config: { storage: url, tokens: token } }, async (world) => {
      await world.armoire.shop().upsertProducts(products(3));
      await visit(world, 'ann');
      await pass(url, world, hour);
      const first = await held(world);
      // Ten half-lives and a day are over only after this.
      await pass(url, world, 10 * halfLife);
      expect(await held(world)).toEqual(first);
      await pass(url, world, 4 * day);
      expect(await held(world)).toEqual({ ...first, sums: 0 });
      expect(await world.armoire.storage.gaps.list('lamps', 'events', 0, 100)).toEqual([]);
    });
  }, 30_000);
});

it('keeps what rewards may still come for, whatever is set', () => {
  const config = { shops: [{ id: 'lamps', currency: 'EUR' }] };
  expect(() => resolveConfig({ ...config, retention: { events: '10d' } })).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', path: 'retention.events' }),
  );
  expect(resolveConfig({ ...config, retention: { decisions: '90d' } }).retention).toEqual({
    decisions: 90 * day,
  });
});
