/** What policies would have earned, judged on the shop's own log. */
export const merchantEvaluationTypeDefs = /* GraphQL */ `
extend type Query {
  "The newest evaluation, whether it runs or has ended. Null before the first."
  evaluation: Evaluation
  "Names of policies that can be compared; those that take options also as NAME:{…}."
  evaluationPolicies: [String!]!
}

extend type Mutation {
  """
  Compares policies on the log of a point, in the background. They learn from what was known before the span, and are
  judged on it; without one, on the second half of the log. One at a time: CONFLICT while another is under way.
  """
  startEvaluation(
    point: ID!
    "The point's own (configured) and uniform when there are none."
    policies: [String!]! = []
    "ips, snips and dr when absent."
    estimators: [String!]
    since: Instant
    until: Instant
    "Places of a shelf from the top that count; all when absent."
    places: Int
  ): Evaluation!
}

type Evaluation {
  state: EvaluationState!
  point: ID!
  policies: [String!]!
  startedAt: Instant!
  startedBy: String!
  "Decisions that were read so far, where the node that answers does it."
  read: Float
  "There when it is done."
  report: EvaluationReport
  "There when it has failed."
  failure: EvaluationRefusal
}

enum EvaluationState {
  running
  done
  failed
}

type EvaluationReport {
  since: String
  until: String
  "Probability with which each interval covers."
  level: Float!
  decisions: Float!
  "Choices with a known outcome: a shelf has one for each place that was seen."
  rows: Float!
  "Rewards from before the span that the policies learned from."
  learned: Float!
  leftOut: [LeftOut!]!
  notes: [String!]!
  "The first made the log."
  policies: [EvaluatedPolicy!]!
}

type LeftOut {
  reason: String!
  count: Float!
}

enum EvaluationVerdict {
  estimate
  not_enough_evidence
}

type EvaluatedPolicy {
  name: String!
  "Whether it made the log."
  logged: Boolean!
  verdict: EvaluationVerdict!
  "One for each estimator."
  values: [EvaluatedValue!]!
  "The log weighs as much as this many choices of the policy itself."
  effectiveSampleSize: Float
  largestWeight: Float
  "Near 1 where the log covers what the policy would choose."
  meanWeight: Float
  "Choices that it would never make."
  unused: Float!
  weights: [WeightBin!]!
}

"Choices whose weight, the policy's probability over the logged one, lies between the two."
type WeightBin {
  from: Float!
  to: Float!
  rows: Float!
}

"Either an estimate, or a refusal."
type EvaluatedValue {
  estimator: String!
  estimate: PolicyEstimate
  refusal: EvaluationRefusal
  "What it earns more than the policy that made the log. Null where either has no value."
  difference: EvaluatedDifference
}

"Reward for each choice, as the point weighs it; low to high with the report's level."
type PolicyEstimate {
  value: Float!
  low: Float!
  high: Float!
  "Independent units that the interval is over."
  units: Float!
  effectiveSampleSize: Float!
  effectiveRewards: Float!
}

"Why there is no answer, and what to do."
type EvaluationRefusal {
  code: String!
  message: String!
  fix: String
}

enum DifferenceVerdict {
  better
  worse
  not_told_apart
}

type EvaluatedDifference {
  verdict: DifferenceVerdict!
  value: Float!
  low: Float!
  high: Float!
}
`;
