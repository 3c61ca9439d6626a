/** What the shopper's and the merchant's schema have in common. */
export const sharedTypeDefs = /* GraphQL */ `
"A whole number of minor units (cents) as a JSON number of magnitude below 2^53."
scalar MinorUnits
"An instant as ISO 8601 in UTC, such as 2026-01-31T09:30:00.000Z."
scalar Instant
"A flat JSON object of strings, numbers and booleans."
scalar Attributes

type Money {
  amount: MinorUnits!
  "ISO 4217."
  currency: String!
  "For reading; in the request's language when \`locale\` is absent."
  formatted(locale: String): String!
}

"Where a choice came from."
enum Source {
  policy
  fallback
  pinned
  control
  "A price that the store charges in a slot without its having been drawn for it: approved, put back, or left."
  standing
  shadow
  client
}

"One word on why a place was filled as it was, and the number behind it."
type Reason {
  code: String!
  value: Float
  detail: String
}

"One row of a batch that was refused, and what to do about it."
type Rejection {
  index: Int!
  code: String!
  message: String!
  fix: String
  "Where in the row the fault lies."
  path: String
}
`;
