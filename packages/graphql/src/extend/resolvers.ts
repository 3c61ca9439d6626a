import type { ShelfItem } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';
import type { GraphQLResolveInfo } from 'graphql';
import {
  type PriceArguments,
  priceOf,
  type ShelfArguments,
  type ShopperAccess,
  shelfOf,
  type VisitorArgument,
  visitorOf,
} from '../resolvers/queries.ts';
import { shopperResolvers } from '../resolvers/shopper.ts';
import { attributes, instant, minorUnits } from '../scalars/index.ts';
import type { Targets } from './document.ts';
import type { ExtendOptions, ExtensionField, Names } from './options.ts';
import { pageBatch } from './page-batch.ts';

function ownId(parent: unknown): ProductId {
  const id = typeof parent === 'object' && parent !== null && 'id' in parent ? parent.id : undefined;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw new Error('A product of the schema has no `id`: give extendSchema an `id` function');
}

/** The fields that their product type is given. */
function productFields<Context extends object, Parent>(
  access: ShopperAccess<Context>,
  id: (parent: Parent) => ProductId,
) {
  const shelfOfProduct = pageBatch(access.gateway);
  return {
    recommendations: (parent: Parent, args: ShelfArguments & VisitorArgument, context: Context) =>
      shelfOfProduct(context, id(parent), visitorOf(args, access, context), shelfOf(args)),
    price: (parent: Parent, args: PriceArguments, context: Context) =>
      priceOf(access.gateway(context), id(parent), args, visitorOf(args, access, context)),
  };
}

function picking(
  fields: Readonly<Record<string, unknown>>,
  type: keyof Targets,
  picked: ReadonlySet<ExtensionField>,
  names: Names,
) {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field]) => (picked as ReadonlySet<string>).has(`${type}.${field}`))
      .map(([field, resolver]) => [names.field(field), resolver] as const),
  );
}

/** The resolvers of what is added, under the names of their schema. */
export function extensionResolvers<Context extends object, Parent>(
  options: ExtendOptions<Context, Parent>,
  targets: Targets,
  picked: ReadonlySet<ExtensionField>,
  names: Names,
) {
  const { gateway, load, id = ownId, visitor = () => ({}), locale = () => undefined } = options;
  const access = { gateway, visitor, locale };
  const {
    Query,
    Mutation,
    Money,
    Shelf,
    ShelfItem: itemFields,
    Quote,
    Choice,
    Product,
    Variant,
  } = shopperResolvers<Context>(access);
  const product = load
    ? {
        [names.type('ShelfItem')]: {
          ...itemFields,
          product: (item: ShelfItem, _: unknown, context: Context, info: GraphQLResolveInfo) =>
            load(item.product.id, context, info),
        },
      }
    : {
        [names.type('ShelfItem')]: itemFields,
        [names.type('Product')]: Product,
        [names.type('Variant')]: Variant,
      };
  const roots = {
    [targets.Query]: picking(Query, 'Query', picked, names),
    [targets.Mutation]: picking(Mutation, 'Mutation', picked, names),
    [targets.Product]: picking(productFields(access, id), 'Product', picked, names),
  };
  return {
    ...Object.fromEntries(Object.entries(roots).filter(([, fields]) => Object.keys(fields).length > 0)),
    ...product,
    [names.type('MinorUnits')]: minorUnits(names.type('MinorUnits')),
    [names.type('Instant')]: instant(names.type('Instant')),
    [names.type('Attributes')]: attributes(names.type('Attributes')),
    [names.type('Money')]: Money,
    [names.type('Shelf')]: Shelf,
    [names.type('Quote')]: Quote,
    [names.type('Choice')]: Choice,
  };
}
