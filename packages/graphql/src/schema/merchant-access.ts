/** Who may do what in a shop: keys for programs, users for people. */
export const merchantAccessTypeDefs = /* GraphQL */ `
extend type Query {
  "Keys of the store, the oldest first, also those that have ended; those of the configuration stand there."
  keys: [Key!]!
  "By email."
  users: [User!]!
}

extend type Mutation {
  "A secret key needs scopes; a public one has none. Nobody can give scopes that they do not have."
  createKey(name: String!, kind: KeyKind! = secret, scopes: [String!]! = [], expiresAt: Instant): NewKey!
  "Makes a key that may do the same; the old one ends when the overlap, in minutes, does."
  rotateKey(id: ID!, overlap: Int! = 1440): NewKey!
  "At once and for good."
  revokeKey(id: ID!): Key!
  addUser(email: String!, role: String!, password: String!): User!
  setRole(email: String!, role: String!): User!
  "Logs the user out everywhere."
  setPassword(email: String!, password: String!): User!
  "Logs the user out everywhere, too."
  removeUser(email: String!): Boolean!
}

enum KeyKind {
  "For browsers; may be seen by anybody."
  public
  "For servers."
  secret
}

type Key {
  id: ID!
  name: String!
  kind: KeyKind!
  scopes: [String!]!
  createdAt: Instant!
  expiresAt: Instant
  revokedAt: Instant
  "To the hour."
  lastUsedAt: Instant
}

type NewKey {
  "The key itself. It is shown now, and kept nowhere."
  key: String!
  stored: Key!
}

type User {
  email: String!
  role: String!
  createdAt: Instant!
}
`;
