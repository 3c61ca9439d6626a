import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  event,
  order,
  origin,
  product,
  products,
  publicKey,
  secretKey,
  using,
  type World,
  world,
} from '../../test/world.ts';

const bearer = { authorization: `Bearer ${secretKey}` };
let shop: World;
beforeAll(async () => {
  shop = await world({ widgetScript: { source: 'widget()' } });
  await shop.armoire.shop().upsertProducts(products(20));
});
afterAll(() => shop.armoire.close());

const send = (events: unknown[], headers: Record<string, string> = {}, key: string | undefined = publicKey) =>
  shop.ask('/events', { method: 'POST', headers, body: { key, events } });
const query = '{ recommendations(point: "home.featured", count: 3) { token items { product { id } } } }';
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

describe('keys', () => {
  it('open the endpoints that they are for', async () => {
    const { data } = await shop.graphql(query);
    expect(data.recommendations.items).toHaveLength(3);
    expect((await shop.admin('{ killSwitch }')).data).toEqual({ killSwitch: false });
    const response = await shop.ask(`/graphql?key=${publicKey}&query=${encodeURIComponent(query)}`);
    expect(response.status).toBe(200);
  });

  it.each([
    [{}, 401, 'UNAUTHENTICATED', 'has no key'],
    [{ 'x-armoire-key': 'pk_wrong' }, 401, 'UNAUTHENTICATED', 'not known'],
    [{ 'x-armoire-key': secretKey }, 403, 'FORBIDDEN', 'secret key'],
  ])(
    'are asked for by the shopper’s endpoint: %j',
    async (headers: Record<string, string>, status, code, message) => {
      const response = await shop.ask('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: { query },
      });
      const { errors } = (await response.json()) as {
        errors: { message: string; extensions: { code: string } }[];
      };
      expect([response.status, errors[0]?.extensions.code]).toEqual([status, code]);
      expect(errors[0]?.message).toContain(message);
      expect(JSON.stringify(errors)).not.toContain(secretKey);
    },
  );

  it.each(['/admin/graphql', '/v1/orders', '/metrics'])('are asked for by %s', async (path) => {
    const ask = (headers: Record<string, string>) =>
      shop.ask(path, path === '/metrics' ? { headers } : { method: 'POST', headers, body: {} });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer sk_wrong' })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${publicKey}` })).status).toBe(403);
  });

  it('of another shop reach that shop alone', () =>
    using({}, async ({ armoire, ask }) => {
      await armoire.shop().upsertProducts([product('only-here')]);
      const response = await ask('/graphql', {
        method: 'POST',
        headers: { 'x-armoire-key': publicKey, 'content-type': 'application/json' },
        body: { query: '{ product(id: "only-here") { id } }' },
      });
      expect(await response.json()).toEqual({ data: { product: { id: 'only-here' } } });
      expect((await shop.graphql('{ product(id: "only-here") { id } }')).data.product).toBeNull();
    }));
});

describe('origins', () => {
  it('of the shop may ask, and read the answer', async () => {
    const preflight = await shop.ask('/graphql', { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-armoire-key');
    const response = await shop.ask('/graphql', {
      method: 'POST',
      headers: { origin, 'x-armoire-key': publicKey, 'content-type': 'application/json' },
      body: { query },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('of others may not', async () => {
    const elsewhere = { origin: 'https://elsewhere.example' };
    expect((await shop.ask('/graphql', { method: 'OPTIONS', headers: elsewhere })).status).toBe(403);
    const response = await send([event('click', { product: 'p1' })], elsewhere);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await codeOf(response)).toEqual([403, 'FORBIDDEN']);
  });

  it('never reach the merchant’s endpoints', async () => {
    const response = await shop.ask('/v1/products', {
      method: 'PUT',
      headers: { ...bearer, origin },
      body: [],
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are the server’s own too, and all where the shop says so', () =>
    using({ shop: { origins: ['*'] } }, async ({ ask }) => {
      const headers = { origin: 'https://anywhere.example' };
      const response = await ask('/events', {
        method: 'POST',
        headers,
        body: { key: publicKey, events: [] },
      });
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        202,
        headers.origin,
      ]);
      const own = await send([], { origin: 'http://localhost' });
      expect(own.status).toBe(202);
    }));
});

describe('POST /events', () => {
  it('takes what a beacon sends, and answers when it is durable', async () => {
    const response = await send([event('view', { product: 'p1' })], { 'content-type': 'text/plain', origin });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect(await shop.armoire.storage.events.head('lamps')).toBeGreaterThan(0);
  });

  it('refuses bad events one by one, by their index and with a fix', async () => {
    const events = [
      event('click', { product: 'p1' }),
      order('purchase', 'p1'),
      event('click', { product: 'nowhere' }),
      event('wink'),
      event('click', { product: 'p1', colour: 'red' }),
      event('click', { product: 'p1', at: Date.UTC(2026, 0, 31, 13) }),
      event('click', { product: 'p1', at: Date.UTC(2025, 11, 1) }),
      event('click', { product: 'p1', token: 'forged' }),
      null,
    ];
    const receipt = (await (await send(events)).json()) as {
      accepted: number;
      rejected: { index: number; code: string; fix?: string }[];
    };
    expect(receipt.accepted).toBe(1);
    expect(receipt.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'FORBIDDEN'],
      [2, 'UNKNOWN_PRODUCT'],
      [3, 'INVALID_EVENT'],
      [4, 'INVALID_EVENT'],
      [5, 'CLOCK_SKEW'],
      [6, 'CLOCK_SKEW'],
      [7, 'INVALID_TOKEN'],
      [8, 'INVALID_EVENT'],
    ]);
    for (const { fix } of receipt.rejected) expect(fix).toBeTruthy();
  });

  it('counts a delivery that comes twice once', async () => {
    const twice = [event('click', { product: 'p1' })];
    expect(await (await send(twice)).json()).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await (await send(twice)).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('refuses bodies that are no JSON, no list, too many or too large', async () => {
    expect(await codeOf(await shop.ask('/events', { method: 'POST', body: '{' }))).toEqual([
      400,
      'INVALID_INPUT',
    ]);
    expect(await codeOf(await shop.ask('/events', { method: 'POST', body: { key: publicKey } }))).toEqual([
      400,
      'INVALID_INPUT',
    ]);
    expect(await codeOf(await send(new Array(501).fill(0)))).toEqual([400, 'INVALID_INPUT']);
    expect(await codeOf(await send(['x'.repeat(300_000)]))).toEqual([413, 'BODY_TOO_LARGE']);
    expect(await codeOf(await send([], {}, 'pk_wrong'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('stops reading a body at the limit, whatever its length was said to be', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = new Request('http://localhost/events', {
      method: 'POST',
      headers: { 'content-length': '10' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(await codeOf(await shop.armoire.handler(request))).toEqual([413, 'BODY_TOO_LARGE']);
    expect(pulled).toBeLessThan(10);
  });
});

describe('REST by secret key', () => {
  it('takes products, good ones beside bad ones, and removes them', async () => {
    const list = [
      product('new'),
      product('dollars', { variants: [{ id: 'v', price: { amount: 1, currency: 'USD' } }] }),
      { id: 'broken' },
    ];
    const response = await shop.ask('/v1/products', { method: 'PUT', headers: bearer, body: list });
    const receipt = (await response.json()) as { accepted: number; rejected: { code: string }[] };
    expect([response.status, receipt.accepted, receipt.rejected.map(({ code }) => code)]).toEqual([
      200,
      1,
      ['CURRENCY_MISMATCH', 'INVALID_PRODUCT'],
    ]);
    expect((await shop.graphql('{ product(id: "new") { title } }')).data.product.title).toBe('Lamp new');
    const again = await shop.ask('/v1/products', { method: 'PUT', headers: bearer, body: [product('new')] });
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await shop.ask('/v1/products/new', { method: 'DELETE', headers: bearer })).status).toBe(200);
    expect((await shop.graphql('{ product(id: "new") { title } }')).data.product).toBeNull();
  });

  it('takes orders of any age, and refuses foreign currencies', async () => {
    const post = (body: unknown) => shop.ask('/v1/orders', { method: 'POST', headers: bearer, body });
    const foreign = order('purchase', 'p1', {
      lines: [{ product: 'p1', quantity: 1, unitPrice: { amount: 1, currency: 'USD' } }],
    });
    const response = await post([order('purchase', 'gone', { at: '2019-01-01T00:00:00Z' }), foreign]);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, code: 'CURRENCY_MISMATCH' }],
    });
    expect((await post([foreign])).status).toBe(400);
    expect(await (await post([event('click', { product: 'p1' })])).json()).toMatchObject({ accepted: 1 });
    expect(await codeOf(await post({}))).toEqual([400, 'INVALID_INPUT']);
  });

  it('keeps an order whose token is worthless, and says so', async () => {
    const lines = [
      { product: 'p1', quantity: 1, unitPrice: { amount: 1, currency: 'EUR' }, token: 'forged' },
    ];
    const response = await shop.ask('/v1/orders', {
      method: 'POST',
      headers: bearer,
      body: [order('purchase', 'p1', { lines })],
    });
    expect(await response.json()).toMatchObject({
      accepted: 1,
      rejected: [],
      warnings: [{ index: 0, code: 'INVALID_TOKEN' }],
    });
  });
});

describe('the rest', () => {
  it('serves the widget to pages of any origin', async () => {
    const response = await shop.ask('/armoire.js');
    expect(await response.text()).toBe('widget()');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const etag = response.headers.get('etag') ?? '';
    expect((await shop.ask('/armoire.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('answers health, readiness and metrics', async () => {
    expect(await (await shop.ask('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await shop.ask('/readyz')).json()).toEqual({ status: 'ready' });
    const text = await (await shop.ask('/metrics', { headers: bearer })).text();
    expect(text).toContain('armoire_decisions_total{shop="lamps",point="home.featured",source="policy"}');
    expect(text).toMatch(/armoire_events_total\{shop="lamps",outcome="duplicates"\} 1/);
    expect(text).toContain('armoire_learner_lag_events{shop="lamps"}');
  });

  it('shows the explorer without anything from elsewhere', async () => {
    const response = await shop.ask('/graphql', { headers: { accept: 'text/html' } });
    const page = await response.text();
    expect(page).toContain(publicKey);
    expect(page).not.toContain(secretKey);
    expect(page).not.toMatch(/(?:src|href)=["']?https?:/);
  });

  it('gives every answer an id and headers of caution', async () => {
    const response = await shop.ask('/nowhere', { headers: { 'x-request-id': 'mine-1' } });
    expect(response.headers.get('x-request-id')).toBe('mine-1');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await codeOf(response)).toEqual([404, 'NOT_FOUND']);
    const forged = await shop.ask('/healthz', { headers: { 'x-request-id': 'a b{}' } });
    expect(forged.headers.get('x-request-id')).not.toBe('a b{}');
  });

  it('limits what a page may ask', async () => {
    const { errors } = await shop.graphql(
      '{ recommendations(point: "home.featured", count: 1000) { source } }',
    );
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('mounts below a path', () =>
    using({ basePath: '/armoire' }, async ({ ask }) => {
      expect((await ask('/armoire/healthz')).status).toBe(200);
      expect((await ask('/healthz')).status).toBe(404);
      const headers = { 'x-armoire-key': publicKey, 'content-type': 'application/json' };
      const response = await ask('/armoire/graphql', {
        method: 'POST',
        headers,
        body: { query: '{ __typename }' },
      });
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    }));
});
