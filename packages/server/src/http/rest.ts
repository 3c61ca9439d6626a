import type { Receipt } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { readJson } from './body.ts';
import { json } from './errors.ts';
import { largestBatch } from './graphql.ts';

const largestShopper = 4096;

/** The endpoints of shops without an adapter; whoever calls has checked the secret key. */

/** `PUT /v1/products`: a list of products. */
export async function putProducts(request: Request, shop: ShopRuntime): Promise<Response> {
  const products = await readList(request, 'products');
  return answer(await shop.upsertProducts(products), products.length);
}

/** `DELETE /v1/products/:id`. */
export async function deleteProduct(id: string, shop: ShopRuntime): Promise<Response> {
  // Whoever takes it away knows best, even of a product that is dated later than now.
  const deletedAt = Math.max(shop.clock.now(), shop.engine.catalog.changedAt(id) ?? 0);
  const { applied, stale } = await shop.applyChanges([{ kind: 'tombstone', id, deletedAt }]);
  return answer({ accepted: applied, duplicates: stale, rejected: [] }, 1);
}

/** `POST /v1/orders`: a list of purchases and refunds; other events that the store's server saw are as welcome. */
export async function postOrders(request: Request, shop: ShopRuntime): Promise<Response> {
  const orders = await readList(request, 'orders');
  return answer(await shop.ingest(orders, 'server'), orders.length);
}

/**
 * `POST /v1/shoppers`: `{"shopper": "the store's own id"}`, with an `age` in years where the store has verified it; the
 * answer is a token for the store's page to send.
 */
export async function postShopper(request: Request, shop: ShopRuntime): Promise<Response> {
  const { shopper, age } = ((await readJson(request, largestShopper)) ?? {}) as {
    shopper?: unknown;
    age?: unknown;
  };
  return json(shop.shoppers.sign(shopper, age), 200);
}

async function readList(request: Request, name: string): Promise<readonly unknown[]> {
  const body = await readJson(request, largestBatch);
  if (Array.isArray(body)) return body;
  throw new ArmoireError('INVALID_INPUT', `The body is not a list of ${name}`, {
    fix: `Send a JSON array of ${name}.`,
  });
}

/** 400 where nothing at all was good. */
function answer(receipt: Receipt, given: number): Response {
  return json(receipt, given > 0 && receipt.rejected.length === given ? 400 : 200);
}
