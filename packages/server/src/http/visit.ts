import { newShopper, shopperHeader } from '@armoire/protocol';
import type { Client } from '../access/index.ts';
import type { ShopRuntime, Visit } from '../runtime/index.ts';
import { senderOf } from './sender.ts';

/** Says in an answer why an id of the request did not count. */
export const refusedHeader = `${shopperHeader}-refused`;

export async function visitOf(request: Request, client: Client, shop: ShopRuntime): Promise<Visit> {
  const wants = request.headers.get(shopperHeader) === newShopper;
  return shop.visit(wants, await senderOf(request, client, shop));
}

/** The answer with the token that the browser should keep. No cache may hand one shopper's token to another. */
export function told(response: Response, { offer, refused }: Visit): Response {
  const { headers } = response;
  if (refused !== undefined) headers.set(refusedHeader, refused);
  if (offer !== undefined) {
    headers.set(shopperHeader, offer.token);
    headers.set('cache-control', 'no-store');
  }
  return response;
}
