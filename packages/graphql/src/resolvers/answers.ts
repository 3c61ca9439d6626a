import {
  type Choice,
  inStock,
  type Quote,
  type Reduction,
  reducedPercent,
  type Shelf,
  type ShelfItem,
} from '@armoire/core';
import type { Product, Variant } from '@armoire/protocol';
import type { ShopperGateway } from '../gateway.ts';

/** The fields of what a shopper is answered that are not read off as they are. */
export function answerResolvers<Context>(gatewayOf: (context: Context) => ShopperGateway) {
  return {
    Shelf: {
      decision: ({ decision }: Shelf) => decision.id,
      source: ({ decision }: Shelf) => decision.source,
      token: ({ decision }: Shelf, _: unknown, context: Context) => gatewayOf(context).token(decision),
      /**
       * Asked again while the answer is written: what was sold out or hidden since the decision is left out, and
       * the places of the others stay what they were.
       */
      items({ items, decision }: Shelf, _: unknown, context: Context): readonly ShelfItem[] {
        const gateway = gatewayOf(context);
        return items.filter(({ product }) => gateway.showable(product.id, decision));
      },
    },
    ShelfItem: {
      /** Called for all items of a page in one turn, so that their prices are decided in one go. They are nobody's own. */
      async price({ product }: ShelfItem, _: unknown, context: Context): Promise<Quote | undefined> {
        const variant = offered(product);
        const which = variant === undefined ? {} : { variant: variant.id };
        const quote = await gatewayOf(context).price({ visitor: {}, product: product.id, ...which });
        return quote.point === undefined ? undefined : quote;
      },
    },
    Quote: {
      product: ({ product }: Quote) => product.id,
      variant: ({ variant }: Quote) => variant.id,
      decision: ({ decision }: Quote) => decision?.id,
      source: ({ decision }: Quote) => decision?.source,
      token: ({ decision }: Quote, _: unknown, context: Context) =>
        decision && gatewayOf(context).token(decision),
      priceToken: (quote: Quote, _: unknown, context: Context) => gatewayOf(context).priceToken(quote),
      reduction: ({ reduction, price }: Quote): (Reduction & { readonly percent: number }) | undefined =>
        reduction && { ...reduction, percent: reducedPercent(reduction, price) },
    },
    Choice: {
      point: ({ decision }: Choice) => decision.point,
      decision: ({ decision }: Choice) => decision.id,
      source: ({ decision }: Choice) => decision.source,
      token: ({ decision }: Choice, _: unknown, context: Context) => gatewayOf(context).token(decision),
    },
  };
}

/** The variant by which a card shows a product. */
function offered({ variants }: Product): Variant | undefined {
  const available = variants.filter(inStock);
  const among = available.length > 0 ? available : variants;
  const lowest = Math.min(...among.map(({ price }) => price.amount));
  return among.find(({ price }) => price.amount === lowest);
}
