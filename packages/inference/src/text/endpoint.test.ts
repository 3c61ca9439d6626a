import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { testEmbedder } from '@armoire/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EndpointOptions, endpointEmbedder } from './endpoint.ts';

const key = 'sk-a-secret-of-the-test';

interface Request {
  readonly input: readonly string[];
  readonly model: string;
  readonly dimensions?: number;
  readonly encoding_format: string;
}

/** Answers the n-th request instead of the server, unless it returns false. */
type Instead = (n: number, response: ServerResponse, request: Request) => boolean;

const letters = (text: string) => [text.length, ...Buffer.from(text.padEnd(3)).subarray(0, 3)];

/** As strict as the real ones, and it answers in another order than it was asked. */
class Service {
  readonly requests: Request[] = [];
  instead: Instead = () => false;
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Request;
    this.requests.push(body);
    if (this.instead(this.requests.length, response, body)) return undefined;
    const refuse = (status: number) =>
      send(response, status, { error: { message: `Incorrect API key ${request.headers.authorization}` } });
    if (request.headers.authorization !== `Bearer ${key}`) return refuse(401);
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return refuse(404);
    if (!request.headers['content-type']?.startsWith('application/json')) return refuse(415);
    if (body.model !== 'letters' || body.encoding_format !== 'float') return refuse(400);
    if (body.input.length === 0 || body.input.length > 2 || body.input.includes('')) return refuse(400);
    const data = body.input.map((one, index) => ({ object: 'embedding', index, embedding: letters(one) }));
    return send(response, 200, { object: 'list', model: 'letters', data: data.reverse() });
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
  return true;
}

const service = new Service();
beforeAll(() => service.listen());
afterAll(() => service.close());
afterEach(() => {
  service.requests.length = 0;
  service.instead = () => false;
});

const make = (changes: Partial<EndpointOptions> = {}) =>
  endpointEmbedder({
    base: service.base,
    model: 'letters',
    dimensions: 4,
    key,
    batch: 2,
    pause: 1,
    ...changes,
  });

describe('an endpoint', () => {
  testEmbedder(async () => ({ port: make(), close: async () => {} }), {
    read: ['scarf', 'shawl', 'collar', '运动鞋', 'x'],
    unread: ['', ' \n'],
  });

  it('is asked in batches, and gives each text its own vector', async () => {
    const texts = ['a', 'bcd', 'ef', 'ghij', 'k'];
    const vectors = await make({ base: `${service.base}/` }).embed(texts);
    for (const [i, text] of texts.entries()) {
      const wanted = letters(text);
      for (const [d, value] of (vectors[i] ?? []).entries()) {
        expect(value).toBeCloseTo((wanted[d] as number) / Math.hypot(...wanted), 5);
      }
    }
    expect(service.requests.map(({ input }) => input)).toEqual([['a', 'bcd'], ['ef', 'ghij'], ['k']]);
    expect(service.requests[0]).not.toHaveProperty('dimensions');
  });

  it('is asked for shorter vectors where the model can, which lie in a space of their own', async () => {
    const embedder = make({ shorten: true });
    await embedder.embed(['a']);
    expect(service.requests[0]?.dimensions).toBe(4);
    expect(embedder.version).not.toBe(make().version);
  });

  it.each([429, 500, 503, 408])('is asked again after %d', async (status) => {
    service.instead = (n, response) => n < 3 && send(response, status, {});
    expect(await make().embed(['a'])).toHaveLength(1);
    expect(service.requests).toHaveLength(3);
  });

  it('is left alone for as long as it asks', async () => {
    const waits: number[] = [];
    const wait = async (time: number) => void waits.push(time);
    service.instead = (n, response) =>
      n < 4 && send(response, 429, {}, n === 2 ? { 'retry-after': '7' } : {});
    await make({ wait, pause: 10 }).embed(['a']);
    expect(waits).toEqual([10, 7_000, 40]);
  });

  it('is asked again after a lost connection and after too long a silence', async () => {
    service.instead = (n, response) => {
      if (n === 1) response.destroy();
      // What is never finished is closed with the server.
      else if (n === 2) response.writeHead(200).write('{');
      return n < 3;
    };
    expect(await make({ timeout: 300, tries: 9 }).embed(['a'])).toHaveLength(1);
    expect(service.requests.length).toBeGreaterThanOrEqual(3);
  });

  it('is given up after some tries', async () => {
    service.instead = (_, response) => send(response, 503, {});
    await expect(make({ tries: 2 }).embed(['a'])).rejects.toMatchObject({
      code: 'DEADLINE',
      message: expect.stringContaining('status 503, 2 times'),
    });
    expect(service.requests).toHaveLength(2);
  });

  it('is not asked again where that cannot help, and the key is in no error', async () => {
    const wrong = `${key}-but-wrong`;
    const embedder = make({ key: wrong });
    const error = await embedder.embed(['a']).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', fix: expect.stringContaining('key') });
    expect(service.requests).toHaveLength(1);
    for (const shown of [
      inspect(error, { depth: 9 }),
      inspect(embedder, { depth: 9 }),
      JSON.stringify(error),
    ]) {
      expect(shown).not.toContain(key);
    }
  });

  it('is not followed elsewhere', async () => {
    service.instead = (n, response) =>
      n === 1 && send(response, 307, {}, { location: `${service.base}/embeddings` });
    await expect(make().embed(['a'])).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
    expect(service.requests).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'nothing'],
    ['no vectors', { data: [] }],
    ['too few', { data: [{ index: 0, embedding: [1, 2, 3, 4] }] }],
    ['one twice', { data: [0, 0].map((index) => ({ index, embedding: [1, 2, 3, 4] })) }],
    ['another length', { data: [0, 1].map((index) => ({ index, embedding: [1, 2, 3] })) }],
    ['texts for numbers', { data: [0, 1].map((index) => ({ index, embedding: ['1', 2, 3, 4] })) }],
    ['zeros', { data: [0, 1].map((index) => ({ index, embedding: [0, 0, 0, 0] })) }],
  ])('is not believed when it gives %s', async (_, body) => {
    service.instead = (_n, response) => send(response, 200, body);
    await expect(make().embed(['a', 'b'])).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(service.requests).toHaveLength(1);
  });

  it('is waited for no longer than the caller wants', async () => {
    const control = new AbortController();
    service.instead = (_, response) => {
      control.abort(new Error('enough'));
      return send(response, 503, {});
    };
    await expect(make({ pause: 60_000 }).embed(['a'], control.signal)).rejects.toThrow('enough');
    expect(service.requests).toHaveLength(1);
  });

  it.each(['', 'api.example.com', 'ftp://example.com', 'https://user:secret@example.com/v1'])(
    'cannot be at %o',
    (base) => {
      const refusal = expect.objectContaining({
        code: 'INVALID_CONFIG',
        message: expect.not.stringContaining('secret'),
      });
      expect(() => make({ base })).toThrow(refusal);
    },
  );
});
