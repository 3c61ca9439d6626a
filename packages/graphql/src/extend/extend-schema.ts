import { ArmoireError } from '@armoire/protocol';
import { addResolversToSchema } from '@graphql-tools/schema';
import { type GraphQLSchema, extendSchema as graphqlExtendSchema, isObjectType } from 'graphql';
import { assertNoConflicts } from './conflicts.ts';
import { extensionDocument, type Targets } from './document.ts';
import { type ExtendOptions, extensionFields, namesOf } from './options.ts';
import { extensionResolvers } from './resolvers.ts';

/** Finds the types of theirs that fields of ours go to. */
function targetsOf(theirs: GraphQLSchema, product: string): Targets {
  if (!isObjectType(theirs.getType(product))) {
    throw new ArmoireError('INVALID_CONFIG', `The schema has no object type "${product}"`, {
      fix: 'Set `product` to the name of the type of products.',
      path: 'product',
    });
  }
  return {
    Query: theirs.getQueryType()?.name ?? 'Query',
    Mutation: theirs.getMutationType()?.name ?? 'Mutation',
    Product: product,
  };
}

/**
 * Adds Armoire to the schema of a shop: `recommendations` and `price` on its product type, our questions on its
 * query type, `track` on its mutation type. Theirs is not changed, and nothing of it is hidden: a name that is taken
 * is refused with CONFLICT.
 *
 * @example
 * const schema = extendSchema(shopSchema, {
 *   product: 'Product',
 *   gateway: (context) => context.armoire,
 *   fieldPrefix: 'armoire', // their Product has a `price` of its own: ours is `armoirePrice`
 * });
 */
export function extendSchema<Context extends object, Parent = unknown>(
  theirs: GraphQLSchema,
  options: ExtendOptions<Context, Parent>,
): GraphQLSchema {
  const targets = targetsOf(theirs, options.product);
  const picked = new Set(options.pick ?? extensionFields);
  const names = namesOf(options);
  const document = extensionDocument(theirs, targets, picked, names, options.load !== undefined);
  assertNoConflicts(theirs, document);
  return addResolversToSchema({
    schema: graphqlExtendSchema(theirs, document),
    resolvers: extensionResolvers(options, targets, picked, names),
  });
}
