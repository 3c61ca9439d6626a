import { decisionTypeDefs } from './decisions.ts';
import { merchantAccessTypeDefs } from './merchant-access.ts';
import { merchantEarnedTypeDefs } from './merchant-earned.ts';
import { merchantEvaluationTypeDefs } from './merchant-evaluation.ts';
import { merchantInputTypeDefs } from './merchant-inputs.ts';
import { merchantInsightTypeDefs } from './merchant-insight.ts';
import { merchantPeopleTypeDefs } from './merchant-people.ts';
import { merchantPricesTypeDefs } from './merchant-prices.ts';
import { merchantPricingTypeDefs } from './merchant-pricing.ts';
import { merchantRulesTypeDefs } from './merchant-rules.ts';
import { sharedTypeDefs } from './shared.ts';

/** The merchant's schema in the schema definition language, complete: for an endpoint of its own. */
export const merchantTypeDefs = /* GraphQL */ `${sharedTypeDefs}${decisionTypeDefs}${merchantInputTypeDefs}
"Any JSON value; output only."
scalar Json

type Query {
  points: [Point!]!
  decision(id: ID!): Decision
  "Newest first; at most 200 at a time."
  decisions(
    first: Int! = 20
    after: String
    point: ID
    shopper: ID
    since: Instant
    until: Instant
  ): DecisionConnection!
  explain(decision: ID!): Explanation!
  "Newest first; at most 200 at a time."
  audit(first: Int! = 20, after: String): AuditConnection!
  "What a price token says, for whoever fills a cart: fails with INVALID_TOKEN or EXPIRED_TOKEN."
  offeredPrice(token: String!): OfferedPrice!
  "On: every price is the merchant's own."
  killSwitch: Boolean!
}

type Mutation {
  setKillSwitch(on: Boolean!, why: String!): Boolean!
  "Takes one price change back: the price before it holds until the next slot, or is written back by the next cycle."
  undo(audit: ID!): AuditLine!
  upsertProducts(products: [ProductInput!]!): Receipt!
  removeProducts(products: [RemovalInput!]!): Receipt!
  recordPurchases(orders: [OrderInput!]!): Receipt!
  recordRefunds(orders: [OrderInput!]!): Receipt!
}

"Good rows are kept when others are refused."
type Receipt {
  accepted: Int!
  duplicates: Int!
  rejected: [Rejection!]!
}

type Point {
  id: ID!
  kind: PointKind!
  policy: PointPolicy!
  "Samples learned so far."
  samples: Float!
}

type PointPolicy {
  id: ID!
  version: Int!
  support: Support!
}

"Whether the log of a policy can evaluate other policies."
enum Support {
  full
  none
}

type OfferedPrice {
  product: ID!
  variant: ID!
  price: Money!
  "Absent when the price was the merchant's own."
  decision: ID
  expiresAt: Instant!
}

type AuditConnection {
  edges: [AuditEdge!]!
  nodes: [AuditLine!]!
  pageInfo: PageInfo!
}

type AuditEdge {
  cursor: String!
  node: AuditLine!
}

"One change that somebody may have to answer for."
type AuditLine {
  id: ID!
  at: Instant!
  actor: String!
  action: String!
  subject: String!
  before: Json
  after: Json
  why: String
  "The same as a key with its values, where no person wrote it."
  cause: Cause
  policy: AuditPolicy
}

type Cause {
  "decided, proposed, kill-switch, rule, edited, undone, or refused"
  key: String!
  values: Attributes!
}

type AuditPolicy {
  id: ID!
  version: Int!
  "The probability with which it took the rung."
  propensity: Float!
}
${merchantAccessTypeDefs}${merchantPeopleTypeDefs}${merchantPricesTypeDefs}${merchantPricingTypeDefs}${merchantRulesTypeDefs}${merchantInsightTypeDefs}${merchantEarnedTypeDefs}${merchantEvaluationTypeDefs}`;
