import type { Choice, Quote, Shelf, ShelfItem } from '@armoire/core';
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
      items({ items }: Shelf, _: unknown, context: Context): readonly ShelfItem[] {
        const gateway = gatewayOf(context);
        return items.filter(({ product }) => gateway.showable(product.id));
      },
    },
    Quote: {
      product: ({ product }: Quote) => product.id,
      variant: ({ variant }: Quote) => variant.id,
      decision: ({ decision }: Quote) => decision?.id,
      source: ({ decision }: Quote) => decision?.source,
      token: ({ decision }: Quote, _: unknown, context: Context) =>
        decision && gatewayOf(context).token(decision),
    },
    Choice: {
      point: ({ decision }: Choice) => decision.point,
      decision: ({ decision }: Choice) => decision.id,
      source: ({ decision }: Choice) => decision.source,
      token: ({ decision }: Choice, _: unknown, context: Context) => gatewayOf(context).token(decision),
    },
  };
}
