import { randomUUID } from 'node:crypto';
import { ArmoireError } from '@armoire/protocol';
import { Hono } from 'hono';
import { type Client, checkScope, Identify, Keyring, Login, sessionOf } from '../access/index.ts';
import { type DashboardOptions, dashboardEndpoint } from '../dashboard/index.ts';
import type { Log, ShopRuntime } from '../runtime/index.ts';
import { bodyOf, isOurs, json, statusOf } from './errors.ts';
import { takeEvents } from './events.ts';
import { explorer, wantsExplorer } from './explorer.ts';
import { graphqlEndpoints, graphqlError } from './graphql.ts';
import { readiness } from './health.ts';
import type { Metrics } from './metrics.ts';
import { Origins } from './origins.ts';
import { erasePeople, exportPeople } from './people.ts';
import { deleteProduct, postOrders, postShopper, putProducts } from './rest.ts';
import { languagesEndpoint, type WidgetScript, widgetEndpoint } from './widget.ts';

export interface HandlerOptions {
  readonly shops: readonly ShopRuntime[];
  readonly log: Log;
  readonly metrics: Metrics;
  /** Who may read `/metrics`. */
  readonly metricsFor?: 'secret' | 'public';
  readonly explorer?: boolean;
  readonly widgetScript?: WidgetScript;
  readonly dashboard?: DashboardOptions;
  /** The path under which a host mounts the handler, if it does not take it off: `/armoire`. */
  readonly basePath?: string;
}

/**
 * Answers a request; never rejects. Mounts wherever web-standard requests are served. Whoever knows the address of the
 * client tells it, so that logins can be counted by it.
 */
export type Handler = (request: Request, client?: Client) => Promise<Response>;

const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

/** Every route, and who is let through it. */
export function createApp(options: HandlerOptions, origins = new Origins(options.shops)) {
  const { shops, log, metrics, basePath = '' } = options;
  const keys = new Keyring(shops);
  const identify = new Identify(keys, shops);
  const login = new Login(shops);
  const graphql = graphqlEndpoints(log, basePath);
  const widget = widgetEndpoint(options.widgetScript);
  const languages = languagesEndpoint();
  const dashboard = dashboardEndpoint(options.dashboard);
  const app = new Hono<{ Bindings: Client }>().basePath(basePath === '' ? '/' : basePath);
  const fail = (error: unknown, asAnswer: (error: unknown) => Response = plain): Response => {
    if (!isOurs(error)) log.error({ error }, 'A request failed');
    return asAnswer(error);
  };
  /** A route for a secret key with the scope that the route needs. */
  const keyed = (
    method: string,
    path: string,
    handle: (request: Request, shop: ShopRuntime, id: string, actor: string) => Promise<Response>,
  ) =>
    app.on(method, path, ({ req }) => {
      const who = identify.byKey(req.raw);
      checkScope(`${method} ${path}`, who);
      return handle(req.raw, who.shop, req.param('id') ?? '', who.actor);
    });

  app.options('*', ({ req }) => origins.preflight(req.raw));
  app.on(['GET', 'POST'], '/graphql', async ({ req, env }) => {
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
      return await graphql.shopper(req.raw, shop, env);
    } catch (error) {
      return fail(error, graphqlError);
    }
  });
  app.on(['GET', 'POST'], '/admin/graphql', async ({ req }) => {
    try {
      return await graphql.merchant(req.raw, await identify.forGraphql(req.raw));
    } catch (error) {
      return fail(error, graphqlError);
    }
  });
  app.post('/events', ({ req, env }) => takeEvents(req.raw, keys, origins, env));
  app.post('/admin/login', ({ req, env }) => login.open(req.raw, env));
  app.post('/admin/logout', ({ req }) => login.close(req.raw));
  app.get('/admin/session', async ({ req }) => json(sessionOf(await identify.byKeyOrLogin(req.raw))));
  app.get('/admin/people/export', async ({ req }) => {
    const who = await identify.byKeyOrLogin(req.raw);
    checkScope('GET /admin/people/export', who);
    return await exportPeople(req.raw, who.shop, who.actor);
  });
  app.get('/admin', ({ req }) => dashboard(req.raw));
  app.get('/admin/*', ({ req }) => dashboard(req.raw));
  keyed('PUT', '/v1/products', putProducts);
  keyed('DELETE', '/v1/products/:id', (_, shop, id) => deleteProduct(id, shop));
  keyed('POST', '/v1/orders', postOrders);
  keyed('POST', '/v1/shoppers', postShopper);
  keyed('GET', '/v1/people/export', (request, shop, _, actor) => exportPeople(request, shop, actor));
  keyed('POST', '/v1/people/erase', (request, shop, _, actor) => erasePeople(request, shop, actor));
  app.get('/armoire.js', ({ req }) => widget(req.raw));
  app.get('/languages.js', ({ req }) => languages(req.raw));
  app.get('/healthz', () => json({ status: 'ok' }));
  app.get('/readyz', () => readiness(shops));
  if (options.metricsFor === 'public') app.get('/metrics', () => metrics.response());
  else keyed('GET', '/metrics', (_, shop) => metrics.response(shop.id));
  app.notFound(() =>
    plain(
      new ArmoireError('NOT_FOUND', 'There is nothing here', { fix: 'See the README for the endpoints.' }),
    ),
  );
  app.onError((error) => fail(error));
  return app;
}

/** Makes the handler of everything that Armoire serves over HTTP. */
export function createHandler(options: HandlerOptions): Handler {
  const { shops, log, metrics, basePath = '' } = options;
  const origins = new Origins(shops);
  const app = createApp(options, origins);
  return async (request, client = {}) => {
    const id = requestId(request);
    const response = await app.fetch(request, client);
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
  return json(body, statusOf(body), body.code === 'TOO_MANY_REQUESTS' ? { 'retry-after': '5' } : {});
}

/** The route for counting: few values, whatever is asked for. */
function routeOf(path: string): string {
  if (path.startsWith('/v1/products/')) return '/v1/products/:id';
  if (path.startsWith('/admin/') && !routes.has(path)) return '/admin';
  return routes.has(path) ? path : 'other';
}

const routes = new Set([
  '/admin',
  '/graphql',
  '/admin/graphql',
  '/admin/login',
  '/admin/logout',
  '/admin/session',
  '/admin/people/export',
  '/events',
  '/v1/products',
  '/v1/orders',
  '/v1/shoppers',
  '/v1/people/export',
  '/v1/people/erase',
  '/armoire.js',
  '/languages.js',
  '/healthz',
  '/readyz',
  '/metrics',
]);

function requestId(request: Request): string {
  const given = request.headers.get('x-request-id') ?? '';
  return /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** What a response says of itself stands. */
function decorated(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers))
    if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}
