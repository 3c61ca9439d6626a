import { randomUUID } from 'node:crypto';
import { ArmoireError } from '@armoire/protocol';
import { type Context, Hono } from 'hono';
import type { Log, ShopRuntime } from '../runtime/index.ts';
import { bodyOf, isOurs, json, statusOf } from './errors.ts';
import { takeEvents } from './events.ts';
import { explorer, wantsExplorer } from './explorer.ts';
import { graphqlEndpoints, graphqlError } from './graphql.ts';
import { readiness } from './health.ts';
import { Keyring } from './keys.ts';
import type { Metrics } from './metrics.ts';
import { Origins } from './origins.ts';
import { deleteProduct, postOrders, putProducts } from './rest.ts';
import { type WidgetScript, widgetEndpoint } from './widget.ts';

export interface HandlerOptions {
  readonly shops: readonly ShopRuntime[];
  readonly log: Log;
  readonly metrics: Metrics;
  /** Who may read `/metrics`. */
  readonly metricsFor?: 'secret' | 'public';
  readonly explorer?: boolean;
  readonly widgetScript?: WidgetScript;
  /** The path under which a host mounts the handler, if it does not take it off: `/armoire`. */
  readonly basePath?: string;
}

/** Answers a request; never rejects. Mounts wherever web-standard requests are served. */
export type Handler = (request: Request) => Promise<Response>;

const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

/** Makes the handler of everything that Armoire serves over HTTP. */
export function createHandler(options: HandlerOptions): Handler {
  const { shops, log, metrics, basePath = '' } = options;
  const keys = new Keyring(shops);
  const origins = new Origins(shops);
  const graphql = graphqlEndpoints(log, basePath);
  const widget = widgetEndpoint(options.widgetScript);
  const app = new Hono().basePath(basePath === '' ? '/' : basePath);
  const fail = (error: unknown, asAnswer: (error: unknown) => Response = plain): Response => {
    if (!isOurs(error)) log.error({ error }, 'A request failed');
    return asAnswer(error);
  };
  const secret = ({ req }: Context) => keys.secret(req.header('authorization'));

  app.options('*', ({ req }) => origins.preflight(req.raw));
  app.on(['GET', 'POST'], '/graphql', async ({ req }) => {
    if ((options.explorer ?? true) && wantsExplorer(req.raw)) {
      const [only, ...others] = shops;
      return await explorer(
        `${basePath}/graphql`,
        others.length === 0 ? only?.settings.publicKeys[0]?.key : undefined,
      );
    }
    try {
      const shop = keys.public(req.header('x-armoire-key') ?? req.query('key'));
      origins.check(req.raw, shop);
      return await graphql.shopper(req.raw, shop);
    } catch (error) {
      return fail(error, graphqlError);
    }
  });
  app.on(['GET', 'POST'], '/admin/graphql', async (context) => {
    try {
      return await graphql.merchant(context.req.raw, secret(context));
    } catch (error) {
      return fail(error, graphqlError);
    }
  });
  app.post('/events', ({ req }) => takeEvents(req.raw, keys, origins));
  app.put('/v1/products', (context) => putProducts(context.req.raw, secret(context).shop));
  app.delete('/v1/products/:id', (context) => deleteProduct(context.req.param('id'), secret(context).shop));
  app.post('/v1/orders', (context) => postOrders(context.req.raw, secret(context).shop));
  app.get('/armoire.js', ({ req }) => widget(req.raw));
  app.get('/healthz', () => json({ status: 'ok' }));
  app.get('/readyz', () => readiness(shops));
  app.get('/metrics', async (context) => {
    if (options.metricsFor !== 'public') secret(context);
    return await metrics.response();
  });
  app.notFound(() =>
    plain(
      new ArmoireError('NOT_FOUND', 'There is nothing here', { fix: 'See the README for the endpoints.' }),
    ),
  );
  app.onError((error) => fail(error));

  return async (request) => {
    const id = requestId(request);
    const response = await app.fetch(request);
    const { pathname } = new URL(request.url);
    const route = routeOf(pathname.slice(basePath.length));
    metrics.request(route, response.status);
    log.debug({ id, method: request.method, route, status: response.status }, 'Answered');
    const open = route === '/graphql' || route === '/events' ? origins.headers(request) : {};
    return decorated(response, { ...securityHeaders, ...open, 'x-request-id': id });
  };
}

function plain(error: unknown): Response {
  const body = bodyOf(error);
  return json(body, statusOf(body));
}

/** The route for counting: few values, whatever is asked for. */
function routeOf(path: string): string {
  if (path.startsWith('/v1/products/')) return '/v1/products/:id';
  return routes.has(path) ? path : 'other';
}

const routes = new Set([
  '/graphql',
  '/admin/graphql',
  '/events',
  '/v1/products',
  '/v1/orders',
  '/armoire.js',
  '/healthz',
  '/readyz',
  '/metrics',
]);

function requestId(request: Request): string {
  const given = request.headers.get('x-request-id') ?? '';
  return /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** What a response says of itself stands. */
function decorated(response: Response, headers: Record<string, string>): Response {
  const decorated = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) if (!decorated.has(name)) decorated.set(name, value);
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers: decorated,
  });
}
