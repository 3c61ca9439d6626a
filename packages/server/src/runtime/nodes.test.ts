import { setTimeout as sleep } from 'node:timers/promises';
import { Learned, type LearnedSample, type SumRow, Sums } from '@armoire/core';
import { day, hour, minute } from '@armoire/protocol';
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

/** What a node quotes for products, asked for in one query. */
async function pricesOf({ graphql }: World, ids: readonly string[]): Promise<number[]> {
  const { data } = await graphql(`{ prices(products: ${JSON.stringify(ids)}) { price { amount } } }`);
  return data.prices.map(({ price }: { price: { amount: number } }) => price.amount);
}

/** Every price decision that was logged, and every line about one. */
async function pricesLogged({ armoire }: World) {
  const { items } = await armoire.storage.decisions.list('lamps', { point: 'price' }, 'asc', 10_000);
  const lines = await armoire.storage.audit.list('lamps', 10_000, { action: 'price.set' });
  return { decisions: items, lines };
}

/** Somebody comes, looks, clicks on what they are shown, and perhaps buys it. */
async function visit(node: World, shopper: string, buys: boolean): Promise<void> {
  const shop = node.armoire.shop();
  const { token, items } = await show(node, shopper);
  const ids = items.map(({ product }) => product.id);
  const [clicked = ''] = ids;
  const { data } = await node.graphql(`{ price(product: "${clicked}") { price { amount } token } }`);
  await shop.ingest(
    [
      ...ids.map((product) => event('impression', { product, token, shopper })),
      event('click', { product: clicked, token, shopper }),
      event('view', { product: clicked, shopper, token: data.price.token ?? undefined }),
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

/** Lets time pass for a node, and for the queue of jobs where that has a clock of its own. */
async function advance(url: string, { clock }: World, by: number): Promise<void> {
  clock.advance(by);
  await both.pass(url, by);
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
    const url = await both.make(dialect);
    const [a, b] = (await nodes(url, 2)) as [World, World];
    try {
      await a.armoire.shop().upsertProducts(products(6));
      await caughtUp(b);
      for (let i = 0; i < 6; i++) await visit(i % 2 === 0 ? a : b, `ann${i}`, i % 3 === 0);
      for (let round = 0; round < 4; round++) {
        for (const node of [a, b]) {
          await advance(url, node, round === 0 ? 8 * day : 1000);
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
    const url = await both.make(dialect);
    const made = await nodes(url, 3);
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
        for (const node of made) await advance(url, node, round === 0 ? 11 * minute : 1000);
        await Promise.all(made.map(caughtUp));
      }
      const { samples, sums } = await ofOne(a);
      expect(samples).toHaveLength(9);
      for (const node of made) expect(memoryOf(node.armoire)).toEqual(sums);
      expect(await a.armoire.storage.jobs.list('lamps')).toMatchObject([{ kind: 'retention.run' }]);
    } finally {
      for (const node of made) await node.armoire.close();
    }
  });

  it('take over from one that died and keeps the lease', async () => {
    const url = await both.make(dialect);
    const dead = await openStorage({ url });
    expect(await dead.leases.acquire('learner/lamps', 'dead', 5000)).toBe(true);
    const [node] = (await nodes(url, 1)) as [World];
    try {
      await node.armoire.shop().upsertProducts(products(6));
      await visit(node, 'ann', true);
      await caughtUp(node);
      expect((await ofOne(node)).samples).toEqual([]);
      const learned = async () => {
        await caughtUp(node);
        return (await ofOne(node)).samples.length;
      };
      await expect.poll(learned, { timeout: 15_000 }).toBeGreaterThan(1);
      const { samples, sums } = await ofOne(node);
      expect(samples.length).toBeGreaterThan(1);
      expect(memoryOf(node.armoire)).toEqual(sums);
    } finally {
      await node.armoire.close();
      await dead.close();
    }
  }, 30_000);
});

describe.each([
  ['sqlite', 2],
  ['postgres', 2],
  ['postgres', 8],
] as const)('prices on %s, asked of %d nodes at the same moment', (dialect, count) => {
  const ids = products(100).map(({ id }) => id);
  const slots = 4;

  it('are one for each slot, logged once, and each change once in the audit log', async () => {
    const made = await nodes(await both.make(dialect), count);
    const [first] = made as [World];
    try {
      await first.armoire.shop().upsertProducts(products(100));
      await Promise.all(made.map(({ armoire }) => armoire.shop().follow()));
      for (let slot = 0; slot < slots; slot++) {
        const quoted = await Promise.all(made.flatMap((node) => [pricesOf(node, ids), pricesOf(node, ids)]));
        for (const amounts of quoted) expect(amounts).toEqual(quoted[0]);
        for (const { clock } of made) clock.advance(hour);
      }
      await Promise.all(made.map(({ armoire }) => armoire.shop().settled()));
      const { decisions, lines } = await pricesLogged(first);
      expect(new Set(decisions.map(({ unit }) => `${unit.id} ${unit.slot}`)).size).toBe(slots * ids.length);
      expect(decisions).toHaveLength(slots * ids.length);
      const price = new Map(decisions.map((decision) => [decision.id, decision.price]));
      const changed = decisions.filter((decision) => {
        const before = price.get(decision.price?.after ?? '')?.amount ?? decision.price?.regular;
        return before?.amount !== decision.price?.amount.amount;
      });
      expect(changed.length).toBeGreaterThan(ids.length / 2);
      expect(lines.map(({ id }) => id).sort()).toEqual(changed.map(({ id }) => id).sort());
    } finally {
      for (const node of made) await node.armoire.close();
    }
  });
});

it('a slot that was claimed by a node which died then is quoted by the next as it was decided', async () => {
  const url = await both.make('postgres');
  const [dying] = (await nodes(url, 1)) as [World];
  const { shop, storage } = { shop: dying.armoire.shop(), storage: dying.armoire.storage };
  await shop.upsertProducts(products(3));
  const ids = ['p0', 'p1', 'p2'];
  const { claim } = storage.slots;
  let claimed = () => {};
  const durable = new Promise<void>((resolve) => (claimed = resolve));
  storage.slots.claim = async (made) => {
    await claim(made);
    claimed();
    return await new Promise<never>(() => {});
  };
  const waiting = pricesOf(dying, ids);
  await durable;
  dying.clock.advance(50);
  // It could not know whether it had won: nobody was told a price that might not be the slot's.
  expect(await waiting).toEqual([2000, 2000, 2000]);
  const [next] = (await nodes(url, 1)) as [World];
  try {
    const { decisions } = await pricesLogged(next);
    const decided = new Map(decisions.map(({ price }) => [price?.product, price?.amount.amount]));
    expect(await pricesOf(next, ids)).toEqual(ids.map((id) => decided.get(id)));
    expect((await pricesLogged(next)).decisions).toHaveLength(3);
  } finally {
    await dying.armoire.close();
    await next.armoire.close();
  }
});
