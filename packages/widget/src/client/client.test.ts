import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClientOptions, createClient } from './client.ts';
import { sessionIdle } from './identity.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: { query: string; variables: Record<string, unknown>; key: string; events: { id: string }[] };
}

type Reply = (sent: Sent) => unknown;

/** Answers each alias with what its field would answer. */
const answers: Reply = ({ body: { query, variables } }) => {
  const data: Record<string, unknown> = {};
  for (const [, alias = '', field = ''] of query.matchAll(/(f\d+):(\w+)\(/g)) {
    const index = alias.slice(1);
    if (field === 'page') {
      const shelves = variables[`shelves${index}`] as { point: string }[];
      data[alias] = { shelves: shelves.map(({ point }) => ({ point, items: [] })) };
    } else if (field === 'prices') {
      const products = variables[`products${index}`] as string[];
      data[alias] = products.map((product) => (product === 'unknown' ? null : { product }));
    } else data[alias] = { field };
  }
  return { data };
};

function store() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

function setUp({ reply = answers, ...options }: Partial<ClientOptions> & { reply?: Reply } = {}) {
  const sent: Sent[] = [];
  const storage = { local: store(), session: store() };
  let ids = 0;
  const client = createClient({
    url: 'https://armoire.example/base/',
    key: 'pk',
    storage,
    id: () => {
      ids += 1;
      return `id${ids}`;
    },
    fetch: async (url, init) => {
      const call = {
        url: String(url),
        headers: init?.headers as Record<string, string>,
        body: JSON.parse(String(init?.body)),
      };
      sent.push(call);
      const answer = await reply(call);
      return answer instanceof Response ? answer : Response.json(answer);
    },
    ...options,
  });
  return { client, sent, storage };
}

const message = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => `${error.code}: ${error.message}`,
  );

describe('questions', () => {
  it('joins what is asked in one microtask, and gives each its own part', async () => {
    const { client, sent } = setUp();
    const [first, second, other, price, prices, choice] = await Promise.all([
      client.page([{ point: 'a' }, { point: 'b', count: 4 }], { product: 'p' }),
      client.page([{ point: 'a' }], { product: 'p' }),
      client.page([{ point: 'c' }], { category: 'shoes' }),
      client.price('x'),
      client.prices(['y', 'x']),
      client.choice('banner'),
    ]);
    expect([first, second, other].map((shelves) => shelves?.map(({ point }) => point))).toEqual([
      ['a', 'b'],
      ['a'],
      ['c'],
    ]);
    expect(price).toEqual({ product: 'x' });
    expect(prices.map(({ product }) => product)).toEqual(['y', 'x']);
    expect(choice).toEqual({ field: 'choice' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: 'https://armoire.example/base/graphql',
      headers: { 'x-armoire-key': 'pk' },
      body: {
        variables: {
          shelves0: [{ point: 'a' }, { point: 'b', count: 4 }, { point: 'a' }],
          situation0: { product: 'p' },
          products2: ['x', 'y', 'x'],
        },
      },
    });
    expect(sent[0]?.body.query).not.toContain('visitor');
  });

  it('asks for a variant by itself, and once for the same', async () => {
    const { client, sent } = setUp();
    await Promise.all([client.price('x', { variant: 'v' }), client.price('x', { variant: 'v' })]);
    expect(sent[0]?.body.query).toMatch(
      /^query Armoire\([^)]*\)\{f0:price\(product:\$product0,variant:\$variant0\)/,
    );
    expect(sent[0]?.body.query).not.toContain('f1');
  });

  it('says which product has no price', async () => {
    const { client } = setUp();
    const [known, unknown] = await Promise.all([
      message(client.price('x')),
      message(client.price('unknown')),
    ]);
    expect([known, unknown]).toEqual(['answered', 'UNKNOWN_PRODUCT: unknown']);
  });

  it('asks once more without the field that failed, and not a third time', async () => {
    const { client, sent } = setUp({
      reply: (call) =>
        call.body.query.includes('choice')
          ? {
              data: null,
              errors: [{ message: 'no such point', path: ['f1'], extensions: { code: 'UNKNOWN_POINT' } }],
            }
          : answers(call),
    });
    expect(await Promise.all([message(client.price('x')), message(client.choice('none'))])).toEqual([
      'answered',
      'UNKNOWN_POINT: no such point',
    ]);
    expect(sent).toHaveLength(2);
    const failing = setUp({ reply: () => ({ data: null, errors: [{ message: 'broken', path: ['f0'] }] }) });
    await Promise.all([message(failing.client.price('x')), message(failing.client.choice('y'))]);
    expect(failing.sent).toHaveLength(2);
  });

  it('splits what is more than a server takes in one query', async () => {
    const { client, sent } = setUp();
    await Promise.all(Array.from({ length: 13 }, (_, index) => client.choice(`c${index}`)));
    expect(sent).toHaveLength(2);
  });

  it('gives up after two seconds', async () => {
    let signal: AbortSignal | null | undefined;
    const { client } = setUp({
      fetch: (_, init) => {
        signal = init?.signal;
        return new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal?.reason)),
        );
      },
    });
    const outcome = message(client.page([{ point: 'a' }]));
    await vi.advanceTimersByTimeAsync(1999);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toBe('DEADLINE: No answer');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['no JSON', () => new Response('<html>', { status: 502 }), 'DEADLINE: No answer'],
    ['nothing', () => ({}), 'INTERNAL: No answer'],
    [
      'an error of its own',
      () => ({ errors: [{ message: 'who?', extensions: { code: 'UNAUTHENTICATED' } }] }),
      'UNAUTHENTICATED: who?',
    ],
  ])('rejects when the answer is %s', async (_, reply, expected) => {
    const { client, sent } = setUp({ reply });
    expect(await message(client.page([{ point: 'a' }]))).toBe(expected);
    expect(sent).toHaveLength(1);
  });

  it('aborts what is under way when it is closed', async () => {
    const { client } = setUp({
      fetch: (_, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('gone'))),
        ),
    });
    const outcome = message(client.page([{ point: 'a' }]));
    await Promise.resolve();
    client.close();
    expect(await outcome).toBe('DEADLINE: No answer');
  });
});

it('sends what waits when it is closed, and sets no timer after it', async () => {
  const beacon = vi.fn<(url: string, body: Blob) => boolean>(() => true);
  const { client } = setUp({ beacon });
  client.track({ kind: 'click', product: 'p' });
  client.close();
  expect(beacon).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

/** Answers with a token to keep, which a test may change. */
function giving(token: string | undefined) {
  const server = { token };
  const reply: Reply = (sent) => {
    const headers = server.token === undefined ? {} : { 'x-armoire-shopper': server.token };
    return Response.json(sent.url.endsWith('/events') ? {} : answers(sent), { headers });
  };
  return { server, reply };
}

describe('consent', () => {
  it('is denied unless it is stated: nothing names the visitor, not even what the shop and the server give', async () => {
    const { reply } = giving('t1');
    const { client, sent, storage } = setUp({ shopper: 's', session: 't', reply });
    client.track({ kind: 'click', product: 'p', customer: 'c' });
    await Promise.all([client.page([{ point: 'a' }]), client.flush()]);
    await client.page([{ point: 'b' }]);
    expect(sent).toHaveLength(3);
    expect(JSON.stringify(sent)).not.toMatch(/visitor|shopper|session|customer/);
    expect(storage.local.kept.size + storage.session.kept.size).toBe(0);
    expect(client.shopper()).toBeUndefined();
  });

  it('asks for a token, keeps it, and sends it from then on', async () => {
    const { server, reply } = giving('t1');
    const { client, sent, storage } = setUp({ consent: 'granted', reply });
    client.track({ kind: 'view', product: 'p' });
    await client.page([{ point: 'a' }]);
    expect(sent[0]?.headers['x-armoire-shopper']).toBe('new');
    expect(sent[0]?.body.variables.v).toEqual({ session: 'id2' });
    server.token = undefined;
    client.track({ kind: 'click', product: 'p' });
    await client.page([{ point: 'b' }]);
    await client.flush();
    expect(sent[1]?.headers).not.toHaveProperty('x-armoire-shopper');
    expect(sent[1]?.body.variables.v).toEqual({ shopper: 't1', session: 'id2' });
    expect(sent[2]?.body).toMatchObject({
      events: [
        { kind: 'view', shopper: 't1' },
        { kind: 'click', shopper: 't1' },
      ],
    });
    expect(Object.keys(sent[2]?.body ?? {})).toEqual(['key', 'events']);
    expect([client.shopper(), storage.local.kept.get('armoire.shopper')]).toEqual(['t1', 't1']);
  });

  it('is given a token for events alone too', async () => {
    const { client, sent } = setUp({ consent: 'granted', reply: giving('t1').reply });
    for (const product of ['p', 'q']) {
      client.track({ kind: 'view', product });
      await client.flush();
    }
    expect(sent.map(({ body }) => body)).toMatchObject([
      { shopper: 'new', events: [{ session: 'id2' }] },
      { events: [{ shopper: 't1' }] },
    ]);
    expect(sent[0]?.body.events[0]).not.toHaveProperty('shopper');
  });

  it('keeps the token that replaces the one it sent, and no other', async () => {
    const { server, reply } = giving('t2');
    const { client, storage } = setUp({ consent: 'granted', reply });
    storage.local.setItem('armoire.shopper', 't1');
    await client.page([{ point: 'a' }]);
    expect(storage.local.kept.get('armoire.shopper')).toBe('t2');
    server.token = 't3';
    const asked = client.page([{ point: 'b' }]);
    await Promise.resolve();
    storage.local.setItem('armoire.shopper', 'of another tab');
    await asked;
    expect(client.shopper()).toBe('of another tab');
  });

  it('of two questions at once, the first answer’s token is kept', async () => {
    let count = 0;
    const { client, sent } = setUp({
      consent: 'granted',
      reply: (call) => {
        count += 1;
        return Response.json(answers(call), { headers: { 'x-armoire-shopper': `t${count}` } });
      },
    });
    await Promise.all(Array.from({ length: 13 }, (_, index) => client.choice(`c${index}`)));
    expect(sent.map(({ headers }) => headers['x-armoire-shopper'])).toEqual(['new', 'new']);
    expect(client.shopper()).toBe('t1');
  });

  it('sends the shop’s own token, and leaves it to the shop to renew it', async () => {
    const { client, sent, storage } = setUp({
      consent: 'granted',
      shopper: 'own',
      reply: giving('t1').reply,
    });
    await client.page([{ point: 'a' }]);
    await client.page([{ point: 'b' }]);
    expect(sent.map(({ body }) => body.variables.v)).toEqual(
      Array(2).fill({ shopper: 'own', session: 'id1' }),
    );
    expect(storage.local.kept.size).toBe(0);
  });

  it('keeps a session until half an hour of silence', async () => {
    const { client, sent } = setUp({ consent: 'granted' });
    const session = async () => {
      await client.page([{ point: 'a' }]);
      return sent.at(-1)?.body.variables.v;
    };
    expect(await session()).toEqual({ session: 'id1' });
    vi.advanceTimersByTime(sessionIdle - 1);
    expect(await session()).toEqual({ session: 'id1' });
    vi.advanceTimersByTime(sessionIdle);
    expect(await session()).toEqual({ session: 'id2' });
  });

  it('withdrawn, deletes what is stored and what waits to be sent', async () => {
    const { client, sent, storage } = setUp({ consent: 'granted' });
    storage.local.setItem('armoire.shopper', 't1');
    client.track({ kind: 'click', product: 'p', customer: 'c' });
    client.setConsent('denied');
    client.setConsent('granted');
    await client.flush();
    expect(sent[0]?.body.events).toEqual([{ id: 'id1', at: 1_000_000, kind: 'click', product: 'p' }]);
    expect(storage.local.kept.size + storage.session.kept.size).toBe(0);
  });

  it('withdrawn before the answer, keeps nothing of it', async () => {
    const { client, storage } = setUp({ consent: 'granted', reply: giving('t2').reply });
    storage.local.setItem('armoire.shopper', 't1');
    const asked = client.page([{ point: 'a' }]);
    await Promise.resolve();
    client.setConsent('denied');
    await asked;
    expect(storage.local.kept.size + storage.session.kept.size).toBe(0);
    client.setConsent('granted');
    expect(client.shopper()).toBeUndefined();
  });

  it('denied, deletes what an earlier visit stored', () => {
    const storage = { local: store(), session: store() };
    storage.local.setItem('armoire.shopper', 'old');
    setUp({ storage });
    expect(storage.local.kept.size).toBe(0);
  });

  it.each(['throws', 'is full'])('lives with storage that %s', async (how) => {
    const broken = () => {
      throw new Error('denied by the browser');
    };
    const getItem = how === 'throws' ? broken : () => null;
    const failing = { getItem, setItem: broken, removeItem: broken };
    const { server, reply } = giving('t1');
    const { client, sent } = setUp({
      consent: 'granted',
      storage: { local: failing, session: failing },
      reply,
    });
    await client.page([{ point: 'a' }]);
    await client.page([{ point: 'b' }]);
    server.token = 't2';
    await client.page([{ point: 'c' }]);
    await client.page([{ point: 'd' }]);
    expect(sent.map(({ body }) => body.variables.v)).toEqual([
      { session: 'id1' },
      { shopper: 't1', session: 'id1' },
      { shopper: 't1', session: 'id1' },
      { shopper: 't2', session: 'id1' },
    ]);
    client.setConsent('denied');
    expect(client.shopper()).toBeUndefined();
  });
});
