import {
  type GatewayContext,
  guardFields,
  type MerchantGateway,
  merchantSchema,
  shopperSchema,
} from '@armoire/graphql';
import { merchantLimits, yogaOptions } from '@armoire/graphql/yoga';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import { type Client, checkScope, type Identified } from '../access/index.ts';
import { type Log, merchantGateway, type ShopRuntime, shopperGateway } from '../runtime/index.ts';
import { readText } from './body.ts';
import { bodyOf, json, statusOf } from './errors.ts';
import { told, visitOf } from './visit.ts';

const largestQuery = 256 * 1024;
/** A merchant's batch of products. */
export const largestBatch = 4 * 1024 * 1024;

type Yoga = YogaServerInstance<GatewayContext & Record<string, unknown>, GatewayContext>;
type Serve<Who> = (request: Request, who: Who) => Promise<Response>;

export interface GraphqlEndpoints {
  readonly shopper: (request: Request, shop: ShopRuntime, client: Client) => Promise<Response>;
  readonly merchant: Serve<Identified>;
}

/** The two GraphQL endpoints; whoever calls has found out who asks. */
export function graphqlEndpoints(log: Log, basePath: string): GraphqlEndpoints {
  const unexpected = (error: unknown) => log.error({ error }, 'A resolver failed');
  const merchants = gateways<MerchantGateway>(merchantGateway);
  const shopperYoga = createYoga<GatewayContext & Record<string, unknown>, GatewayContext>({
    ...yogaOptions<GatewayContext & Record<string, unknown>, GatewayContext>(shopperSchema(), {
      endpoint: `${basePath}/graphql`,
      unexpected,
    }),
    // The body was measured while it was read.
    maxRequestBodySize: false,
  });
  const merchantYoga = createYoga<GatewayContext & Record<string, unknown>, GatewayContext>({
    ...yogaOptions<GatewayContext & Record<string, unknown>, GatewayContext>(
      guardFields(merchantSchema(), checkField),
      {
        endpoint: `${basePath}/admin/graphql`,
        limits: merchantLimits,
        unexpected,
      },
    ),
    maxRequestBodySize: false,
  });
  return {
    async shopper(request, shop, client) {
      const locale = localeOf(request);
      const visit = await visitOf(request, client, shop);
      const context = { shopper: shopperGateway(shop, visit), ...(locale === undefined ? {} : { locale }) };
      return told(await answered(shopperYoga, request, largestQuery, context), visit);
    },
    async merchant(request, { shop, actor, scopes }) {
      return await answered(merchantYoga, request, largestBatch, {
        merchant: merchants(shop),
        actor,
        scopes,
      });
    },
  };
}

const noScopes: ReadonlySet<string> = new Set();

function checkField(field: string, { scopes = noScopes }: GatewayContext): void {
  checkScope(field, { scopes });
}

/** An error before a query ran, in the shape of a GraphQL answer. */
export function graphqlError(error: unknown): Response {
  const { message, ...extensions } = bodyOf(error);
  return json({ errors: [{ message, extensions }] }, statusOf({ message, ...extensions }));
}

/** One gateway for each shop, made when it is first asked. */
function gateways<Gateway>(make: (shop: ShopRuntime) => Gateway): (shop: ShopRuntime) => Gateway {
  const made = new WeakMap<ShopRuntime, Gateway>();
  return (shop) => {
    const gateway = made.get(shop) ?? make(shop);
    made.set(shop, gateway);
    return gateway;
  };
}

/**
 * Asks yoga by its own kind of request, and answers by the platform's. Both then carry their text; one in the place of
 * the other would be read as a stream, at several times the cost.
 */
async function answered(
  yoga: Yoga,
  request: Request,
  limit: number,
  context: GatewayContext & Record<string, unknown>,
): Promise<Response> {
  const { url, method } = request;
  const body = method === 'POST' ? await readText(request, limit) : null;
  // The others were heard on the way here.
  const headers: Record<string, string> = {};
  for (const name of ['accept', 'content-type']) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const answer = await yoga.fetch(new yoga.fetchAPI.Request(url, { method, headers, body }), context);
  return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] });
}

/** The first language of the request, where it is one. */
function localeOf(request: Request): string | undefined {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})(?=[,;\s]|$)/i.exec(
    request.headers.get('accept-language') ?? '',
  )?.[1];
}
