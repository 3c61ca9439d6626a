import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { event, products, publicKey, type World, world } from '../../test/world.ts';
import { type Listening, listen } from './index.ts';

let shop: World;
let server: Listening;
let base = '';
beforeAll(async () => {
  shop = await world();
  await shop.armoire.shop().upsertProducts(products(5));
  server = await listen(shop.armoire.handler, 0, '127.0.0.1');
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.stop();
  await shop.armoire.close();
});

/** Writes bytes to the server, and reads until it closes the connection. */
function raw(chunks: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve(text) : reject(error),
    );
    for (const chunk of chunks) socket.write(chunk);
  });
}

describe('over real HTTP', () => {
  it('answers queries and takes events', async () => {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-armoire-key': publicKey },
      body: JSON.stringify({
        query: '{ recommendations(point: "home.featured", count: 2) { items { position } } }',
      }),
    });
    expect(await response.json()).toEqual({
      data: { recommendations: { items: [{ position: 0 }, { position: 1 }] } },
    });
    const body = JSON.stringify({ key: publicKey, events: [event('view', { product: 'p1' })] });
    expect((await fetch(`${base}/events`, { method: 'POST', body })).status).toBe(202);
  });

  it('cuts a chunked body off at the limit', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const head =
      'POST /events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n';
    expect(await raw([head, ...new Array(6).fill(chunk), '0\r\n\r\n'])).toMatch(/^HTTP\/1.1 413/);
  });

  it('reads nothing of a body that is said to be too long', async () => {
    const head = 'POST /events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 400000\r\n\r\n';
    expect(await raw([head, '{}'])).toMatch(/^HTTP\/1.1 413/);
  });

  it('says which port is taken', async () => {
    await expect(listen(shop.armoire.handler, server.port, '127.0.0.1')).rejects.toThrow(
      `Port ${server.port} is taken`,
    );
  });

  it('finishes the requests under way when it stops', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const other = await listen(
      async (request) => {
        arrive();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return shop.armoire.handler(request);
      },
      0,
      '127.0.0.1',
    );
    const body = JSON.stringify({ key: publicKey, events: [event('view', { product: 'p1' })] });
    const answer = fetch(`http://127.0.0.1:${other.port}/events`, { method: 'POST', body });
    await arrived;
    await other.stop();
    expect((await answer).status).toBe(202);
    await expect(fetch(`http://127.0.0.1:${other.port}/healthz`)).rejects.toThrow();
  });
});
