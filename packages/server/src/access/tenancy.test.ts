import { manualClock, seededEntropy } from '@armoire/core';
import { merchantSchema, shopperSchema } from '@armoire/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Both, dialects, startBoth } from '../../test/databases.ts';
import { callsOf, type Values } from '../../test/operations.ts';
import { event, noon, order, product } from '../../test/world.ts';
import { createApp } from '../http/app.ts';
import { type Armoire, createArmoire, Metrics } from '../index.ts';
import { silentLog } from '../runtime/index.ts';
import { scopes } from './scopes.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

/** Stands in what shop A holds, and in no request of B. */
const mark = 'held-by-a-alone';
const password = 'correct horse battery';
const publicOf = (shop: string) => `public-key-of-shop-${shop}`;
const secretOf = (shop: string) => `secret-key-of-shop-${shop}`;

type Headers = Record<string, string>;

interface Tenants {
  readonly armoire: Armoire;
  send(
    method: string,
    path: string,
    headers: Headers,
    body?: unknown,
  ): Promise<{ status: number; text: string }>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape their own query decides
  admin(shop: string, query: string): Promise<any>;
}

async function open(url: string): Promise<Tenants> {
  const shops = ['a', 'b'].map((id) => ({
    id,
    currency: 'EUR',
    keys: { public: publicOf(id), secret: secretOf(id) },
  }));
  const armoire = await createArmoire(
    { storage: url, tokens: { secret: 'x'.repeat(32) }, shops },
    { clock: manualClock(noon), entropy: seededEntropy(1), log: silentLog, jobs: false },
  );
  const send: Tenants['send'] = async (method, path, headers, body) => {
    const sent = body === undefined || method === 'GET' ? {} : { body: JSON.stringify(body) };
    const all = { 'content-type': 'application/json', ...headers };
    const response = await armoire.handler(
      new Request(`http://localhost${path}`, { method, headers: all, ...sent }),
    );
    return { status: response.status, text: await response.text() };
  };
  return {
    armoire,
    send,
    async admin(shop, query) {
      const headers = { authorization: `Bearer ${secretOf(shop)}` };
      const { text } = await send('POST', '/admin/graphql', headers, { query });
      const { data, errors } = JSON.parse(text);
      expect(errors).toBeUndefined();
      return data;
    },
  };
}

/** What a shop holds after a day's work, and what its programs and people hold. */
async function fill({ armoire, send, admin }: Tenants, id: string, note: string) {
  const shop = armoire.shop(id);
  await shop.upsertProducts([product(`lamp-${id}`, { title: note, brand: note })]);
  const query = `{
    recommendations(point: "home.featured", count: 1, visitor: { shopper: "ann-${id}" }) { decision token }
    price(product: "lamp-${id}") { decision }
  }`;
  const { data } = JSON.parse(
    (await send('POST', '/graphql', { 'x-armoire-key': publicOf(id) }, { query })).text,
  );
  const { decision, token } = data.recommendations;
  await shop.ingest([event('click', { product: `lamp-${id}`, token, shopper: `ann-${id}` })], 'browser');
  await shop.ingest([order('purchase', `lamp-${id}`, { order: note, customer: `ann-${id}` })], 'server');
  const made = await admin(
    id,
    `mutation {
      key: createKey(name: "erp of ${note}", scopes: ${JSON.stringify(scopes)}) { key stored { id } }
      page: createKey(name: "page of ${note}", kind: public) { key }
      dora: addUser(email: "dora@shop-${id}.example", role: "owner", password: "${password}") { email }
      other: addUser(email: "${note}@shop.example", role: "viewer", password: "${password}") { email }
      kill: setKillSwitch(on: true, why: "${note}")
      resume: setKillSwitch(on: false, why: "${note}")
    }`,
  );
  const [line] = await armoire.storage.audit.list(id, 1, { action: 'price.kill' });
  const cookie = await cookieOf(armoire, { shop: id, email: `dora@shop-${id}.example`, password });
  await shop.settled();
  return { decision, token, made, cookie, audit: line?.id ?? '' };
}

type Filled = Awaited<ReturnType<typeof fill>>;

async function cookieOf(armoire: Armoire, body: object): Promise<string> {
  const login = new Request('http://localhost/admin/login', { method: 'POST', body: JSON.stringify(body) });
  const response = await armoire.handler(login);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Everything that opens a door of shop B, put into every lock. */
function credentialsOf({ token, made, cookie }: Filled): readonly Headers[] {
  const texts = [publicOf('b'), secretOf('b'), made.key.key, made.page.key, token];
  return [
    ...texts.flatMap((text): Headers[] => [{ authorization: `Bearer ${text}` }, { 'x-armoire-key': text }]),
    { cookie, origin: 'http://localhost' },
    { cookie: `armoire_admin=${token}`, origin: 'http://localhost' },
    // B's proof under A's name.
    { cookie: cookie.replace('=b~', '=a~'), origin: 'http://localhost' },
  ];
}

/** Values that name what is A's, wherever something is to be named. */
function valuesOf(a: Filled): Values {
  const named: Record<string, unknown> = {
    decision: a.decision,
    audit: a.audit,
    point: 'home.featured',
    email: 'dora@shop-a.example',
    role: 'owner',
    password: 'another horse battery',
    name: 'taken over',
    shopper: 'ann-a',
    customer: 'ann-a',
    session: 'ann-a',
    person: ['ann-a'],
    token: a.token,
    why: 'taken over',
    currency: 'EUR',
    category: 'lamps',
    kind: undefined,
  };
  const plain: Record<string, unknown> = {
    Int: 2,
    Float: 1,
    Boolean: true,
    Instant: '2026-01-31T11:59:00Z',
    MinorUnits: 100,
    Attributes: {},
    Json: {},
  };
  return (name, type) => {
    if (name === 'after' || name === 'before' || name === 'locale' || name === 'scopes') return undefined;
    if (type in plain) return plain[type];
    return type === 'ID' || type === 'String' ? (named[name] ?? 'lamp-a') : undefined;
  };
}

/** The same call with each of the ids of A, where it takes an id that could be of anything. */
function variants<Call extends { readonly body: { readonly variables: Record<string, unknown> } }>(
  call: Call,
  ids: readonly string[],
): readonly Call[] {
  if (!('id' in call.body.variables)) return [call];
  return ids.map((id) => ({ ...call, body: { ...call.body, variables: { ...call.body.variables, id } } }));
}

/** Rows of A, of whatever table. */
async function rowsOfA(url: string): Promise<readonly string[]> {
  return (await both.dump(url)).filter((row) => row.includes('"shop":"a"')).sort();
}

describe.each(dialects)('two shops in one database on %s', (dialect) => {
  it('keeps what is A’s from everything that B has', async () => {
    const url = await both.make(dialect);
    const tenants = await open(url);
    try {
      const { armoire, send, admin } = tenants;
      const a = await fill(tenants, 'a', mark);
      const b = await fill(tenants, 'b', 'held-by-b');
      await admin('a', 'mutation { startEvaluation(point: "home.featured") { state } }');
      const ids = [a.decision, a.made.key.stored.id, 'lamp-a', a.audit];
      const values = valuesOf(a);
      const merchant = callsOf(merchantSchema(), values).flatMap((call) => variants(call, ids));
      const shopper = callsOf(shopperSchema(), values).flatMap((call) => variants(call, ids));
      const { shops } = armoire;
      const routes = createApp({ shops, log: silentLog, metrics: new Metrics() }).routes;
      const paths = new Set(routes.map(({ method, path }) => `${method} ${path.replace(':id', 'lamp-a')}`));
      const item = { ...event('click', { product: 'lamp-a', shopper: 'ann-a' }), title: 'taken over' };

      /** Every operation with one credential; what it was told. */
      const tryAll = async (headers: Headers): Promise<readonly string[]> => {
        const said: string[] = [];
        const tell = async (what: string, answer: Promise<{ status: number; text: string }>) => {
          const { status, text } = await answer;
          said.push(`${what} ${status} ${text}`);
        };
        for (const { name, body } of merchant)
          await tell(name, send('POST', '/admin/graphql', headers, body));
        for (const { name, body } of shopper) await tell(name, send('POST', '/graphql', headers, body));
        for (const path of paths) {
          const [method = '', place = ''] = path.split(' ');
          // A login and a logout would end what the rest is tried with.
          if (/^\/admin\/log(in|out)$/.test(place)) continue;
          const bodies =
            place === '/events'
              ? [{ key: headers['x-armoire-key'], events: [{ ...item, token: a.token }] }]
              : [
                  [{ ...product('lamp-a'), id: 'lamp-a' }],
                  [order('refund', 'lamp-a', { customer: 'ann-a' })],
                  { shopper: 'ann-a', customer: 'ann-a', why: 'taken over' },
                ];
          for (const body of bodies) await tell(path, send(method, `${place}?customer=ann-a`, headers, body));
        }
        return said;
      };

      // What is due by itself is no doing of B.
      await armoire.runDue();
      const before = await rowsOfA(url);
      expect(before.filter((row) => row.includes(mark)).length).toBeGreaterThan(5);
      const said: string[] = [];
      for (const headers of credentialsOf(b)) said.push(...(await tryAll(headers)));
      expect(said.length).toBeGreaterThan(13 * (merchant.length + shopper.length));

      // What A evaluated is A's, and B may begin one beside it.
      expect((await admin('a', '{ evaluation { point } }')).evaluation).toEqual({ point: 'home.featured' });
      expect((await admin('b', '{ evaluation { point } }')).evaluation).toBeNull();

      // B's token in an event of A, and B's people at A's door.
      const click = { ...event('click', { product: 'lamp-a' }), token: b.token };
      const told = await send('POST', '/events', {}, { key: publicOf('a'), events: [click] });
      expect(JSON.parse(told.text)).toMatchObject({ accepted: 0, rejected: [{ code: 'INVALID_TOKEN' }] });
      expect(await cookieOf(armoire, { shop: 'a', email: 'dora@shop-b.example', password })).toBe('');
      await send('POST', '/admin/logout', {
        cookie: b.cookie.replace('=b~', '=a~'),
        origin: 'http://localhost',
      });

      for (const { id } of shops) await armoire.shop(id).settled();
      await armoire.runDue();
      expect(said.filter((answer) => answer.includes(mark))).toEqual([]);
      expect(await rowsOfA(url)).toEqual(before);

      // What B was refused, A itself is given: the same requests with A's key show it and change it.
      const own = await tryAll({ authorization: `Bearer ${secretOf('a')}` });
      const fields = callsOf(merchantSchema(), values).map(({ name }) => name);
      const shown = fields.filter((name) =>
        own.some((each) => each.startsWith(`${name} `) && each.includes(mark)),
      );
      expect(shown).toEqual(expect.arrayContaining(['Query.audit', 'Query.keys', 'Query.users']));
      await armoire.shop('a').settled();
      expect(await rowsOfA(url)).not.toEqual(before);
    } finally {
      await tenants.armoire.close();
    }
  }, 180_000);
});
