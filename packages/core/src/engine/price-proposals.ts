import type { PointId } from '@armoire/protocol';
import { type Decision, slotsAhead } from '../decisions/index.ts';
import type { PriceFacts } from '../guard/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { decidePrice, slotOf } from './price-decision.ts';

/**
 * The prices that a point's policy would take in the present slot. Nothing holds or is logged yet: that is what
 * {@link claimPrices} does with those that are charged.
 *
 * @param asked with the price that is charged now, wherever that is kept
 */
export async function proposePrices(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  asked: readonly PriceFacts[],
): Promise<readonly SlotDecision[]> {
  const slot = slotOf(point, parts.clock.now()) + slotsAhead;
  const units = asked.map(({ variant }) => variant.id);
  const newest = await parts.slots.newest(parts.shop, id, units, slot);
  const last = new Map<string, Decision>(newest.map((decision) => [decision.unit.id, decision]));
  return asked.map((facts) => {
    const { line: _, ...made } = decidePrice(parts, id, point, facts, last.get(facts.variant.id));
    return made;
  });
}

/** Has decisions hold whose prices are charged, and logs them. One whose slot was decided otherwise is left out: those that won. */
export async function claimPrices(
  parts: Parts,
  made: readonly SlotDecision[],
): Promise<readonly SlotDecision[]> {
  if (made.length === 0) return [];
  const standing = await parts.slots.claim(made);
  const won = made.filter(({ decision }, i) => standing[i]?.id === decision.id);
  if (won.length === 0) return [];
  parts.claimed(
    won.map(({ decision }) => decision),
    won.flatMap(({ set }) => set ?? []),
  );
  return won;
}
