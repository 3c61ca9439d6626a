import { setTimeout as sleep } from 'node:timers/promises';
import { Sums } from '@armoire/core';
import { erasePerson, exportPerson, openStorage } from '@armoire/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { event, noon, order, products, publicKey, secretKey, type World, world } from '../../test/world.ts';
import { replayDecisions } from '../replay/index.ts';
import { namesOfPerson, subtractFrom } from './index.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const points = {
  home: { kind: 'shelf', policy: { name: 'thompson-linear' }, sources: ['newest', 'together'] },
} as const;

const open = (url: string, seed = 1) =>
  world({ shop: { points }, config: { storage: url, tokens: { secret: 'x'.repeat(32) } }, seed });

interface Visitor {
  readonly shopper: string;
  readonly session: string;
  readonly customer: string;
}

const ann = { shopper: 'ann-shopper', session: 'ann-session', customer: 'ann-customer' };
const bob = { shopper: 'bob-shopper', session: 'bob-session', customer: 'bob-customer' };

/** Is shown products, clicks on one, buys it, and sends it back. */
async function visit(node: World, { shopper, session, customer }: Visitor): Promise<void> {
  const shop = node.armoire.shop();
  const { data } = await node.graphql(
    `{ recommendations(point: "home", count: 3, visitor: { shopper: "${shopper}", session: "${session}" }) { token items { product { id } } } }`,
  );
  const { token, items } = data.recommendations;
  const ids: string[] = items.map(({ product }: { product: { id: string } }) => product.id);
  const who = { shopper, session };
  await shop.ingest(
    ids.map((product) => event('click', { product, token, ...who })),
    'browser',
  );
  const bought = { ...who, customer, order: `order-${shopper}` };
  await shop.ingest([order('purchase', ids[0] ?? '', bought)], 'server');
  await shop.settled();
  await shop.ingest([order('refund', ids[0] ?? '', bought)], 'server');
  await shop.settled();
}

async function sumsOf({ armoire }: World): Promise<string[]> {
  const { sums } = await armoire.storage.state.changes('lamps', 0);
  const rows = sums.flatMap(({ state, rows: each }) => each.map((row) => ({ state, ...row })));
  return rows
    .filter(({ values }) => values.some((value) => value !== 0))
    .map(asText)
    .sort();
}

function memoryOf({ armoire }: World): string[] {
  const { engine } = armoire.shop();
  const [point] = Object.values(engine.points);
  const state = point === undefined ? undefined : engine.learned.state('home', point.policy);
  const name = engine.learned.names()[0];
  return state instanceof Sums ? [...state.rows()].map((row) => asText({ state: name, ...row })).sort() : [];
}

function asText(row: { state: string | undefined; key: string; bucket: number; values: readonly number[] }) {
  return JSON.stringify([row.state, row.key, row.bucket, row.values]);
}

/** No crawler's, which would count nowhere. */
const agentOfAnn = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140 ann-browser';

const mentions = async (url: string) => (await both.dump(url)).filter((row) => row.includes('ann-'));

describe.each(dialects)('a person, on %s', (dialect) => {
  it('is erased from everything, as if they had never been, while nodes run', async () => {
    const url = await both.make(dialect);
    const [a, b] = [await open(url), await open(url, 2)];
    const other = await openStorage({ url });
    try {
      await a.armoire.shop().upsertProducts(products(6));
      await visit(a, bob);
      const before = await sumsOf(a);
      expect(before.length).toBeGreaterThan(0);
      a.clock.advance(1000);
      await visit(a, ann);
      await b.armoire.runDue();
      expect(await sumsOf(a)).not.toEqual(before);

      const names = await namesOfPerson(other, 'lamps', [{ customer: ann.customer }]);
      const expected = ['customer:ann-customer', 'session:ann-session', 'shopper:ann-shopper'];
      expect([...names].sort()).toEqual(expected);
      const bySession = await namesOfPerson(other, 'lamps', [{ session: ann.session }]);
      expect([...bySession].sort()).toEqual(expected);
      expect(await namesOfPerson(other, 'lamps', [{ shopper: ann.customer }])).toEqual([
        'shopper:ann-customer',
      ]);
      const kinds: Record<string, number> = {};
      for await (const { kind } of exportPerson(other, 'lamps', names)) kinds[kind] = (kinds[kind] ?? 0) + 1;
      expect(kinds).toEqual({ event: 5, decision: 1, outcome: 3, sample: 5 });

      const subtract = subtractFrom(a.armoire.settings.shops);
      const erased = await erasePerson(other, 'lamps', names, noon + 2000, subtract);
      expect(erased).toMatchObject({ applied: true, events: 5, decisions: 1, outcomes: 3, samples: 5 });
      expect(await sumsOf(a)).toEqual(before);

      // Nodes make their memory anew, and what they save has no trace either.
      await sleep(2100);
      for (const node of [a, b]) {
        await node.armoire.runDue();
        await node.armoire.shop().settled();
        expect(memoryOf(node)).toEqual(before);
        expect(node.armoire.shop().engine.people.snapshot()).not.toContain('ann-');
        for (const source of node.armoire.shop().engine.sources.values()) {
          expect(source.snapshot()).not.toContain('ann-');
        }
      }
    } finally {
      for (const node of [a, b]) await node.armoire.close();
      await other.close();
    }
    expect(await mentions(url)).toEqual([]);
  });

  it('leaves a stretch of the log that is not replayed, and one behind it that is', async () => {
    const url = await both.make(dialect);
    const node = await open(url);
    try {
      const { storage, settings } = node.armoire;
      const [shop] = settings.shops;
      if (shop === undefined) throw new Error('no shop');
      await node.armoire.shop().upsertProducts(products(6));
      await visit(node, ann);
      node.clock.advance(1000);
      await visit(node, bob);
      expect((await replayDecisions({ shop, storage })).matched).toBe(2);
      const names = await namesOfPerson(storage, 'lamps', [{ shopper: ann.shopper }]);
      await erasePerson(storage, 'lamps', names, node.clock.now(), subtractFrom([shop]));
      await expect(replayDecisions({ shop, storage })).rejects.toMatchObject({ code: 'CONFLICT' });
      await sleep(2100);
      await node.armoire.runDue();
      node.clock.advance(600_000);
      await visit(node, { ...bob, shopper: 'eve' });
      const report = await replayDecisions({ shop, storage, since: node.clock.now() - 1000 });
      expect(report).toMatchObject({ decisions: 1, matched: 1 });
    } finally {
      await node.armoire.close();
    }
  });

  it('who does not consent is served, and nothing that names them is stored', async () => {
    const url = await both.make(dialect);
    const node = await open(url);
    try {
      await node.armoire.shop().upsertProducts(products(6));
      const { data } = await node.graphql(
        '{ recommendations(point: "home", count: 3) { source token items { product { id } } } }',
      );
      const { source, token, items } = data.recommendations;
      expect([source, items.length]).toEqual(['policy', 3]);
      const sent = await node.ask('/events', {
        method: 'POST',
        headers: { 'user-agent': agentOfAnn, 'x-forwarded-for': '203.0.113.7', cookie: 'id=ann-cookie' },
        body: { key: publicKey, events: [event('click', { product: items[0].product.id, token })] },
      });
      expect(await sent.json()).toMatchObject({ accepted: 1 });
      await node.armoire.shop().settled();
      const { storage } = node.armoire;
      expect(await storage.state.samples('lamps', 0, 10)).toHaveLength(1);
      const decisions = await storage.decisions.list('lamps', {}, 'asc', 10);
      const events = await storage.events.read('lamps', 0, 10);
      for (const row of [...decisions.items, ...events]) {
        for (const name of ['shopper', 'session', 'customer']) expect(row).not.toHaveProperty(name);
      }
      expect(decisions.items[0]?.unit.kind).toBe('request');

      // What a page sends as it goes away, what a query tells, and what the store's server sells to a guest.
      const beacon = JSON.stringify({ key: publicKey, events: [event('view', { product: 'p1' })] });
      const gone = await node.ask('/events', {
        method: 'POST',
        headers: { 'content-type': 'text/plain', 'user-agent': agentOfAnn, cookie: 'id=ann-cookie' },
        body: beacon,
      });
      expect(gone.status).toBe(202);
      const tracked = await node.graphql(
        `mutation { track(events: [{ id: "t1", kind: click, at: "${new Date(noon).toISOString()}", product: "p2" }]) { accepted rejected { code message } } }`,
        { 'user-agent': agentOfAnn, cookie: 'id=ann-cookie' },
      );
      expect(tracked.data.track).toEqual({ accepted: 1, rejected: [] });
      const sold = await node.ask('/v1/orders', {
        method: 'POST',
        headers: { authorization: `Bearer ${secretKey}`, 'x-forwarded-for': '203.0.113.7' },
        body: [order('purchase', 'p3', { order: 'guest' })],
      });
      expect(await sold.json()).toMatchObject({ accepted: 1 });
      await node.armoire.shop().settled();
      const all = await storage.events.read('lamps', 0, 10);
      expect(all.map(({ kind }) => kind)).toEqual(['click', 'view', 'click', 'purchase']);
      for (const name of ['shopper', 'session', 'customer'])
        expect(all.filter((row) => name in row)).toEqual([]);
      expect(node.armoire.shop().engine.people.snapshot()).toBe('[]');
    } finally {
      await node.armoire.close();
    }
    const rows = await both.dump(url);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter((row) => /ann-browser|203\.0\.113|ann-cookie/.test(row))).toEqual([]);
  });
});
