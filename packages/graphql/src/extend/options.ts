import type { Visitor } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';
import type { GraphQLResolveInfo } from 'graphql';
import type { ShopperGateway } from '../gateway.ts';

/** The fields that a schema can be given. */
export const extensionFields = [
  'Product.recommendations',
  'Product.price',
  'Query.page',
  'Query.recommendations',
  'Query.price',
  'Query.prices',
  'Query.choice',
  'Mutation.track',
  'Mutation.shopper',
] as const;

export type ExtensionField = (typeof extensionFields)[number];

/**
 * How a foreign schema is joined to Armoire.
 *
 * @typeParam Context of the foreign schema
 * @typeParam Parent what its resolvers of the product type are given
 */
export interface ExtendOptions<Context extends object, Parent> {
  /** The name of its product type. */
  readonly product: string;
  readonly gateway: (context: Context) => ShopperGateway;
  /** The id under which Armoire's catalogue has a product of theirs; the property `id` when absent. */
  readonly id?: (parent: Parent) => ProductId;
  /** Who asks, where the query does not say. */
  readonly visitor?: (context: Context) => Visitor;
  /** The language of a request, for money. */
  readonly locale?: (context: Context) => string | undefined;
  /**
   * Finds their product: items of a shelf then are products of their type, with all their fields. Without it they
   * are products as Armoire's catalogue has them. Called for all items of a shelf at once: a data loader fits.
   */
  readonly load?: (id: ProductId, context: Context, info: GraphQLResolveInfo) => unknown;
  /** All of them when absent. */
  readonly pick?: readonly ExtensionField[];
  /** Begins the names of all types that are added; `Armoire` when absent. */
  readonly prefix?: string;
  /** Begins the names of all fields that are added: `armoire` makes `armoirePrice` of `price`. */
  readonly fieldPrefix?: string;
}

export interface Names {
  /** Of one of our types in their schema. */
  type(name: string): string;
  /** Of one of our fields in their schema. */
  field(name: string): string;
}

export function namesOf({
  prefix = 'Armoire',
  fieldPrefix = '',
}: {
  prefix?: string;
  fieldPrefix?: string;
}): Names {
  return {
    type: (name) => prefix + name,
    field: (name) => (fieldPrefix ? fieldPrefix + name.charAt(0).toUpperCase() + name.slice(1) : name),
  };
}
