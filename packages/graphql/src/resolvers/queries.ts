import type {
  Choice,
  Page,
  PageRequest,
  Quote,
  Shelf,
  ShelfRequest,
  Situation,
  Visitor,
} from '@armoire/core';
import { ArmoireError, type Product, type ProductId } from '@armoire/protocol';
import type { ShopperGateway } from '../gateway.ts';
import type { Attributes } from '../scalars/index.ts';
import { withoutNulls } from './without-nulls.ts';

type Maybe<T> = T | null;

export interface VisitorArgument {
  readonly visitor?: Maybe<{ readonly shopper?: Maybe<string>; readonly session?: Maybe<string> }>;
}

export interface SituationArgument {
  readonly situation?: Maybe<{
    readonly product?: Maybe<string>;
    readonly category?: Maybe<string>;
    readonly cart?: Maybe<readonly string[]>;
    readonly values?: Maybe<Attributes>;
  }>;
}

export interface ViewArgument {
  readonly view?: Maybe<string>;
}

export interface ShelfArguments {
  readonly point: string;
  readonly count?: Maybe<number>;
}

export interface PriceArguments extends VisitorArgument {
  readonly variant?: Maybe<string>;
  readonly point?: Maybe<string>;
}

const nowhere: Situation = {};
/** Prices of one request; each may be a decision. */
const mostPrices = 200;

/** Where the resolvers find what they need in a context. */
export interface ShopperAccess<Context> {
  readonly gateway: (context: Context) => ShopperGateway;
  /** Who asks, where the query does not say. */
  readonly visitor: (context: Context) => Visitor;
  /** The language in which money is written where the query names none. */
  readonly locale: (context: Context) => string | undefined;
}

export function visitorOf<Context>(
  { visitor }: VisitorArgument,
  access: Pick<ShopperAccess<Context>, 'visitor'>,
  context: Context,
): Visitor {
  return visitor ? withoutNulls(visitor) : access.visitor(context);
}

function situationOf({ situation }: SituationArgument): Situation {
  return situation ? withoutNulls(situation) : nowhere;
}

function viewOf({ view }: ViewArgument): Pick<PageRequest, 'view'> {
  return view ? { view } : {};
}

export function shelfOf({ point, count }: ShelfArguments): ShelfRequest {
  return count === null || count === undefined ? { point } : { point, count };
}

/** The shelf at a place of a page that was asked for it. */
export function shelfAt({ shelves }: Page, index: number): Shelf {
  const shelf = shelves[index];
  if (!shelf) throw new Error(`A page came back without its shelf ${index}`);
  return shelf;
}

export function priceOf(gateway: ShopperGateway, product: ProductId, args: PriceArguments, visitor: Visitor) {
  const { variant, point } = args;
  return gateway.price({ visitor, product, ...(variant ? { variant } : {}), ...(point ? { point } : {}) });
}

/** The fields of the shopper's `Query`. Nothing but mapping: the gateway decides. */
export function shopperQueries<Context>(access: ShopperAccess<Context>) {
  const { gateway: gatewayOf } = access;
  return {
    page(
      _: unknown,
      args: { readonly shelves: readonly ShelfArguments[] } & VisitorArgument &
        SituationArgument &
        ViewArgument,
      context: Context,
    ): Promise<Page> {
      const shelves = args.shelves.map(shelfOf);
      return gatewayOf(context).page({
        visitor: visitorOf(args, access, context),
        situation: situationOf(args),
        ...viewOf(args),
        shelves,
      });
    },

    recommendations(
      _: unknown,
      args: ShelfArguments & VisitorArgument & SituationArgument & ViewArgument,
      context: Context,
    ): Promise<Shelf> {
      const shelves = [shelfOf(args)];
      return gatewayOf(context)
        .page({
          visitor: visitorOf(args, access, context),
          situation: situationOf(args),
          ...viewOf(args),
          shelves,
        })
        .then((page) => shelfAt(page, 0));
    },

    price(_: unknown, args: PriceArguments & { readonly product: string }, context: Context): Promise<Quote> {
      return priceOf(gatewayOf(context), args.product, args, visitorOf(args, access, context));
    },

    /** A list of promises, not a promise of a list: one unknown product does not take the others' prices away. */
    prices(
      _: unknown,
      args: PriceArguments & { readonly products: readonly string[] },
      context: Context,
    ): readonly Promise<Quote>[] {
      if (args.products.length > mostPrices) {
        throw new ArmoireError(
          'INVALID_INPUT',
          `${args.products.length} prices are too many for one request`,
          {
            fix: `Ask for ${mostPrices} at a time.`,
            path: 'products',
          },
        );
      }
      const gateway = gatewayOf(context);
      const visitor = visitorOf(args, access, context);
      return args.products.map((product) => priceOf(gateway, product, args, visitor));
    },

    choice(
      _: unknown,
      args: { readonly point: string } & VisitorArgument & SituationArgument & ViewArgument,
      context: Context,
    ): Promise<Choice> {
      return gatewayOf(context).choice({
        visitor: visitorOf(args, access, context),
        situation: situationOf(args),
        ...viewOf(args),
        point: args.point,
      });
    },

    product(_: unknown, { id }: { readonly id: string }, context: Context): Product | undefined {
      const gateway = gatewayOf(context);
      return gateway.showable(id) ? gateway.product(id) : undefined;
    },
  };
}
