import type { AuditLine, BookChange, BookedPrice, StorePrice } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { isLate, type NewId, nextEntry, sameMoney, writtenLine } from './entries.ts';

/**
 * What the store shows, against what the book says: undefined where they agree.
 *
 * - A write of which no answer came is found, and confirmed; or it is not, and is to be written again.
 * - A price of ours that shows late is no edit, for an hour.
 * - Anything else is the merchant's own edit, which always wins: it is their price from now on, and what was proposed
 *   against the old one is dropped.
 */
export function reconcile(
  entry: BookedPrice,
  { charged, own }: StorePrice,
  at: Instant,
  newId: NewId,
): BookChange | undefined {
  const { state, proposal } = entry;
  const next = (change: Partial<BookedPrice>) => nextEntry(entry, newId(), change);
  if (state === 'writing' && proposal !== undefined && sameMoney(charged, proposal.price)) {
    return { entry: next({ charged, since: at }), line: writtenLine(entry, proposal, charged, at) };
  }
  if (own !== undefined && !sameMoney(own, entry.own)) {
    return { entry: next({ own, charged, since: at }), line: editLine(entry, entry.own, own, at, newId()) };
  }
  if (state === 'writing' && proposal !== undefined && sameMoney(charged, entry.charged)) {
    return { entry: next({ state: 'approved', proposal }) };
  }
  if (sameMoney(charged, entry.charged)) return undefined;
  if (isLate(entry, charged.amount, at)) return { entry: next({ charged, since: at }) };
  const edited = next({ own: own ?? charged, charged, since: at });
  return { entry: edited, line: editLine(entry, entry.charged, charged, at, newId()) };
}

function editLine(
  { shop, variant }: BookedPrice,
  before: unknown,
  after: unknown,
  at: Instant,
  id: string,
): AuditLine {
  const why = 'The merchant changed the price in the store';
  const cause = { key: 'edited' as const, values: {} };
  return {
    id,
    shop,
    at,
    actor: 'merchant',
    action: 'price.edit',
    subject: variant,
    before,
    after,
    why,
    cause,
  };
}
