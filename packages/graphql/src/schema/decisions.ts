/** Decisions as the log holds them, page by page, and why they fell as they did. */
export const decisionTypeDefs = /* GraphQL */ `
enum PointKind {
  shelf
  price
  choice
}

type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}

type DecisionConnection {
  edges: [DecisionEdge!]!
  nodes: [Decision!]!
  pageInfo: PageInfo!
}

type DecisionEdge {
  cursor: String!
  node: Decision!
}

type Decision {
  id: ID!
  point: ID!
  kind: PointKind!
  unit: Unit!
  shopper: ID
  session: ID
  at: Instant!
  seed: Float!
  context: DecisionContext!
  candidateSet: ID
  chosen: [ID!]!
  "For each place, the probability of its action given those before; empty unless the source is policy."
  propensities: [Float!]!
  policy: DecisionPolicy!
  model: Model
  modelScores: [Float!]
  experiment: ExperimentArm
  source: Source!
  "Version of the merchant's rules that it was made under."
  rules: Int
  "For each place."
  reasons: [[Reason!]!]!
  price: DecidedPrice
}

"What was randomised."
type Unit {
  kind: UnitKind!
  id: ID!
}

enum UnitKind {
  shopper
  session
  request
  product_slot
  shop_slot
}

type DecisionContext {
  values: Attributes!
  "Version of the encoding that turns the values into features."
  schema: String!
}

type DecisionPolicy {
  id: ID!
  version: Int!
  "Offset of each partition of the state that was read."
  state: Attributes!
}

type Model {
  id: ID!
  version: Int!
}

type ExperimentArm {
  layer: ID!
  arm: ID!
}

type DecidedPrice {
  product: ID!
  variant: ID!
  amount: Money!
  regular: Money!
  "Since when the variant has had this price without a change."
  since: Instant!
}

type Explanation {
  decision: Decision!
  places: [PlaceExplanation!]!
}

type PlaceExplanation {
  action: ID!
  propensity: Float
  reasons: [Reason!]!
  "What the policy believes of the action now."
  estimate: Estimate
  "The largest parts of the estimate, where the model is a sum."
  contributions: [Contribution!]
  "In one sentence."
  text: String!
}

type Estimate {
  mean: Float!
  deviation: Float
  "Observations behind it, after forgetting."
  weight: Float
}

type Contribution {
  feature: String!
  value: Float!
}
`;
