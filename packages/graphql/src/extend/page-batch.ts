import type { Page, Shelf, ShelfRequest, Visitor } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';
import type { ShopperGateway } from '../gateway.ts';
import { shelfAt } from '../resolvers/queries.ts';

interface Waiting {
  readonly shelves: ShelfRequest[];
  readonly page: Promise<Page>;
}

export type ShelfOfProduct<Context> = (
  context: Context,
  product: ProductId,
  visitor: Visitor,
  shelf: ShelfRequest,
) => Promise<Shelf>;

/**
 * All shelves that a query asks of one product become one page, in the order of the query: so no product stands on
 * two of them, and each is conditional on those before it. GraphQL resolves the fields of an object in one go, which
 * ends before the next microtask.
 */
export function pageBatch<Context extends object>(
  gatewayOf: (context: Context) => ShopperGateway,
): ShelfOfProduct<Context> {
  const requests = new WeakMap<Context, Map<string, Waiting>>();

  function waitingFor(context: Context, product: ProductId, visitor: Visitor): Waiting {
    const pages = requests.get(context) ?? new Map<string, Waiting>();
    requests.set(context, pages);
    const key = JSON.stringify([product, visitor.shopper, visitor.session]);
    const known = pages.get(key);
    if (known) return known;
    const shelves: ShelfRequest[] = [];
    const page = Promise.resolve().then(() => {
      pages.delete(key);
      return gatewayOf(context).page({ visitor, situation: { product }, shelves });
    });
    const made = { shelves, page };
    pages.set(key, made);
    return made;
  }

  return async (context, product, visitor, shelf) => {
    const { shelves, page } = waitingFor(context, product, visitor);
    const index = shelves.push(shelf) - 1;
    return shelfAt(await page, index);
  };
}
