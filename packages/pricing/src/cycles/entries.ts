import type { AuditLine, BookedPrice, PriceProposal, StorePrice } from '@armoire/core';
import {
  type Duration,
  hour,
  type Instant,
  type Money,
  type ProductId,
  type ShopId,
} from '@armoire/protocol';

/** Prices of our own that are remembered for a variant, so that what the store shows late is no edit. */
const mostOurs = 8;

/** So long after a change a price of ours from before it may still come: a slow node's write, a late webhook. */
const latest: Duration = hour;

/** Makes names for entries and audit lines. */
export type NewId = () => string;

type Fresh = Omit<BookedPrice, 'version' | 'stamp' | 'proposal' | 'state'>;

/** The first entry of a variant. */
export function firstEntry(
  shop: ShopId,
  product: ProductId,
  { variant, charged, own = charged }: StorePrice,
  stamp: string,
): BookedPrice {
  const fresh: Fresh = { shop, product, variant, own, charged };
  return { ...fresh, version: 1, stamp, state: 'idle' };
}

/** The entry after another, without a proposal unless it is given one. */
export function nextEntry(
  { proposal: _, ...entry }: BookedPrice,
  stamp: string,
  change: Partial<BookedPrice>,
): BookedPrice {
  return { ...entry, state: 'idle', ...change, version: entry.version + 1, stamp };
}

/** With a price that is about to be written. */
export function withOurs({ ours = [] }: BookedPrice, price: Money): readonly number[] {
  return [...ours.filter((each) => each !== price.amount), price.amount].slice(-mostOurs);
}

/**
 * Whether a price that a store shows instead of what is charged is one of ours that comes late. After an hour it is the
 * merchant's, who may want what we once charged.
 */
export function isLate({ ours, since, own }: BookedPrice, { amount, currency }: Money, at: Instant): boolean {
  const known = currency === own.currency && (ours?.includes(amount) ?? false);
  return known && (since === undefined || at - since <= latest);
}

/** The audit line of a price that is charged from now on. Its name is the proposal's: it is written once. */
export function writtenLine(
  entry: BookedPrice,
  proposal: PriceProposal,
  price: Money,
  at: Instant,
): AuditLine {
  const { by, why, cause, policy, undoes } = proposal;
  return {
    id: `write ${proposal.id}`,
    shop: entry.shop,
    at,
    actor: by,
    action: undoes === undefined ? 'price.write' : 'price.undo',
    subject: entry.variant,
    before: entry.charged,
    after: price,
    why,
    ...(cause === undefined ? {} : { cause }),
    ...(policy === undefined ? {} : { policy }),
  };
}

export function sameMoney(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}
