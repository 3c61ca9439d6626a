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
    expect(prices.map(({ product }) => product)).toEqual(['x', 'y']);
    expect(choice).toEqual({ field: 'choice' });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: 'https://armoire.example/base/graphql',
      headers: { 'x-armoire-key': 'pk' },
      body: {
        variables: {
          shelves0: [{ point: 'a' }, { point: 'b', count: 4 }, { point: 'a' }],
          situation0: { product: 'p' },
          products2: ['x', 'y'],
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
    expect([known, unknown]).toEqual(['answered', 'UNKNOWN_PRODUCT: There is no price for unknown']);
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
    expect(await outcome).toBe('DEADLINE: The server gave no answer');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['no JSON', () => new Response('<html>', { status: 502 }), 'DEADLINE: The server gave no answer'],
    ['nothing', () => ({}), 'INTERNAL: The answer is empty'],
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
    expect(await outcome).toBe('DEADLINE: The server gave no answer');
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

describe('consent', () => {
  it('is denied unless it is stated: nothing names the visitor, not even what the shop gives', async () => {
    const { client, sent, storage } = setUp({ shopper: 's', session: 't' });
    client.track({ kind: 'click', product: 'p', customer: 'c' });
    await Promise.all([client.page([{ point: 'a' }]), client.flush()]);
    expect(JSON.stringify(sent)).not.toMatch(/visitor|shopper|session|customer/);
    expect(storage.local.kept.size + storage.session.kept.size).toBe(0);
  });

  it('keeps a shopper, and a session until half an hour of silence', async () => {
    const { client, sent, storage } = setUp({ consent: 'granted' });
    const visitor = async () => {
      await client.page([{ point: 'a' }]);
      return sent.at(-1)?.body.variables.v;
    };
    const first = await visitor();
    expect(first).toEqual({ shopper: 'id1', session: 'id2' });
    vi.advanceTimersByTime(sessionIdle - 1);
    expect(await visitor()).toEqual(first);
    vi.advanceTimersByTime(sessionIdle);
    expect(await visitor()).toEqual({ shopper: 'id1', session: 'id3' });
    expect(storage.local.kept.get('armoire.shopper')).toBe('id1');
  });

  it('withdrawn, deletes what is stored and what waits to be sent', async () => {
    const { client, sent, storage } = setUp({ consent: 'granted' });
    client.track({ kind: 'click', product: 'p', customer: 'c' });
    client.setConsent('denied');
    client.setConsent('granted');
    await client.flush();
    expect(sent[0]?.body.events).toEqual([{ id: 'id1', at: 1_000_000, kind: 'click', product: 'p' }]);
    expect(storage.local.kept.size + storage.session.kept.size).toBe(0);
  });

  it('denied, deletes what an earlier visit stored', () => {
    const storage = { local: store(), session: store() };
    storage.local.setItem('armoire.shopper', 'old');
    setUp({ storage });
    expect(storage.local.kept.size).toBe(0);
  });

  it('lives with storage that throws', async () => {
    const broken = () => {
      throw new Error('denied by the browser');
    };
    const throwing = { getItem: broken, setItem: broken, removeItem: broken };
    const { client, sent } = setUp({ consent: 'granted', storage: { local: throwing, session: throwing } });
    await client.page([{ point: 'a' }]);
    await client.page([{ point: 'b' }]);
    expect(sent.map(({ body }) => body.variables.v)).toEqual(
      Array(2).fill({ shopper: 'id1', session: 'id2' }),
    );
    client.setConsent('denied');
  });
});
