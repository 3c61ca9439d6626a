import {
  type GatewayContext,
  type MerchantGateway,
  merchantSchema,
  type ShopperGateway,
  shopperSchema,
} from '@armoire/graphql';
import { merchantLimits, yogaOptions } from '@armoire/graphql/yoga';
import { createYoga } from 'graphql-yoga';
import { type Log, merchantGateway, type ShopRuntime, shopperGateway } from '../runtime/index.ts';
import { readText } from './body.ts';
import { bodyOf, json, statusOf } from './errors.ts';
import type { Identified } from './keys.ts';

const largestQuery = 256 * 1024;
/** A merchant's batch of products. */
export const largestBatch = 4 * 1024 * 1024;

type Serve<Who> = (request: Request, who: Who) => Promise<Response>;

export interface GraphqlEndpoints {
  readonly shopper: Serve<ShopRuntime>;
  readonly merchant: Serve<Identified>;
}

/** The two GraphQL endpoints; whoever calls has found out who asks. */
export function graphqlEndpoints(log: Log, basePath: string): GraphqlEndpoints {
  const unexpected = (error: unknown) => log.error({ error }, 'A resolver failed');
  const shoppers = gateways<ShopperGateway>(shopperGateway);
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
    ...yogaOptions<GatewayContext & Record<string, unknown>, GatewayContext>(merchantSchema(), {
      endpoint: `${basePath}/admin/graphql`,
      limits: merchantLimits,
      unexpected,
    }),
    maxRequestBodySize: false,
  });
  return {
    async shopper(request, shop) {
      const locale = localeOf(request);
      const context = { shopper: shoppers(shop), ...(locale === undefined ? {} : { locale }) };
      return await shopperYoga.fetch(await measured(request, largestQuery), context);
    },
    async merchant(request, { shop, actor }) {
      return await merchantYoga.fetch(await measured(request, largestBatch), {
        merchant: merchants(shop),
        actor,
      });
    },
  };
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

async function measured(request: Request, limit: number): Promise<Request> {
  if (request.method !== 'POST') return request;
  const body = await readText(request, limit);
  return new Request(request.url, { method: 'POST', headers: request.headers, body });
}

/** The first language of the request, where it is one. */
function localeOf(request: Request): string | undefined {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2})(?=[,;\s]|$)/i.exec(
    request.headers.get('accept-language') ?? '',
  )?.[1];
}
