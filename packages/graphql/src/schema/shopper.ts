import { sharedTypeDefs } from './shared.ts';

/** The shopper's schema in the schema definition language, complete: for `makeExecutableSchema`. */
export const typeDefs = /* GraphQL */ `${sharedTypeDefs}
input VisitorInput {
  "A shopper token: pseudonymous; left out without consent. Another id counts only where the shop lets it."
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
  """
  All the shelves of one page, in the order in which they claim products. Whoever asks again soon is given the same;
  without shopper and session, whoever names the same view is.
  """
  page(shelves: [ShelfInput!]!, visitor: VisitorInput, situation: SituationInput, view: ID): Page!
  recommendations(point: ID!, count: Int, visitor: VisitorInput, situation: SituationInput, view: ID): Shelf!
  price(product: ID!, variant: ID, point: ID, visitor: VisitorInput): Quote!
  "One quote for each product, in their order; null, with an error, for one that is unknown."
  prices(products: [ID!]!, point: ID, visitor: VisitorInput): [Quote]!
  choice(point: ID!, visitor: VisitorInput, situation: SituationInput, view: ID): Choice!
  "Null when it is unknown, or may not be shown now."
  product(id: ID!): Product
}

type Mutation {
  "At most 500 events; orders come from the store's server, not from here."
  track(events: [EventInput!]!): TrackResult!
  """
  The token to keep, under consent, and to send as shopper: of somebody new without one, otherwise the same, or
  one in its place once half of its life is over. What is no token, or has ended, gets one of somebody new.
  """
  shopper(token: String): ShopperToken!
}

type ShopperToken {
  token: String!
  expiresAt: Instant!
}

input EventInput {
  "Makes the event idempotent: the same id is counted once."
  id: ID!
  kind: EventKind!
  at: Instant!
  shopper: ID
  session: ID
  customer: ID
  "Country, region or currency zone, by the shop's own name for it."
  market: String
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
  "What the variant costs that a card offers: the cheapest that can be bought. Null where the shop has no price point."
  price: Quote
}

type Quote {
  product: ID!
  variant: ID!
  price: Money!
  "The merchant's own price."
  regular: Money!
  "When the next decision may change it."
  until: Instant!
  "Absent when the price is the merchant's own, or one that they put back."
  decision: ID
  source: Source
  "While it is below all that was asked in the 30 days before."
  reduction: Reduction
  "Says what was offered; whoever fills the cart has the merchant's endpoint verify it, and charges that, until it expires."
  priceToken: String!
  "Sent back with events about this price; order lines need none, since they are credited to the price of their time."
  token: String
}

type Reduction {
  "The lowest price of the 30 days before the reduction began, frozen then."
  from: Money!
  since: Instant!
  "How many of the 30 days are known: fewer for what was not sold, or not watched, for so long."
  days: Int!
  "Against that price, in whole percent, rounded down."
  percent: Int!
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
