import { idsByKind, type PersonName } from '@armoire/core';
import type { PersonSummary } from '@armoire/graphql';
import type { ShopId } from '@armoire/protocol';
import { exportPerson, type Storage } from '@armoire/storage';

/** Counts what is held of a person. */
export async function heldOf(
  storage: Pick<Storage, 'people' | 'state' | 'decisions'>,
  shop: ShopId,
  names: readonly PersonName[],
): Promise<PersonSummary> {
  const counts = { event: 0, decision: 0, outcome: 0, sample: 0 };
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const { kind, value } of exportPerson(storage, shop, names)) {
    counts[kind]++;
    if (kind !== 'event' && kind !== 'decision') continue;
    firstAt = Math.min(firstAt, value.at);
    lastAt = Math.max(lastAt, value.at);
  }
  const { shopper, session, customer } = idsByKind(names);
  return {
    shoppers: shopper,
    sessions: session,
    customers: customer,
    events: counts.event,
    decisions: counts.decision,
    outcomes: counts.outcome,
    samples: counts.sample,
    ...(Number.isFinite(firstAt) ? { firstAt, lastAt } : {}),
  };
}
