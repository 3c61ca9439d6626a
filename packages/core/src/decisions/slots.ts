import type { Decision } from './decision.ts';

/** The unit that a slot's decision is about. */
export function slotUnit({ shop, point, unit }: Decision): string {
  return JSON.stringify([shop, point, unit.id]);
}

/** How many slots ahead a decision may be and still count as the newest: clocks of nodes differ a little. */
export const slotsAhead = 1;

/**
 * Settles claims to slots in their order: one wins if it was made after the newest decision about its unit.
 *
 * @param newest by {@link slotUnit}; what wins is entered
 */
export function settleSlots<T extends { readonly decision: Decision }>(
  made: readonly T[],
  newest: Map<string, Decision>,
): { readonly won: readonly T[]; readonly standing: readonly Decision[] } {
  const won: T[] = [];
  const standing = made.map((claim) => {
    const { decision } = claim;
    const key = slotUnit(decision);
    const known = newest.get(key);
    // A claim whose answer was lost may come again.
    if (known?.id === decision.id) return known;
    const overtaken =
      known !== undefined && (known.id !== decision.price?.after || slotOf(known) > slotOf(decision));
    if (overtaken) return known;
    newest.set(key, decision);
    won.push(claim);
    return decision;
  });
  return { won, standing };
}

function slotOf({ unit }: Decision): number {
  return unit.slot ?? 0;
}
