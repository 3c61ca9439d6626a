/** What a merchant watches: a point at work, an article's prices, and whether all is well. */
export const merchantInsightTypeDefs = /* GraphQL */ `
extend type Query {
  "What a point did, in spans of \`every\` milliseconds."
  pointActivity(point: ID!, since: Instant!, until: Instant, every: Float! = 3600000): PointActivity!
  "What a point's policy believes of its likeliest actions, where nothing particular is at hand."
  estimates(point: ID!, limit: Int! = 20): [ActionEstimate!]!
  "The prices that were decided for a product's variants, and what was sold meanwhile."
  priceHistory(product: ID!, since: Instant!, until: Instant): [VariantPrices!]!
  "What happened in the whole shop on each day, in UTC; days without anything are left out."
  shopDays(since: Instant!, until: Instant): ShopDays!
  "What a decision chose from, and what came of it."
  decisionOutcome(decision: ID!): DecisionOutcome!
  "Products whose id, title, tags or variants hold the words; all when absent."
  catalogue(search: String, first: Int! = 20): [CatalogueProduct!]!
  health: Health!
}

type PointActivity {
  point: ID!
  "Products that may be shown now, rungs of their prices, or actions."
  catalogue: Int!
  "Distinct products, rungs or actions that were shown."
  coverage: Int!
  "There were more decisions than are read at once: the oldest are counted."
  partial: Boolean!
  buckets: [ActivityBucket!]!
}

type ActivityBucket {
  from: Instant!
  decisions: Int!
  fallbacks: Int!
  controls: Int!
  places: Int!
  clicks: Int!
  purchases: Int!
  "Sum of what the places were worth, as far as is known."
  reward: Float!
  "Mean of 1 − p over first places that a policy filled, p their probability: 0 when one action always wins."
  exploration: Float!
  "Mean of −ln p over the same, divided by the logarithm of the number of candidates: 0 to 1, an estimate of the entropy."
  entropy: Float!
  coverage: Int!
}

type ActionEstimate {
  action: ID!
  title: String!
  mean: Float!
  deviation: Float
  "Observations behind it, after forgetting."
  weight: Float
  "Since this node started, a point every few minutes."
  history: [EstimateAt!]!
}

type EstimateAt {
  at: Instant!
  mean: Float!
  deviation: Float
}

type VariantPrices {
  variant: ID!
  title: String
  currency: String!
  regular: Money!
  "The lowest price that the guard lets pass now; absent when only the merchant's own does."
  floor: Money
  ceiling: Money
  "The lowest that shoppers were shown in the last 30 days."
  lowest: Money
  "The profit curve: the rungs of the ladder from low to high, with what the guard removes now."
  rungs: [RungBelief!]!
  "The demand curve, from the lowest price of the ladder to the highest; empty where the policy knows no demand between rungs."
  demand: [DemandPoint!]!
  "What the curves of worth are in; null where the point rewards something of its own."
  worthUnit: WorthUnit
  "The newest last."
  steps: [PriceStep!]!
  "By day in UTC, refunds taken off."
  sales: [SoldIn!]!
}

enum WorthUnit {
  "Major units of the currency."
  money
  piece
}

type DemandPoint {
  amount: MinorUnits!
  "Pieces in a slot."
  units: Band!
  "What they bring, in the point's rewards."
  worth: Band!
}

"With the bounds of 95 %."
type Band {
  mean: Float!
  low: Float!
  high: Float!
}

type RungBelief {
  price: Money!
  "Of the merchant's own price."
  factor: Float!
  "With which the policy takes it in the present slot; null for what the guard removes."
  probability: Float
  "Whether it is the price that holds now."
  taken: Boolean!
  "What it is believed to bring in a slot, in the point's rewards; absent where the policy estimates nothing."
  mean: Float
  deviation: Float
  "The rule of the guard that removes it; absent for what may be taken."
  rule: String
}

type PriceStep {
  at: Instant!
  "When the next began."
  until: Instant
  amount: MinorUnits!
  audit: ID!
  reason: String!
  "The reason as a key with its values."
  cause: Cause
}

type SoldIn {
  from: Instant!
  pieces: Int!
  revenue: MinorUnits!
}

type ShopDays {
  "There are more events than are read at once: ask again."
  partial: Boolean!
  "The newest last."
  days: [ShopDay!]!
}

type ShopDay {
  from: Instant!
  views: Int!
  clicks: Int!
  orders: Int!
  "Pieces that were bought, without those that came back on that day."
  pieces: Int!
  "As charged, less what was given back on that day; one for each currency."
  revenue: [Money!]!
}

type DecisionOutcome {
  "What was heard of its places, by position."
  places: [PlaceOutcome!]!
  "Names of the scores by which the candidates were found."
  inputs: [String!]!
  "In the order in which they were found; empty where no policy was asked, or once they were dropped."
  candidates: [Candidate!]!
}

type PlaceOutcome {
  "From 0."
  position: Int!
  action: ID!
  "What browsers told of it."
  seen: [String!]!
  "What its order lines were worth by the weights of the point's reward, less what came back."
  earned: Float!
  "What it is worth by now; null until it was learned."
  value: Float
  "When it is learned as it is, if nothing more happens; null once it was learned."
  due: Instant
  "Each time that it was learned, or learned anew, the newest last."
  revisions: [RewardRevision!]!
}

type RewardRevision {
  revision: Int!
  at: Instant!
  value: Float!
  "What it was before."
  previous: Float
}

type Candidate {
  action: ID!
  title: String!
  "One for each of the outcome's inputs."
  scores: [Float!]!
  "Of a rung."
  price: Money
  "The place that it got, from 0."
  position: Int
  "With which it got it, given the places before."
  probability: Float
}

type CatalogueProduct {
  id: ID!
  title: String!
  status: String!
  categories: [String!]!
  tags: [String!]!
  variants: [CatalogueVariant!]!
  "Whether it may be shown now."
  showable: Boolean!
}

type CatalogueVariant {
  id: ID!
  title: String
  price: Money!
  stock: Int
}

type Health {
  ready: Boolean!
  "This node, until it stops."
  node: String!
  "Whether it is the one that learns for the shop."
  leads: Boolean!
  "Events that were learned, and events in the log."
  learned: Float!
  logged: Float!
  jobs: [JobState!]!
  "Since this node started."
  faults: [FaultCount!]!
  counts: [NamedCount!]!
}

type JobState {
  kind: String!
  key: String!
  status: String!
  attempt: Int!
  runAt: Instant!
  reason: String
}

type FaultCount {
  point: ID!
  code: String!
  count: Int!
}

type NamedCount {
  name: String!
  count: Float!
}
`;
