import { shopperHeader } from '@armoire/protocol';
import type {
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
  MiddlewareRoute,
} from '@medusajs/framework/http';
import { logTo } from '../log.ts';
import { shopperKey } from '../orders/person.ts';
import { loggerOf } from '../platform.ts';
import { contextOf } from './arm.ts';
import { armsOf } from './of.ts';

/** Medusa's routes that work out prices. */
const lists = [
  '/store/products',
  '/store/products/:id',
  '/store/product-variants',
  '/store/product-variants/:id',
];

/** The token of whoever asks. */
export const tokenOf = (request: MedusaRequest): unknown => request.headers[shopperHeader];

/** What the context of a request's prices needs besides. Never fails: whatever is wrong, the merchant's own are shown. */
export async function armContext(
  { scope }: MedusaRequest,
  token: unknown,
  cart: unknown,
): Promise<Readonly<Record<string, string>>> {
  try {
    return contextOf(await armsOf(scope)?.shown(token, cart));
  } catch (error) {
    logTo(loggerOf(scope)).warn({ error }, 'The arm of a cart is unknown; your own prices are shown');
    return {};
  }
}

/** After Medusa has made the context of the prices: adds the arm of whoever asks, or of the cart that they name. */
async function showArm(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction) {
  if (armsOf(request.scope) !== undefined) {
    // What lies between must not show one shopper the prices of another.
    response.appendHeader('vary', shopperHeader);
    if (request.pricingContext !== undefined) {
      const arm = await armContext(request, tokenOf(request), request.query.cart_id);
      request.pricingContext = { ...request.pricingContext, ...arm };
    }
  }
  next();
}

/** Hands a new cart's shopper to the workflow that makes it: Medusa tells its hooks nothing else of the request. */
async function nameShopper(request: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction) {
  const { validatedBody: body } = request;
  const arms = armsOf(request.scope);
  const token = tokenOf(request) ?? body?.metadata?.[shopperKey];
  const shopper = await arms?.shopper(token);
  if (body !== undefined && shopper !== undefined) {
    body.additional_data = { ...body.additional_data, [shopperKey]: token };
    // The order is then told with the shopper whose prices it has.
    body.metadata = { ...body.metadata, [shopperKey]: shopper };
  }
  next();
}

/** What price arms ask of Medusa's own routes. */
export const armRoutes: MiddlewareRoute[] = [
  ...lists.map((matcher) => ({ matcher, method: ['GET'], middlewares: [showArm] })),
  { matcher: '/store/carts', method: ['POST'], middlewares: [nameShopper] },
];
