import type { MedusaRequest } from '@medusajs/framework/http';
import { QueryContext } from '@medusajs/framework/utils';
import { armContext, tokenOf } from '../arms/requests.ts';
import type { Shop } from '../shop.ts';
import type { AskedPage } from './asked.ts';
import { pageOf, type Shelf } from './page.ts';

/** What a page of the store is answered, for the channels of its publishable key. */
export async function shelvesFor(
  shop: Shop,
  request: MedusaRequest,
  asked: AskedPage,
): Promise<readonly Shelf[]> {
  const { client, reader, store } = shop;
  const arm = await armContext(request, tokenOf(request) ?? asked.shopper, asked.cart_id);
  return await pageOf(
    {
      client,
      query: store.query,
      market: () => reader.market(),
      priceContext: (context) => QueryContext({ ...context, ...arm }),
    },
    asked,
    request.publishable_key_context?.sales_channel_ids ?? [],
  );
}
