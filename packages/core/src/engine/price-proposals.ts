import type { Instant, PointId } from '@armoire/protocol';
import { type Decision, slotsAhead } from '../decisions/index.ts';
import type { PriceFacts } from '../guard/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import type { Parts } from './parts.ts';
import type { PricePoint } from './points.ts';
import { decidePrice, slotOf } from './price-decision.ts';

/** A price that is charged later than this share of its slot after it was drawn is not what was drawn. */
const late = 0.1;

/**
 * The prices that a point's policy would take in the present slot. Nothing holds or is logged yet: that is what
 * {@link claimPrices} does with those that are charged.
 *
 * @param asked with the price that is charged now, wherever that is kept
 * @param once nothing for variants of which a price was decided in the slot already
 */
export async function proposePrices(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  asked: readonly PriceFacts[],
  once: boolean,
): Promise<readonly SlotDecision[]> {
  const slot = slotOf(point, parts.clock.now());
  const units = asked.map(({ variant }) => variant.id);
  const newest = await parts.slots.newest(parts.shop, id, units, slot + slotsAhead);
  const last = new Map<string, Decision>(newest.map((decision) => [decision.unit.id, decision]));
  return asked.flatMap((facts) => {
    const known = last.get(facts.variant.id);
    if (once && (known?.unit.slot ?? Number.NEGATIVE_INFINITY) >= slot) return [];
    const { line: _, ...made } = decidePrice(parts, id, point, facts, known);
    return [made];
  });
}

/** Whether a drawn price that is charged only now still is what was drawn: its slot is not over, nor far gone since. */
export function isTimely(point: PricePoint, { at, unit }: Decision, now: Instant): boolean {
  return unit.slot === slotOf(point, now) && now - at <= point.slot * late;
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
