import { describe, expect, it } from 'vitest';
import { httpShop } from './http-shop.ts';

const at = 1_767_225_600_000;

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

/** A shop whose server answers from a list, and keeps what it was sent. */
function opened(answers: Readonly<Record<string, unknown>>, status = 200) {
  const sent: Sent[] = [];
  const shop = httpShop({
    url: 'http://shop.test',
    publicKey: 'pk',
    secretKey: 'sk',
    wall: (time) => time + 5,
    async fetch(url, { headers, body }) {
      const path = url.slice('http://shop.test'.length);
      sent.push({ path, headers, body: JSON.parse(body) });
      return { ok: status === 200, status, text: async () => JSON.stringify(answers[path] ?? {}) };
    },
  });
  return { shop, sent };
}

const accepted = { accepted: 1, duplicates: 0, rejected: [] };
const visitor = { shopper: 'simulated-homely-1', session: 'v-1' };
const shelves = [{ point: 'home.featured', count: 2 }];

describe('a shop over HTTP', () => {
  it('answers pages as a signed shopper sees them, and signs each of them once', async () => {
    const items = [{ position: 0, product: { id: 'p1' } }];
    const page = { shelves: [{ point: 'home.featured', token: 't', items }] };
    const { shop, sent } = opened({ '/v1/shoppers': { token: 'signed' }, '/graphql': { data: { page } } });
    const ask = { kind: 'page', at, visitor, situation: {}, shelves } as const;
    expect(await shop.page(ask)).toEqual({
      kind: 'page',
      shelves: [{ point: 'home.featured', token: 't', items: [{ product: 'p1', position: 0 }] }],
    });
    await shop.page(ask);
    expect(sent.map(({ path }) => path)).toEqual(['/v1/shoppers', '/graphql', '/graphql']);
    expect(sent[0]).toMatchObject({
      headers: { authorization: 'Bearer sk' },
      body: { shopper: visitor.shopper },
    });
    expect(sent[1]?.headers).toMatchObject({ 'x-armoire-key': 'pk' });
    expect(sent[1]?.body.variables).toEqual({
      shelves,
      situation: {},
      visitor: { shopper: 'signed', session: 'v-1' },
    });
  });

  it('tells what browsers do to /events, and orders to /v1/orders, at the time of the wall', async () => {
    const { shop, sent } = opened({
      '/v1/shoppers': { token: 'signed' },
      '/events': accepted,
      '/v1/orders': accepted,
    });
    const line = { product: 'p1', quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } };
    await shop.send([
      { id: 'a', at, kind: 'view', product: 'p1', ...visitor },
      { id: 'b', at, kind: 'search', query: 'lamps' },
      { id: 'c', at, kind: 'purchase', order: 'o', lines: [line], ...visitor },
    ]);
    const [, browser, server] = sent;
    expect(browser).toMatchObject({
      path: '/events',
      body: {
        key: 'pk',
        events: [
          { id: 'a', at: at + 5, shopper: 'signed' },
          { id: 'b', at: at + 5 },
        ],
      },
    });
    expect(browser?.headers).not.toHaveProperty('authorization');
    expect(server).toMatchObject({ path: '/v1/orders', headers: { authorization: 'Bearer sk' } });
    expect(server?.body).toMatchObject([{ id: 'c', at: at + 5, shopper: 'simulated-homely-1' }]);
  });

  it('says what a bot says of itself, asks for no empty page, and tells of stock as the store does', async () => {
    const { shop, sent } = opened({ '/events': accepted, '/v1/products': accepted });
    const userAgent = 'Somebot/1.0';
    const ask = { kind: 'page', at, visitor: {}, situation: {}, shelves: [], userAgent } as const;
    expect(await shop.page(ask)).toEqual({ kind: 'page', shelves: [] });
    await shop.send([{ id: 'a', at, kind: 'view', product: 'p1' }], userAgent);
    await shop.update?.([
      { id: 'p1', title: 'P', status: 'active', categories: [], variants: [], updatedAt: at },
    ]);
    expect(sent.map(({ path }) => path)).toEqual(['/events', '/v1/products']);
    expect(sent[0]?.headers).toMatchObject({ 'user-agent': userAgent });
    expect(sent[1]).toMatchObject({
      headers: { authorization: 'Bearer sk' },
      body: [{ id: 'p1', updatedAt: at + 5 }],
    });
  });

  it('says what the shop refused', async () => {
    const ask = { kind: 'page', at, visitor: {}, situation: {}, shelves } as const;
    const wrong = opened({ '/graphql': { data: null, errors: [{ message: 'There is no point "x"' }] } });
    await expect(wrong.shop.page(ask)).rejects.toThrow(/no point "x"/);
    await expect(opened({}, 401).shop.page(ask)).rejects.toThrow(/401/);
    const rejected = { rejected: [{ message: 'too old' }] };
    const event = { id: 'a', at, kind: 'view', product: 'p1' } as const;
    await expect(opened({ '/events': rejected }).shop.send([event])).rejects.toThrow(/too old/);
  });
});
