import type { PointId } from '@armoire/protocol';
import { featureVersion } from '../context/index.ts';
import { candidateSet, type Decision, type Reason, slotsAhead } from '../decisions/index.ts';
import { type GuardedPrice, guardPrice, type PriceFacts, rungPrice, shownOf } from '../guard/index.ts';
import type { SlotDecision } from '../ports/index.ts';
import { type Parts, policyRecord } from './parts.ts';
import type { PricePoint } from './points.ts';
import { aboutPrice, rungId, slotOf } from './price-decision.ts';

/** A price that a store charges. */
export interface StandingPrice {
  /** With that price as the current one. */
  readonly facts: PriceFacts;
  /** A person has approved it in this slot: who proposed it, and with which probability. */
  readonly approved?: { readonly proposal: string; readonly propensity?: number };
}

/**
 * The decisions by which prices stand in the present slot: where none is known for the slot at that price, a new one is
 * made, which says that nobody drew it. So all that is sold has the price that was charged for it, and a demand model
 * learns from prices that people approved or left as they were.
 *
 * @returns those to be claimed, and those that hold already
 */
export async function standPrices(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  asked: readonly StandingPrice[],
): Promise<{ readonly made: readonly SlotDecision[]; readonly held: readonly Decision[] }> {
  const slot = slotOf(point, parts.clock.now());
  const units = asked.map(({ facts }) => facts.variant.id);
  const newest = await parts.slots.newest(parts.shop, id, units, slot + slotsAhead);
  const last = new Map<string, Decision>(newest.map((decision) => [decision.unit.id, decision]));
  const made: SlotDecision[] = [];
  const held: Decision[] = [];
  for (const each of asked) {
    const known = last.get(each.facts.variant.id);
    const decided = known?.unit.slot ?? Number.NEGATIVE_INFINITY;
    if (known !== undefined && decided >= slot && isAbout(known, each.facts)) held.push(known);
    // One that is ahead was made by a clock that is: what is charged now belongs to no slot of it.
    else if (decided <= slot) made.push(...standing(parts, id, point, each, known));
  }
  return { made, held };
}

function isAbout({ price }: Decision, { current, variant }: PriceFacts): boolean {
  if (price === undefined) return false;
  return price.amount.amount === current.amount && price.regular.amount === variant.price.amount;
}

/** Nothing where the guard does not let the price stand; without a rung where it is none. */
function standing(
  parts: Parts,
  id: PointId,
  point: PricePoint,
  { facts, approved }: StandingPrice,
  last: Decision | undefined,
): readonly SlotDecision[] {
  const price = guardPrice(facts.current, facts, point.guard);
  if (typeof price === 'string') return [];
  const { about } = aboutPrice(parts, id, point, facts, price, last);
  const shared = {
    ...{ ...about, source: 'standing' as const, propensities: [] },
    policy: policyRecord(parts, point.policy),
  };
  const factor = factorOf(price, facts, point);
  if (factor === undefined) return [{ decision: { ...shared, chosen: [], reasons: [] } }];
  const entry = { id: rungId(facts.product, factor), inputs: [factor], price };
  const set = candidateSet(parts.shop, featureVersion, parts.catalog.offset, ['factor'], [entry]);
  const chosen = { candidateSet: set.hash, chosen: [entry.id], reasons: [[reasonOf(approved)]] };
  return [{ decision: { ...shared, ...chosen }, set }];
}

function reasonOf(approved: StandingPrice['approved']): Reason {
  if (approved === undefined) return { code: 'standing' };
  const { proposal, propensity } = approved;
  return { code: 'approved', detail: proposal, ...(propensity === undefined ? {} : { value: propensity }) };
}

/** The nearest rung of the ladder, or the merchant's own price, that a price is; undefined where it is none of them. */
function factorOf(
  { amount }: GuardedPrice,
  { product, variant }: PriceFacts,
  { ladder, guard }: PricePoint,
): number | undefined {
  const { price: own } = variant;
  const shown = shownOf(product, guard);
  const miss = (factor: number) => Math.abs(own.amount * factor - amount);
  return [1, ...ladder]
    .filter((factor) => rungPrice(own, factor, guard.endings, shown).amount === amount)
    .sort((a, b) => miss(a) - miss(b))[0];
}
