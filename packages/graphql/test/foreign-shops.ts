import { makeExecutableSchema } from '@graphql-tools/schema';

const rows = new Map(
  ['a', 'b', 'c'].map((id) => [id, { id, name: `Their ${id}`, slug: `their-${id}`, price: 5 }] as const),
);

/** A shop with a query type of another name, no mutations, and product ids that carry their type. */
export const globalIdShop = makeExecutableSchema({
  typeDefs: /* GraphQL */ `
    schema { query: QueryRoot }
    type QueryRoot { products(first: Int): [Product!]! }
    type Product { gid: ID! handle: String! }
  `,
  resolvers: {
    QueryRoot: {
      products: () =>
        [...rows.values()].map(({ id, slug }) => ({ gid: `gid://shop/Product/${id}`, handle: slug })),
    },
  },
});

/** A shop whose products have a price, and whose schema has a Money and a product query of its own. */
export const pricedShop = makeExecutableSchema({
  typeDefs: /* GraphQL */ `
    scalar Money
    type Query { product(id: ID!): Product products: [Product!]! }
    type Mutation { addToCart(product: ID!): Boolean! }
    type Product { id: ID! name: String! slug: String! price: Money! }
  `,
  resolvers: {
    Query: {
      product: (_: unknown, { id }: { id: string }) => rows.get(id),
      products: () => [...rows.values()],
    },
    Mutation: { addToCart: () => true },
  },
});

/** Their product, as a data loader of theirs would find it. */
export function theirProduct(id: string) {
  return rows.get(id);
}
