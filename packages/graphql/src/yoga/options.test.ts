import { ArmoireError } from '@armoire/protocol';
import { getIntrospectionQuery } from 'graphql';
import { serverAudits } from 'graphql-http';
import { createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { MemoryMerchant } from '../../test/merchant-gateway.ts';
import { serve } from '../../test/serve.ts';
import { MemoryShopper } from '../../test/shopper-gateway.ts';
import { merchantSchema, shopperSchema } from '../index.ts';
import { merchantLimits, yogaOptions } from './index.ts';

const shopper = new MemoryShopper();
const unexpected = vi.fn();
const yoga = createYoga(
  yogaOptions(shopperSchema(), {
    unexpected,
    context: ({ request }) => {
      if (request.headers.has('x-refused')) throw new ArmoireError('UNAUTHENTICATED', 'No key');
      if (request.headers.has('x-broken')) throw new Error('s3cret');
      return { shopper };
    },
  }),
);
const merchantYoga = createYoga(
  yogaOptions(merchantSchema(), {
    endpoint: '/merchant',
    limits: merchantLimits,
    context: { merchant: new MemoryMerchant(), actor: 'key' },
  }),
);

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve((request, response) => {
    const chosen = request.url?.startsWith('/merchant') ? merchantYoga : yoga;
    void chosen(request, response);
  });
});
afterAll(() => server.close());
beforeEach(() => unexpected.mockClear());

describe.each(['/graphql', '/merchant'])('GraphQL over HTTP at %s', (path) => {
  const audits = serverAudits({ url: () => server.origin + path });

  test('all audits are here', () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_, __, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });
});

async function post(query: string, headers: Record<string, string> = {}, path = '/graphql') {
  const response = await fetch(server.origin + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
}

const nested = (levels: number) =>
  `{ __typename ${'... on Query { '.repeat(levels)}__typename${' }'.repeat(levels + 1)}`;

describe('limits', () => {
  const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ');
  const dear = (prefix: string) =>
    `${prefix}: page(shelves: []) { shelves { items { product { variants { price { ${'amount '.repeat(400)} } } } } } }`;

  test.each([
    ['depth', nested(12), /depth limit/],
    ['aliases', `{ ${aliases.replaceAll('__typename', 'product(id: "a") { id }')} }`, /Aliases limit/],
    ['cost', `{ ${dear('a')} ${dear('b')} ${dear('c')} }`, /Cost limit/],
    ['tokens', `{ ${'__typename '.repeat(2100)} }`, /more that 2000 tokens/],
  ])('%s', async (_, query, message) => {
    for (let again = 0; again < 2; again++) {
      const { status, body } = await post(query);
      expect(status).toBe(400);
      expect(body.errors[0].message).toMatch(message);
      expect(body).not.toHaveProperty('data');
    }
  });

  test('introspection and a large page are within them', async () => {
    expect((await post(getIntrospectionQuery())).body.errors).toBeUndefined();
    const money = '{ amount currency formatted }';
    const page = `{ page(shelves: [{point: "home.top"}, {point: "home.more"}]) { shelves { point decision source token
      items { position propensity reasons { code value detail } product { id title description brand url categories
      tags images { url alt } variants { id title sku price ${money} compareAt ${money} available } } } } } }`;
    const { status, body } = await post(page);
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  test('a merchant reads two hundred decisions at once', async () => {
    const query = `{ decisions(first: 200) { edges { cursor node { id point kind unit { kind id } at seed
      context { values schema } chosen propensities policy { id version state } experiment { layer arm } source
      reasons { code value detail } price { amount { amount currency } regular { amount currency } } } }
      pageInfo { hasNextPage endCursor } } }`;
    expect((await post(query, {}, '/merchant')).body.errors).toBeUndefined();
  });

  test('a body beyond the limit is not read', async () => {
    const { status } = await post(`{ __typename } # ${'x'.repeat(2 ** 20)}`);
    expect(status).toBe(413);
  });
});

describe('errors', () => {
  test('of a field leave the status at 200', async () => {
    const { status, body } = await post('{ prices(products: ["nope"]) { product } }');
    expect(status).toBe(200);
    expect(body.errors[0].extensions).toEqual({ code: 'UNKNOWN_PRODUCT' });
    expect(unexpected).not.toHaveBeenCalled();
  });

  test('of the request decide the status', async () => {
    const { status, body } = await post('{ __typename }', { 'x-refused': '1' });
    expect(status).toBe(401);
    expect(body).toEqual({ errors: [{ message: 'No key', extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('unforeseen ones are masked and reported', async () => {
    const { status, body } = await post('{ __typename }', { 'x-broken': '1' });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('s3cret');
    expect(body.errors[0].extensions.code).toBe('INTERNAL');
    expect(unexpected).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 's3cret' }));
  });

  test('of a resolver too', async () => {
    const broken = vi.spyOn(shopper, 'page').mockRejectedValueOnce(new Error('s3cret'));
    const { body } = await post('{ recommendations(point: "home.top") { token } }');
    expect(JSON.stringify(body)).not.toContain('s3cret');
    expect(body.errors[0]).toMatchObject({ path: ['recommendations'], extensions: { code: 'INTERNAL' } });
    expect(unexpected).toHaveBeenCalledOnce();
    broken.mockRestore();
  });

  test('a refused value says what to do', async () => {
    const { status, body } = await post(
      'mutation { track(events: [{id: "1", kind: view, at: "noon"}]) { accepted } }',
    );
    expect(status).toBe(400);
    expect(body.errors[0].extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fix: expect.stringMatching(/ISO 8601/),
    });
  });
});
