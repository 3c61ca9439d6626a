const ruleFields = (when: string, selection: string) => `
  "Unique; names the rule in decisions."
  id: ID!
  "For people."
  note: String
  "Kept, and not at work."
  paused: Boolean
  effect: RuleEffect!
  when: ${when}
  "All effects but pin need it; hide_bought takes all products without."
  select: ${selection}
  "Not these of the selected."
  except: ${selection}
  "boost: what the odds are multiplied by, from 0.01 to 100."
  factor: Float
  "pin: the product, and its place from 0."
  product: ID
  position: Int
  "hide_bought: days after the purchase at which it may come back; never when absent."
  afterDays: Float
  "at_least, at_most."
  count: Int
  "age: so old must the shopper be by the age in their token, which the store has signed; values.age of a preview."
  years: Int
`;

const whenFields = `
  points: [ID!]
  "values.market and values.channel of the situation."
  markets: [String!]
  channels: [String!]
  "The category and the product of the page."
  categories: [String!]
  products: [ID!]
  from: Instant
  "Not any more at this instant."
  until: Instant
  "In the shop's time zone."
  weekdays: [Weekday!]
`;

const selectionFields = (range: string, option: string) => `
  ids: [ID!]
  categories: [String!]
  tags: [String!]
  brands: [String!]
  families: [String!]
  "Of the cheapest variant; both ends are inside."
  price: ${range}
  "Some variant has one of the values, for each option."
  options: [${option}!]
  "Days since the product was made."
  minDaysOld: Float
  maxDaysOld: Float
`;

/** Merchandising rules: what the merchant wants of shelves beyond what is learned. */
export const merchantRulesTypeDefs = /* GraphQL */ `
extend type Query {
  rules: RulesVersion!
  "Newest first; at most 200 at a time. \`before\` leaves out that version and those after it."
  rulesHistory(first: Int! = 20, before: Int): [RulesVersion!]!
  "What a shelf would be by these rules, beside what it is. Nothing is decided, logged or saved."
  previewRules(
    point: ID!
    rules: [RuleInput!]!
    situation: RulesSituationInput
    shopper: ID
    session: ID
    "The point's own count when absent."
    count: Int
  ): RulesPreview!
}

extend type Mutation {
  "Puts rules to work in place of all that are. \`expected\` is the version that they were made from; 0 for the first."
  saveRules(expected: Int!, rules: [RuleInput!]!, why: String!): RulesVersion!
  "Puts the rules of an earlier version to work, as a new version."
  revertRules(version: Int!, expected: Int!, why: String!): RulesVersion!
}

type RulesVersion {
  "0 when none was ever saved."
  version: Int!
  rules: [Rule!]!
  at: Instant
  actor: String
  why: String
}

"""
Where not all can be had: what is not for sale is never shown; age, exclude, hide_bought and include cut and are never
dropped; one of a family; then at_most, pin, at_least and boost. Among rules of one effect the first wins.
"""
enum RuleEffect {
  include
  exclude
  boost
  pin
  hide_bought
  at_least
  at_most
  age
}

enum Weekday {
  sunday
  monday
  tuesday
  wednesday
  thursday
  friday
  saturday
}

type Rule {${ruleFields('RuleWhen', 'RuleSelection')}}

input RuleInput {${ruleFields('RuleWhenInput', 'RuleSelectionInput')}}

"At work where every field that is given holds, by any of its entries."
type RuleWhen {${whenFields}}

"At work where every field that is given holds, by any of its entries."
input RuleWhenInput {${whenFields}}

"The products that satisfy every field that is given, by any of its entries."
type RuleSelection {${selectionFields('PriceRange', 'RuleOption')}}

"The products that satisfy every field that is given, by any of its entries."
input RuleSelectionInput {${selectionFields('PriceRangeInput', 'OptionInput')}}

type PriceRange {
  from: MinorUnits
  to: MinorUnits
}

input PriceRangeInput {
  from: MinorUnits
  to: MinorUnits
}

type RuleOption {
  name: String!
  values: [String!]!
}

input RulesSituationInput {
  product: ID
  category: String
  cart: [ID!]
  values: Attributes
}

type RulesPreview {
  before: PreviewedShelf!
  after: PreviewedShelf!
  "Everything that may stand on either shelf, the likeliest of the new one first."
  products: [PreviewedProduct!]!
}

"One of the shelves that may come of it."
type PreviewedShelf {
  places: [PreviewedPlace!]!
}

type PreviewedPlace {
  product: ID!
  title: String!
  "The probability of the product in this place, given those before."
  propensity: Float!
  reasons: [Reason!]!
}

type PreviewedProduct {
  product: ID!
  title: String!
  "Probability that it stands on the shelf."
  before: Float!
  after: Float!
  "The rules that select it and are at work here."
  rules: [RuleAtWork!]!
  "Why the new rules, or the place, keep it off the shelf."
  barred: String
}

type RuleAtWork {
  id: ID!
  effect: RuleEffect!
}
`;
