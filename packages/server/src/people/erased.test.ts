import { openStorage, restoreStorage } from '@armoire/storage';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { event, order, products, publicKey, secretKey, type World, world } from '../../test/world.ts';
import type { Log } from '../runtime/index.ts';
import { subtractFrom } from './index.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

const points = {
  home: {
    kind: 'shelf',
    policy: { name: 'thompson-linear' },
    sources: ['together', 'popular', 'trending', 'newest'],
  },
} as const;
const keys = {
  public: publicKey,
  secret: { everything: secretKey, reader: { key: 'sk_that_only_reads_people', scopes: ['people:read'] } },
} as const;

const ann = { shopper: 'ann-shopper', session: 'ann-session', customer: 'ann-customer' };
const bob = { shopper: 'bob-shopper', session: 'bob-session', customer: 'bob-customer' };
/** Products that only Ann and Bob turned to, and one that only Ann did. */
const [shared, other, alone] = ['p0', 'p1', 'p2'];

class Said implements Log {
  readonly lines: string[] = [];
  readonly #say = (fields: object, message: string) => {
    this.lines.push(`${message} ${JSON.stringify(fields)} ${(fields as { error?: unknown }).error ?? ''}`);
  };
  readonly debug = this.#say;
  readonly info = this.#say;
  readonly warn = this.#say;
  readonly error = this.#say;
}

const open = (url: string, log: Log, { atLeast = 2, seed = 1 } = {}) =>
  world({
    shop: { points, keys, people: { atLeast } },
    config: { storage: url, tokens: { secret: 'x'.repeat(32) } },
    log,
    seed,
  });

async function visit({ graphql, ask, armoire }: World, who: typeof ann, wants: readonly string[]) {
  const { shopper, session, customer } = who;
  const { data } = await graphql(
    `{ recommendations(point: "home", count: 3, visitor: { shopper: "${shopper}", session: "${session}" }) { token items { product { id } } } }`,
  );
  const { token, items } = data.recommendations;
  const seen = wants.map((product) => event('view', { product, shopper, session }));
  const clicked = event('click', { product: items[0].product.id, token, shopper, session });
  await ask('/events', { method: 'POST', body: { key: publicKey, events: [...seen, clicked] } });
  const lines = wants.map((product) => ({
    ...{ product, quantity: 1, unitPrice: { amount: 2000, currency: 'EUR' } },
  }));
  const bought = { ...order('purchase', 'p0', { shopper, session, customer, order: `${shopper}-1` }), lines };
  const sold = await ask('/v1/orders', { method: 'POST', headers: bearer(secretKey), body: [bought] });
  expect(await sold.json()).toMatchObject({ accepted: 1 });
  await armoire.shop().settled();
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const erase = ({ ask }: World, body: object, key: string = secretKey) =>
  ask('/v1/people/erase', { method: 'POST', headers: bearer(key), body });

/** What the sources of a node would show. */
async function shown({ armoire, clock }: World, product?: string): Promise<Record<string, string[]>> {
  const { catalog, sources } = armoire.shop().engine;
  const found: Record<string, string[]> = {};
  for (const [id, source] of sources) {
    const query = { at: clock.now(), limit: 20, catalog, ...(product === undefined ? {} : { product }) };
    found[id] = (await source.retrieve(query)).map((candidate) => candidate.product);
  }
  return found;
}

/** Everything that a node keeps of people in memory, as text. */
function memoryOf({ armoire }: World): string {
  const { engine } = armoire.shop();
  return [
    engine.people.snapshot(),
    ...[...engine.sources.values()].map((source) => source.snapshot()),
  ].join();
}

const mentions = async (url: string) => (await both.dump(url)).filter((row) => row.includes('ann-'));

describe.each(dialects)('a person who asks over HTTP, on %s', (dialect) => {
  it('is erased from tables, backups, memory, logs and whatever is shown', async () => {
    const url = await both.make(dialect);
    const file = `${both.folder}/${dialect}-people.db`;
    const said = new Said();
    const [a, b] = [await open(url, said), await open(url, said, { seed: 2 })];
    try {
      await a.armoire.shop().upsertProducts(products(6));
      await visit(a, bob, [shared, other]);
      await visit(a, ann, [shared, other, alone]);
      await b.armoire.runDue();
      for (const node of [a, b]) {
        expect(await shown(node)).toMatchObject({ popular: expect.arrayContaining([shared, other]) });
        expect((await shown(node, shared)).together).toEqual([other]);
        expect(memoryOf(node)).toContain('ann-shopper');
      }
      await a.armoire.storage.backup({ to: file });
      expect((await mentions(url)).length).toBeGreaterThan(5);

      const asked = await a.admin(
        '{ person(customer: "ann-customer") { shoppers sessions customers events decisions outcomes samples firstAt } }',
      );
      expect(asked.data.person).toMatchObject({
        ...{ shoppers: [ann.shopper], sessions: [ann.session], customers: [ann.customer] },
        ...{ events: 5, decisions: 1 },
      });
      const exported = await a.ask('/v1/people/export?customer=ann-customer', {
        headers: bearer(keys.secret.reader.key),
      });
      expect(exported.headers.get('content-type')).toContain('application/jsonl');
      const lines = (await exported.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines[0]).toEqual({
        kind: 'names',
        value: expect.arrayContaining(['customer:ann-customer', 'shopper:ann-shopper']),
      });
      expect(lines.filter(({ kind }) => kind === 'event')).toHaveLength(5);
      expect(JSON.stringify(lines)).not.toContain('bob-');

      const erased = await erase(a, { customer: ann.customer, why: 'asked by letter' });
      const answer = await erased.json();
      expect([erased.status, answer]).toMatchObject([
        200,
        { events: 5, decisions: 1, id: expect.any(String) },
      ]);
      // At once here, and within seconds elsewhere.
      expect(memoryOf(a)).not.toContain('ann-');
      await vi.waitFor(
        async () => {
          await b.armoire.runDue();
          expect(memoryOf(b)).not.toContain('ann-');
        },
        { timeout: 30_000, interval: 250 },
      );
      for (const node of [a, b]) {
        await node.armoire.shop().settled();
        expect(memoryOf(node)).not.toContain('ann-');
        expect(await shown(node)).toMatchObject({ together: [], popular: [], trending: [] });
        expect((await shown(node, shared)).together).toEqual([]);
      }
      const { data } = await a.admin('{ audit { nodes { action actor subject why after } } }');
      expect(data.audit.nodes).toMatchObject([
        {
          action: 'person.erase',
          actor: 'everything',
          subject: `person:${answer.id}`,
          why: 'asked by letter',
        },
        { action: 'person.export', actor: 'reader' },
      ]);
      const again = await a.admin(
        'mutation { erasePerson(shopper: "ann-shopper", why: "again") { events decisions } }',
      );
      expect(again.data.erasePerson).toEqual({ events: 0, decisions: 0 });
    } finally {
      for (const node of [a, b]) await node.armoire.close();
    }
    expect(await mentions(url)).toEqual([]);
    expect(said.lines.length).toBeGreaterThan(10);
    expect(said.lines.filter((line) => line.includes('ann-'))).toEqual([]);

    const live = await openStorage({ url });
    const gone = await live.people.erased('lamps');
    await live.close();
    const restored = await both.make(dialect);
    const subtract = subtractFrom(a.armoire.settings.shops);
    expect(await restoreStorage({ from: file, to: restored, erased: gone, subtract })).toMatchObject({
      erasedAgain: 1,
    });
    expect(await mentions(restored)).toEqual([]);
    const back = await open(restored, said, { seed: 3 });
    expect((await shown(back, shared)).together).toEqual([]);
    expect(await back.armoire.storage.events.head('lamps')).toBeGreaterThan(5);
    await back.armoire.close();
    expect(await mentions(restored)).toEqual([]);
  }, 60_000);

  it('takes what only they did from what is shown, where a single person is enough', async () => {
    const node = await open(await both.make(dialect), new Said(), { atLeast: 1 });
    try {
      await node.armoire.shop().upsertProducts(products(6));
      await visit(node, bob, [shared, other]);
      const before = [await shown(node), await shown(node, shared)];
      await visit(node, ann, [shared, alone]);
      expect((await shown(node)).trending).toContain(alone);
      expect((await shown(node, shared)).together).toContain(alone);
      await erase(node, { shopper: ann.shopper, why: 'asked' });
      expect([await shown(node), await shown(node, shared)]).toEqual(before);
    } finally {
      await node.armoire.close();
    }
  });
});

describe('the endpoints for people', () => {
  it('ask for a scope, for somebody, and for a reason that names nobody', async () => {
    const said = new Said();
    const node = await open('sqlite::memory:', said);
    const read = (query: string, key = secretKey) =>
      node.ask(`/v1/people/export${query}`, { headers: bearer(key) });
    const codeOf = async (response: Response) => [response.status, (await response.json()).code];
    try {
      expect(await codeOf(await erase(node, { customer: 'x', why: 'y' }, keys.secret.reader.key))).toEqual([
        403,
        'FORBIDDEN',
      ]);
      expect(await codeOf(await node.ask('/v1/people/export?customer=x'))).toEqual([401, 'UNAUTHENTICATED']);
      expect(await codeOf(await read('?customer=x', publicKey))).toEqual([403, 'FORBIDDEN']);
      expect(await codeOf(await read(''))).toEqual([400, 'INVALID_INPUT']);
      expect(await codeOf(await read(`?customer=${'x'.repeat(300)}`))).toEqual([400, 'INVALID_INPUT']);
      expect(await codeOf(await erase(node, { customer: 'ann-customer' }))).toEqual([400, 'INVALID_INPUT']);
      for (const why of ['ann-customer asked', 'for (ann-customer).', 'x-ann-customer-x'])
        expect(await codeOf(await erase(node, { customer: 'ann-customer', why }))).toEqual([
          400,
          'INVALID_INPUT',
        ]);
      expect((await erase(node, { customer: '7', why: 'asked on 17 May' })).status).toBe(200);
      expect(await codeOf(await erase(node, { customer: '7', why: 'asked on 7 May' }))).toEqual([
        400,
        'INVALID_INPUT',
      ]);
      expect((await read('?customer=nobody')).status).toBe(200);
      const { errors } = await node.admin('{ person { events } }');
      expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
      expect(said.lines.filter((line) => /ann-customer/.test(line))).toEqual([]);
    } finally {
      await node.armoire.close();
    }
  });

  it('refuse a session that several people came in', async () => {
    const node = await open('sqlite::memory:', new Said());
    try {
      await node.armoire.shop().upsertProducts(products(2));
      const in1 = (customer: string) =>
        order('purchase', 'p0', { customer, session: 'desk', order: customer });
      await node.armoire.shop().ingest([in1('ann'), in1('bob')], 'server');
      expect((await erase(node, { session: 'desk', why: 'asked' })).status).toBe(400);
      expect((await erase(node, { customer: 'ann', why: 'asked' })).status).toBe(200);
    } finally {
      await node.armoire.close();
    }
  });
});
