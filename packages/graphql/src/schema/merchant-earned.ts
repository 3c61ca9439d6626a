/** What Armoire is worth: measured against a holdout, never estimated from clicks. */
export const merchantEarnedTypeDefs = /* GraphQL */ `
extend type Query {
  """
  What each point with a holdout earned, by intention to treat: a unit counts in the arm that it was assigned to, with
  all that it did after it first met the point. A range takes the units that met it in that time.
  """
  earned(point: ID, since: Instant, until: Instant): Earned!
  "What the places of a point came to, each component apart, by arm: clicks against returns."
  pointOutcomes(point: ID!, since: Instant, until: Instant): [ArmOutcomes!]!
}

type Earned {
  since: Instant
  "Up to here everything is counted."
  until: Instant!
  points: [PointEarned!]!
  "The points together, in each currency, as far as they do not help or hinder each other; currencies are never added."
  total: [TotalEarned!]!
}

type PointEarned {
  point: ID!
  "The share that gets the baseline, as configured now."
  holdout: Float
  unit: HoldoutUnit!
  units: ByArm!
  "Those of the units that were single requests without consent."
  requests: Float!
  "Units that met both arms, by a second device say; they count in the first."
  moved: Float!
  "Whether as many came to each arm as the holdout promises. Null without one."
  sampleRatio: SampleRatio
  clicks: UnitResult!
  orders: UnitResult!
  money: [CurrencyEarned!]!
  "Order lines without a known cost: what is missing in the profit."
  linesWithoutCost: Float!
}

enum HoldoutUnit {
  visitor
  product_slot
}

type ByArm {
  control: Float!
  armoire: Float!
}

type SampleRatio {
  pValue: Float!
  "Something loses or moves units: the comparison cannot be read. Begin since after the holdout was last changed."
  mismatch: Boolean!
}

"Either the effect, or what is missing before it can be told."
type UnitResult {
  effect: UnitEffect
  missing: [MissingUnits!]!
}

type MoneyResult {
  effect: MoneyEffect
  missing: [MissingUnits!]!
}

"Active units are those in which something happened."
type MissingUnits {
  arm: String!
  what: String!
  have: Float!
  need: Float!
}

"For each unit; low to high with the probability level."
type UnitEffect {
  control: Float!
  armoire: Float!
  difference: Float!
  low: Float!
  high: Float!
  level: Float!
}

type CurrencyEarned {
  currency: String!
  "As charged, less refunds."
  revenue: MoneyResult!
  "Net of tax and cost, less refunds."
  profit: MoneyResult!
}

type MoneyEffect {
  "In minor units."
  perUnit: UnitEffect!
  "What those who got Armoire brought beyond what the baseline would have."
  earned: MoneyBounds!
  "The same for all traffic: as if nobody had been held out."
  whole: MoneyBounds!
}

type MoneyBounds {
  value: Money!
  low: Money!
  high: Money!
}

type TotalEarned {
  currency: String!
  "The points that could be told."
  points: [ID!]!
  revenue: MoneyBounds!
  profit: MoneyBounds!
}

type ArmOutcomes {
  "Null for decisions outside a holdout."
  arm: String
  decisions: Float!
  "Places of which something is known."
  places: Float!
  click: Float!
  cart: Float!
  "Order lines that were bought."
  purchase: Float!
  "Net profit as a share of the net price, summed over the lines that were kept."
  margin: Float!
  "Order lines that came back."
  return: Float!
  "Sum of their worth by the weights of the point's reward."
  value: Float!
}
`;
