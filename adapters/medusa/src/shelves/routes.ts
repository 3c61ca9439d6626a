import type { MedusaRequest } from '@medusajs/framework/http';
import { QueryContext } from '@medusajs/framework/utils';
import type { Shop } from '../shop.ts';
import type { AskedPage } from './asked.ts';
import { pageOf, type Shelf } from './page.ts';

/** What a page of the store is answered, for the channels of its publishable key. */
export function shelvesFor(shop: Shop, request: MedusaRequest, asked: AskedPage): Promise<readonly Shelf[]> {
  const { client, reader, store } = shop;
  return pageOf(
    {
      client,
      query: store.query,
      market: () => reader.market(),
      priceContext: (context) => QueryContext(context),
    },
    asked,
    request.publishable_key_context?.sales_channel_ids ?? [],
  );
}
