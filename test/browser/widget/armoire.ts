import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { typeDefs } from '@armoire/graphql';
import { eventKinds, type ShopEvent } from '@armoire/protocol';
import { buildSchema, graphql } from 'graphql';
import { bundle } from './bundle.ts';

const schema = buildSchema(typeDefs);

export const publicKey = 'pk_test';

/** A product in the terms of the schema. */
export interface FakeProduct {
  readonly id: string;
  readonly title: string;
  readonly url?: string | null;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly images: readonly { readonly url: string; readonly alt?: string }[];
  readonly variants: readonly {
    readonly id: string;
    readonly price: { readonly amount: number; readonly currency: string };
    readonly compareAt?: { readonly amount: number; readonly currency: string };
    readonly available: boolean;
  }[];
}

export function fakeProduct(id: string, given: Partial<FakeProduct> = {}): FakeProduct {
  return {
    id,
    title: `Article ${id}`,
    url: `/products/${id}`,
    categories: [],
    tags: [],
    images: [],
    variants: [{ id: `${id}-1`, price: { amount: 1999, currency: 'EUR' }, available: true }],
    ...given,
  };
}

/** What a request asked for, by the arguments of its root fields. */
interface Asked {
  readonly field: string;
  readonly args: Record<string, unknown>;
}

type ShelfArgs = { shelves: { point: string; count?: number }[] };

/** How the server behaves; a test sets what it needs. */
export interface Behaviour {
  products: (point: string) => readonly FakeProduct[];
  quote: (product: string) => object;
  /** What a card's product is charged at; null where no price point covers it. */
  charged: (product: string) => object | null;
  action: string | null;
  /** Answers with this status instead. */
  status: number;
  /** Milliseconds before an answer. */
  delay: number;
  /** What an answer waits for, besides its delay. */
  held: Promise<void>;
  /** The shopper tokens that count; another one, or none under consent, is replaced by a new one. */
  counts: (token: string) => boolean;
}

const usual = (): Behaviour => ({
  products: () => Array.from({ length: 6 }, (_, index) => fakeProduct(`p${index}`)),
  quote: () => ({}),
  charged: () => null,
  action: null,
  status: 200,
  delay: 0,
  held: Promise.resolve(),
  counts: () => true,
});

/**
 * A server that speaks the shopper's contract and nothing else: questions are validated against the schema,
 * events field by field, and whatever breaks the contract is kept in `faults`, which a test expects empty.
 */
export async function startArmoire() {
  const script = await bundle();
  const faults: string[] = [];
  const asked: Asked[][] = [];
  const bodies: string[] = [];
  const events: ShopEvent[] = [];
  const posts: { readonly type: string | undefined; readonly events: number }[] = [];
  /** By which host the pages that asked were come to, as they tell it. */
  const referrers: unknown[] = [];
  const behaviour = usual();
  let decisions = 0;
  let shoppers = 0;

  const decided = (point: string) => {
    decisions += 1;
    return { point, decision: `d${decisions}`, source: 'policy', token: `token-${decisions}` };
  };

  function root(asking: Asked[]) {
    const told = (field: string, args: Record<string, unknown>) => asking.push({ field, args });
    const quote = (product: string, variant = `${product}-1`) => ({
      product,
      variant,
      price: { amount: 1799, currency: 'EUR' },
      regular: { amount: 1999, currency: 'EUR' },
      until: '2100-01-01T00:00:00.000Z',
      ...decided('price'),
      ...behaviour.quote(product),
    });
    return {
      page(args: ShelfArgs) {
        told('page', { ...args });
        return {
          shelves: args.shelves.map(({ point, count = 12 }) => ({
            ...decided(point),
            items: behaviour
              .products(point)
              .slice(0, count)
              .map((product, position) => {
                const charged = behaviour.charged(product.id);
                return {
                  product,
                  position,
                  reasons: [],
                  price: charged && { ...quote(product.id), ...charged },
                };
              }),
          })),
        };
      },
      prices(args: { products: string[] }) {
        told('prices', { ...args });
        return args.products.map((product) => quote(product));
      },
      price(args: { product: string; variant?: string }) {
        told('price', { ...args });
        return quote(args.product, args.variant);
      },
      choice(args: { point: string }) {
        told('choice', { ...args });
        return { ...decided(args.point), action: behaviour.action };
      },
    };
  }

  const newToken = () => {
    shoppers += 1;
    return `shopper-${shoppers}`;
  };

  /** The token that an answer brings; a request that says nothing of a shopper gets none. */
  function offered(wanted: unknown, sent: readonly unknown[]): string | undefined {
    if (wanted !== undefined && (wanted !== 'new' || sent.some((token) => token !== undefined))) {
      faults.push(`asked for a token with ${sent.join()}: ${wanted}`);
    }
    const strange = sent.filter((token) => token !== undefined && !/^shopper-\d+$/.test(String(token)));
    if (strange[0] !== undefined) faults.push(`a shopper who is no token: ${strange}`);
    const refused = sent.some((token) => typeof token === 'string' && !behaviour.counts(token));
    return wanted === 'new' || refused ? newToken() : undefined;
  }

  function takeEvents(body: string, type: string | undefined): string | undefined {
    const known = [
      'id',
      'kind',
      'at',
      'shopper',
      'session',
      'market',
      'product',
      'variant',
      'action',
      'token',
    ];
    const parsed = JSON.parse(body) as { key: string; shopper?: unknown; events: ShopEvent[] };
    if (!/^key,(shopper,)?events$/.test(Object.keys(parsed).join()) || parsed.key !== publicKey)
      faults.push(`events: ${body}`);
    for (const event of parsed.events) {
      const strange = Object.keys(event).filter((name) => !known.includes(name));
      if (strange[0]) faults.push(`unknown field of an event: ${strange}`);
      if (typeof event.at !== 'number' || !eventKinds.includes(event.kind)) faults.push(`event: ${body}`);
      events.push(event);
    }
    posts.push({ type, events: parsed.events.length });
    const tokens = parsed.events.map(({ shopper }) => shopper);
    return offered(parsed.shopper, tokens);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    if (origin) response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    response.setHeader('access-control-expose-headers', 'x-armoire-shopper');
    if (request.method === 'OPTIONS') {
      if (request.url !== '/graphql') faults.push(`preflight of ${request.url}`);
      response.setHeader(
        'access-control-allow-headers',
        'content-type, x-armoire-key, x-armoire-shopper, armoire-referrer',
      );
      response.setHeader('access-control-allow-methods', 'POST');
      response.writeHead(204).end();
      return;
    }
    if (request.url === '/armoire.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      return;
    }
    if (request.headers.cookie) faults.push(`a cookie was sent: ${request.headers.cookie}`);
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    await new Promise((done) => setTimeout(done, behaviour.delay));
    await behaviour.held;
    if (behaviour.status !== 200) {
      response.writeHead(behaviour.status).end('{}');
    } else if (request.url === '/events' && request.method === 'POST') {
      const token = takeEvents(body, request.headers['content-type']);
      if (token !== undefined) response.setHeader('x-armoire-shopper', token);
      response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
    } else if (request.url === '/graphql' && request.method === 'POST') {
      if (request.headers['x-armoire-key'] !== publicKey) faults.push('the key is missing');
      referrers.push(request.headers['armoire-referrer']);
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const asking: Asked[] = [];
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        rootValue: root(asking),
      });
      for (const error of result.errors ?? []) faults.push(error.message);
      asked.push(asking);
      const visitor = variables.v as { readonly shopper?: unknown } | undefined;
      const token = offered(request.headers['x-armoire-shopper'], [visitor?.shopper]);
      if (token !== undefined) response.setHeader('x-armoire-shopper', token);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    } else {
      faults.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      faults.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    asked,
    bodies,
    events,
    posts,
    referrers,
    behaviour,
    /** As new, for the next test. */
    reset(): void {
      for (const list of [faults, asked, bodies, events, posts, referrers]) list.length = 0;
      Object.assign(behaviour, usual());
      decisions = 0;
      shoppers = 0;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A shop on an origin of its own, serving whatever page the test writes. */
export async function startShop() {
  let page = '';
  let policy = '';
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.svg')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      response.end(
        '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#8ac"/></svg>',
      );
      return;
    }
    response.writeHead(request.url === '/' ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy && { 'content-security-policy': policy }),
    });
    response.end(request.url === '/' ? page : 'nothing here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    /** Sets the document, and the content security policy that comes with it. */
    write(document: string, contentSecurityPolicy = ''): void {
      page = document;
      policy = contentSecurityPolicy;
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
