import type { AuditLine, BookChange, BookedPrice, StorePrice } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import { isLate, type NewId, nextEntry, sameMoney, withOurs, writtenLine } from './entries.ts';

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
  if (isLate(entry, charged, at)) return { entry: next({ charged, since: at }) };
  const edited = next({ own: own ?? charged, charged, since: at });
  return { entry: edited, line: editLine(entry, entry.charged, charged, at, newId()) };
}

/**
 * What has become of a write that the store says it made, by what it shows right after: also where that is another price,
 * as in a store that rounds, the merchant's own one stays what it was. Undefined while it shows the price before: the next
 * cycle asks again.
 */
export function confirm(
  entry: BookedPrice,
  shown: StorePrice,
  at: Instant,
  newId: NewId,
): BookChange | undefined {
  const { proposal } = entry;
  const { charged, own = entry.own } = shown;
  if (proposal === undefined || sameMoney(charged, entry.charged)) return undefined;
  if (!sameMoney(own, entry.own)) return reconcile(entry, shown, at, newId);
  const ours = withOurs(entry, charged);
  return {
    entry: nextEntry(entry, newId(), { charged, since: at, ours }),
    line: writtenLine(entry, proposal, charged, at),
  };
}

/** Of what the store no longer sells nobody is asked any more, and nothing is written to it. */
export function withoutStore(entry: BookedPrice, at: Instant, newId: NewId): BookChange {
  const { proposal, shop, variant, charged } = entry;
  const dropped = nextEntry(entry, newId(), {});
  if (proposal === undefined || entry.state === 'proposed') return { entry: dropped };
  return {
    entry: dropped,
    line: {
      ...{ id: `refused ${proposal.id}`, shop, at, actor: 'store', action: 'price.refuse', subject: variant },
      ...{ before: charged, after: proposal.price, why: 'It is not sold at present' },
      cause: { key: 'refused', values: { rule: 'unsold' } },
    },
  };
}

function editLine(
  { shop, variant, state, proposal }: BookedPrice,
  before: unknown,
  after: unknown,
  at: Instant,
  id: string,
): AuditLine {
  // What somebody decided, and the log tells of, is not done any more.
  const dropped = proposal !== undefined && state !== 'proposed' ? proposal.id : undefined;
  const why = `The merchant changed the price in the store${dropped === undefined ? '' : `; ${dropped} is dropped`}`;
  const cause = { key: 'edited' as const, values: dropped === undefined ? {} : { dropped } };
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

/** Whether by a change the book says that the store has taken a price. */
export function isWritten({ line }: BookChange): boolean {
  return line?.action === 'price.write' || line?.action === 'price.undo';
}
