import { sharedTypeDefs } from './shared.ts';

/** The shopper's schema in the schema definition language, complete: for `makeExecutableSchema`. */
export const typeDefs = /* GraphQL */ `${sharedTypeDefs}
input VisitorInput {
  "Pseudonymous; left out without consent."
  shopper: ID
  session: ID
}

"Where in the shop the question is asked."
input SituationInput {
  product: ID
  category: String
  cart: [ID!]
  values: Attributes
}

input ShelfInput {
  point: ID!
  "The point's own count when absent."
  count: Int
}

type Query {
  "All the shelves of one page, in the order in which they claim products."
  page(shelves: [ShelfInput!]!, visitor: VisitorInput, situation: SituationInput): Page!
  recommendations(point: ID!, count: Int, visitor: VisitorInput, situation: SituationInput): Shelf!
  price(product: ID!, variant: ID, point: ID, visitor: VisitorInput): Quote!
  "One quote for each product, in their order; null, with an error, for one that is unknown."
  prices(products: [ID!]!, point: ID, visitor: VisitorInput): [Quote]!
  choice(point: ID!, visitor: VisitorInput, situation: SituationInput): Choice!
  "Null when it is unknown, or may not be shown now."
  product(id: ID!): Product
}

type Mutation {
  "At most 500 events; orders come from the store's server, not from here."
  track(events: [EventInput!]!): TrackResult!
}

input EventInput {
  "Makes the event idempotent: the same id is counted once."
  id: ID!
  kind: EventKind!
  at: Instant!
  shopper: ID
  session: ID
  customer: ID
  product: ID
  variant: ID
  "For choice points: what was shown."
  action: ID
  quantity: Int
  query: String
  "The token of the decision that showed it."
  token: String
}

enum EventKind {
  impression
  view
  search
  click
  add_to_cart
  remove_from_cart
}

type TrackResult {
  accepted: Int!
  duplicates: Int!
  rejected: [Rejection!]!
}

type Page {
  shelves: [Shelf!]!
}

type Shelf {
  point: ID!
  decision: ID!
  source: Source!
  "Sent back with every event about an item of this shelf."
  token: String!
  items: [ShelfItem!]!
}

type ShelfItem {
  product: Product!
  "Its place. A number is missing where a product may not be shown any more: nothing takes that place."
  position: Int!
  propensity: Float
  reasons: [Reason!]!
}

type Quote {
  product: ID!
  variant: ID!
  price: Money!
  "The merchant's own price."
  regular: Money!
  "When the next decision may change it."
  until: Instant!
  "Absent when no price point covers the product."
  decision: ID
  source: Source
  "Sent back with events about this price; order lines need none, since they are credited to the price of their time."
  token: String
}

type Choice {
  point: ID!
  decision: ID!
  source: Source!
  token: String!
  "Absent when nothing could be chosen."
  action: ID
}

type Product {
  id: ID!
  title: String!
  description: String
  brand: String
  url: String
  categories: [String!]!
  tags: [String!]!
  images: [Image!]!
  variants: [Variant!]!
}

type Image {
  url: String!
  alt: String
}

type Variant {
  id: ID!
  title: String
  sku: String
  price: Money!
  compareAt: Money
  available: Boolean!
}
`;
