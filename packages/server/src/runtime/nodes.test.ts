import { setTimeout as sleep } from 'node:timers/promises';
import { Learned, type LearnedSample, type SumRow, Sums } from '@armoire/core';
import { day, minute } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { event, order, products, type World, world } from '../../test/world.ts';
import type { Armoire } from '../index.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const points = {
  home: { kind: 'shelf', policy: { name: 'thompson-linear' }, sources: ['newest'] },
  price: { kind: 'price', slot: '1h', guard: { largestStep: 0.5 } },
} as const;

/** Nodes on one storage, each with a clock and chance of its own. */
async function nodes(url: string, count: number): Promise<World[]> {
  const made: World[] = [];
  for (let seed = 1; seed <= count; seed++) {
    made.push(
      await world({ shop: { points }, config: { storage: url, tokens: { secret: 'x'.repeat(32) } }, seed }),
    );
  }
  return made;
}

async function show({ graphql }: World, shopper: string) {
  const { data } = await graphql(
    `{ recommendations(point: "home", count: 3, visitor: { shopper: "${shopper}" }) { token items { product { id } } } }`,
  );
  return data.recommendations as { token: string; items: { product: { id: string } }[] };
}

/** Somebody comes, looks, clicks on what they are shown, and perhaps buys it. */
async function visit(node: World, shopper: string, buys: boolean): Promise<void> {
  const shop = node.armoire.shop();
  const { token, items } = await show(node, shopper);
  const ids = items.map(({ product }) => product.id);
  const [clicked = ''] = ids;
  await node.graphql(`{ price(product: "${clicked}") { price { amount } } }`);
  await shop.ingest(
    [
      ...ids.map((product) => event('impression', { product, token, shopper })),
      event('click', { product: clicked, token, shopper }),
      event('view', { product: clicked, shopper }),
    ],
    'browser',
  );
  if (buys) await shop.ingest([order('purchase', clicked, { shopper, order: `of ${shopper}` })], 'server');
}

/** Lets a node follow the others until it has heard of everything. */
async function caughtUp({ armoire }: World): Promise<void> {
  await armoire.runDue();
  await armoire.shop().settled();
}

const sorted = (rows: Iterable<SumRow>) =>
  [...rows].map((row) => JSON.stringify([row.key, row.bucket, row.values])).sort();

function memoryOf(armoire: Armoire) {
  const { engine } = armoire.shop();
  return Object.entries(engine.points).map(([point, { policy }]) => {
    const state = engine.learned.state(point, policy);
    return state instanceof Sums ? sorted(state.rows()) : [];
  });
}

/** What one process would have learned from the samples, each of which there must be once. */
async function ofOne({ armoire }: World) {
  const { engine, storage } = { engine: armoire.shop().engine, storage: armoire.storage };
  const samples = await storage.state.samples('lamps', 0, 10_000);
  const places = samples.map(({ decision, position, revision }) => `${decision} ${position} ${revision}`);
  expect(new Set(places).size).toBe(places.length);
  const one = new Learned(Object.entries(engine.points), engine.catalog);
  const decided = await decidedOf(storage, samples);
  one.replay(samples, (id) => decided.get(id));
  const sums = Object.entries(engine.points).map(([point, { policy }]) =>
    sorted((one.state(point, policy) as Sums).rows()),
  );
  return { samples, sums };
}

async function decidedOf(storage: Storage, samples: readonly LearnedSample[]) {
  const decisions = await storage.decisions.get('lamps', [...new Set(samples.map((each) => each.decision))]);
  const hashes = decisions.flatMap(({ candidateSet }) => candidateSet ?? []);
  const sets = new Map((await storage.decisions.sets('lamps', hashes)).map((set) => [set.hash, set]));
  return new Map(
    decisions.flatMap((decision) => {
      const set = sets.get(decision.candidateSet ?? '');
      return set === undefined ? [] : [[decision.id, { decision, set }] as const];
    }),
  );
}

describe.each(dialects)('two nodes on one storage, on %s', (dialect) => {
  it('learn as one: one learns, the other follows, and takes over when it stops', async () => {
    const [a, b] = (await nodes(await both.make(dialect), 2)) as [World, World];
    try {
      await a.armoire.shop().upsertProducts(products(6));
      await caughtUp(b);
      for (let i = 0; i < 6; i++) await visit(i % 2 === 0 ? a : b, `ann${i}`, i % 3 === 0);
      for (let round = 0; round < 4; round++) {
        for (const node of [a, b]) {
          node.clock.advance(round === 0 ? 8 * day : 1000);
          await caughtUp(node);
        }
      }
      const before = await ofOne(a);
      expect(before.samples.length).toBeGreaterThan(8);
      expect(before.samples.some(({ point }) => point === 'price')).toBe(true);
      expect(memoryOf(a.armoire)).toEqual(before.sums);
      expect(memoryOf(b.armoire)).toEqual(before.sums);
      expect(b.armoire.shop().learning.lag).toBe(0);

      // A stops, and B learns from then on.
      await a.armoire.close();
      await sleep(600);
      await visit(b, 'bob', true);
      await caughtUp(b);
      const after = await ofOne(b);
      expect(after.samples.length).toBeGreaterThan(before.samples.length);
      expect(memoryOf(b.armoire)).toEqual(after.sums);
    } finally {
      await a.armoire.close();
      await b.armoire.close();
    }
  });

  it('end each wait once, though both come to it', async () => {
    const made = await nodes(await both.make(dialect), 3);
    try {
      const [a, b] = made as [World, World];
      await a.armoire.shop().upsertProducts(products(6));
      await caughtUp(b);
      for (const node of made) {
        await caughtUp(node);
        const { token, items } = await show(node, 'ann');
        const seen = items.map(({ product }) => event('impression', { product: product.id, token }));
        await node.armoire.shop().ingest(seen, 'browser');
      }
      for (let round = 0; round < 2; round++) await Promise.all(made.map(caughtUp));
      for (let round = 0; round < 6; round++) {
        for (const node of made) node.clock.advance(round === 0 ? 11 * minute : 1000);
        await Promise.all(made.map(caughtUp));
      }
      const { samples, sums } = await ofOne(a);
      expect(samples).toHaveLength(9);
      for (const node of made) expect(memoryOf(node.armoire)).toEqual(sums);
      expect(await a.armoire.storage.jobs.list('lamps')).toEqual([]);
    } finally {
      for (const node of made) await node.armoire.close();
    }
  });

  it('take over from one that died and keeps the lease', async () => {
    const url = await both.make(dialect);
    const dead = await openStorage({ url });
    expect(await dead.leases.acquire('learner/lamps', 'dead', 1500)).toBe(true);
    const [node] = (await nodes(url, 1)) as [World];
    try {
      await node.armoire.shop().upsertProducts(products(6));
      await visit(node, 'ann', true);
      await caughtUp(node);
      expect((await ofOne(node)).samples).toEqual([]);
      await sleep(2000);
      await caughtUp(node);
      const { samples, sums } = await ofOne(node);
      expect(samples.length).toBeGreaterThan(1);
      expect(memoryOf(node.armoire)).toEqual(sums);
    } finally {
      await node.armoire.close();
      await dead.close();
    }
  });
});
