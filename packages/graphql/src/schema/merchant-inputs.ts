/** What a shop without an adapter sends: its catalogue, purchases and refunds. */
export const merchantInputTypeDefs = /* GraphQL */ `
input MoneyInput {
  amount: MinorUnits!
  "ISO 4217."
  currency: String!
}

enum ProductStatus {
  active
  draft
  hidden
  archived
}

enum TaxBasis {
  gross
  net
}

input ProductInput {
  id: ID!
  title: String!
  status: ProductStatus! = active
  variants: [VariantInput!]!
  "From general to special."
  categories: [String!]! = []
  description: String
  brand: String
  "The same for products that are one article, such as its colours: a page shows one of them."
  family: String
  tags: [String!]
  images: [ImageInput!]
  url: String
  options: [OptionInput!]
  taxBasis: TaxBasis
  "Tax as a fraction of net: 0.19 for 19 %."
  taxRate: Float
  createdAt: Instant
  "When its season ends: what is left of the stock then can hardly be sold."
  seasonEnds: Instant
  "When the shop last changed it: an older version never replaces a newer one."
  updatedAt: Instant!
}

input VariantInput {
  id: ID!
  title: String
  sku: String
  "The value of each option, all of them strings."
  options: Attributes
  price: MoneyInput!
  compareAt: MoneyInput
  "Net cost of one piece; unknown when absent."
  cost: MoneyInput
  minimumAdvertised: MoneyInput
  "Lowest price that others ask for it; nothing looks at it unless a price point says so."
  rivalPrice: MoneyInput
  "Absent when the shop does not count pieces."
  stock: Int
  backorder: Boolean
}

input ImageInput {
  url: String!
  alt: String
}

input OptionInput {
  name: String!
  values: [String!]!
}

input RemovalInput {
  id: ID!
  deletedAt: Instant!
}

"An order, or a part of one given back."
input OrderInput {
  "Makes the event idempotent: the same id is counted once."
  id: ID!
  order: ID!
  at: Instant!
  shopper: ID
  session: ID
  customer: ID
  lines: [OrderLineInput!]!
}

input OrderLineInput {
  product: ID!
  variant: ID
  "Pieces; above zero for refunds too."
  quantity: Int!
  unitPrice: MoneyInput!
  token: String
}
`;
