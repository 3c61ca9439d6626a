/** How the prices of a shop work: what tests of them tell. */
export const merchantPricingTypeDefs = /* GraphQL */ `
extend type Query {
  "Tests of ways to choose prices, which take turns by slots; as configured now."
  priceExperiments: [PriceExperiment!]!
  """
  What prices markets, segments and times saw for the same articles: what was paid over the regular price. Prices are
  made for articles and slots; whether any was made for a person, the report counts.
  """
  priceFairness(since: Instant!, until: Instant): PriceFairness!
}

type PriceFairness {
  since: Instant!
  until: Instant!
  pieces: Int!
  articles: Int!
  "Mean paid price over the regular price."
  paid: Float!
  "Share of pieces that were sold below the regular price."
  reduced: Float!
  "Price decisions of the span."
  decisions: Int!
  "Those of them that were made for one person."
  personal: Int!
  "Slots of articles of which more than one piece was sold."
  slots: Int!
  "Those of them in which not all paid the same: carts keep their price."
  mixed: Int!
  "With which all differences of a dimension are covered together."
  level: Float!
  groups: [FairnessGroup!]!
}

enum FairnessDimension {
  market
  segment
  "Of the day, in the shop's time zone."
  hour
  weekday
}

type FairnessGroup {
  dimension: FairnessDimension!
  """
  A market by its name, empty where orders name none; new, returning (bought in the half year before) or unknown; hours
  of a day, 06-12; a weekday, 1 for Monday to 7.
  """
  group: String!
  pieces: Int!
  paid: Float!
  reduced: Float!
  "What they paid more than all others for the same articles, over the regular price; null where both share too little."
  difference: FairnessDifference
}

type FairnessDifference {
  value: Float!
  low: Float!
  high: Float!
  "That both bought."
  articles: Int!
}

type PriceExperiment {
  point: ID!
  name: String!
  unit: ExperimentUnit!
  "The first is the control."
  arms: [String!]!
  "What chooses in each of them: own, the merchant's own price, or the id of a policy."
  chooses: [String!]!
  from: Instant!
  until: Instant
  "When it was taken out of the configuration; what it told stays."
  ended: Instant
  "Length of a turn in milliseconds."
  stretch: Float!
  "The part at its beginning of which no sale counts."
  washout: Float!
  "Whose turn it is, where all articles take the same ones."
  turn: String
  "Blocks that are over; each had a turn of every arm."
  blocks: Int!
  "Of each arm but the control, each metric."
  results: [ExperimentResult!]!
  "Order lines without a known cost: what is missing in the profit."
  linesWithoutCost: Int!
}

enum ExperimentUnit {
  "All articles take the same turns."
  shop
  "Each article takes turns of its own."
  product
}

enum PriceMetric {
  units
  "As charged, less refunds."
  revenue
  "Net of tax and cost, less refunds."
  profit
}

type ExperimentResult {
  arm: String!
  metric: PriceMetric!
  "Of money, which is in minor units."
  currency: String
  "Null until it can be told."
  effect: ExperimentEffect
  missing: [MissingBlocks!]!
}

"Of a turn, over all articles."
type ExperimentEffect {
  control: Float!
  treatment: Float!
  "The treatment less the control."
  value: Float!
  low: Float!
  high: Float!
  "The probability with which low to high covers."
  level: Float!
  blocks: Int!
  "What an arm leaves behind for the turn after it, whoever has that. Away from zero, the washout is too short."
  carryOver: Bounded
}

type Bounded {
  value: Float!
  low: Float!
  high: Float!
}

type MissingBlocks {
  "blocks that are over, or active ones in which something was sold"
  what: MissingBlockKind!
  have: Int!
  need: Int!
}

enum MissingBlockKind {
  blocks
  active
}
`;
