import { expect, it } from 'vitest';
import { Client } from './client.ts';
import { remoteEngine } from './remote.ts';

const server = { url: 'https://armoire.example/shop/', publicKey: 'pk_1', secretKey: 'sk_1' };

/** A server that answers one thing, and what it was asked. */
function answering(status: number, body: unknown) {
  const asked: { url: string; method: string; key: string | null; body: string }[] = [];
  const ask: typeof fetch = async (input, init) => {
    const { method = 'GET', headers, body: sent } = init ?? {};
    const key = new Headers(headers).get('authorization') ?? new Headers(headers).get('x-armoire-key');
    asked.push({ url: String(input), method, key, body: await new Response(sent ?? null).text() });
    return Response.json(body, { status });
  };
  return { asked, client: new Client(remoteEngine(server, ask)) };
}

it('asks the server below its address, each time with the key that fits', async () => {
  const { asked, client } = answering(200, { accepted: 1, duplicates: 0, rejected: [] });
  await client.tell([{ kind: 'search', id: 's', at: 1, query: 'tea' }]);
  await client.removeProduct('a/b');
  expect(asked).toMatchObject([
    { url: 'https://armoire.example/shop/v1/orders', method: 'POST', key: 'Bearer sk_1' },
    { url: 'https://armoire.example/shop/v1/products/a%2Fb', method: 'DELETE' },
  ]);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual([{ kind: 'search', id: 's', at: 1, query: 'tea' }]);
});

it('gives back the rows that were refused, also when all were', async () => {
  const rejected = [{ index: 0, code: 'INVALID_PRODUCT', message: 'no title' }];
  const { client } = answering(400, { accepted: 0, duplicates: 0, rejected });
  expect(await client.putProducts([])).toEqual({ accepted: 0, duplicates: 0, rejected });
});

it('keeps the codes of errors', async () => {
  const refused = answering(403, { code: 'FORBIDDEN', message: 'no such scope', fix: 'Take another key.' });
  await expect(refused.client.tell([])).rejects.toMatchObject({
    code: 'FORBIDDEN',
    fix: 'Take another key.',
  });
  const wrong = answering(200, { errors: [{ message: 'no', extensions: { code: 'UNKNOWN_POINT' } }] });
  await expect(wrong.client.shopper('{ x }', {})).rejects.toMatchObject({ code: 'UNKNOWN_POINT' });
  expect(wrong.asked).toMatchObject([{ key: 'pk_1', url: 'https://armoire.example/shop/graphql' }]);
  const odd = answering(502, {});
  await expect(odd.client.merchant('{ x }', {})).rejects.toMatchObject({ code: 'INTERNAL' });
});

it('says that the server does not answer', async () => {
  const client = new Client(remoteEngine(server, () => Promise.reject(new TypeError('fetch failed'))));
  await expect(client.tell([])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
