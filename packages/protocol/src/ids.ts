/** Identifiers are the shop's own strings wherever the shop has them; Armoire makes only those of decisions. */
export type ShopId = string;
export type ProductId = string;
export type VariantId = string;
/** A pseudonymous visitor. */
export type ShopperId = string;
export type SessionId = string;
/** A shopper whom the shop knows by an account. */
export type CustomerId = string;
export type EventId = string;
export type OrderId = string;
export type DecisionId = string;
/** What a decision chooses: a product id, a rung of a price ladder, the key of a banner. */
export type ActionId = string;
/** The name of a decision point, such as `product.related`. */
export type PointId = string;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A length of time in milliseconds. */
export type Duration = number;
/** A position in an append-only log, from 1; 0 is before the first entry. */
export type Offset = number;

export const second: Duration = 1000;
export const minute: Duration = 60 * second;
export const hour: Duration = 60 * minute;
export const day: Duration = 24 * hour;
