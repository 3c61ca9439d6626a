/** What a person may ask of a shop: to know what it holds, and to be forgotten. */
export const merchantPeopleTypeDefs = /* GraphQL */ `
extend type Query {
  "What is held of a person, by any of their ids, each by its kind; GET /v1/people/export has it whole."
  person(shopper: ID, customer: ID, session: ID): Person!
}

extend type Mutation {
  """
  Deletes a person everywhere, and takes what they taught out of what was learned. The audit log keeps why, so do not
  write there who.
  """
  erasePerson(shopper: ID, customer: ID, session: ID, why: String!): Erasure!
}

type Person {
  "Every id that the person is known by, by its kind."
  shoppers: [ID!]!
  sessions: [ID!]!
  customers: [ID!]!
  events: Int!
  decisions: Int!
  outcomes: Int!
  samples: Int!
  firstAt: Instant
  lastAt: Instant
}

"What was deleted. The id names the erasure in the audit log, and nobody."
type Erasure {
  id: ID!
  at: Instant!
  events: Int!
  decisions: Int!
  outcomes: Int!
  samples: Int!
}
`;
