/** Prices that people decide about. */
export const merchantPricesTypeDefs = /* GraphQL */ `
extend type Query {
  "Prices that wait for a person's decision, by variant; at most 200 at a time, after the last variant of the page before."
  priceProposals(first: Int! = 50, after: ID): [PriceProposal!]!
}

extend type Mutation {
  "Has the next cycle write them to the store, guarded once more."
  approvePrices(proposals: [AskedPriceInput!]!): PriceRuling!
  "Nothing is proposed for the variants for a slot."
  rejectPrices(proposals: [AskedPriceInput!]!): PriceRuling!
}

input AskedPriceInput {
  variant: ID!
  "The id of the proposal, so that nobody approves another than they saw."
  proposal: ID!
}

type PriceRuling {
  accepted: Int!
  rejected: [Rejection!]!
}

type PriceProposal {
  id: ID!
  product: ID!
  variant: ID!
  title: String!
  at: Instant!
  price: Money!
  "What the store charges."
  charged: Money!
  "The merchant's own price."
  own: Money!
  "A policy, or who asked for it."
  by: String!
  why: String!
  "The same as a key with its values."
  cause: Cause
  "Of a policy's: the probability with which it took the price."
  propensity: Float
  "What is expected beyond the merchant's own price, for a slot, in the point's rewards."
  profit: ExpectedProfit
}

"With an interval of 95 %."
type ExpectedProfit {
  mean: Float!
  low: Float!
  high: Float!
  "ISO 4217, where it is money, in major units."
  currency: String
}
`;
