import type { DecisionId, PointId, ShopId } from '@armoire/protocol';
import type { Decision } from '../decisions/index.ts';
import { type Decided, type Point, slotOf } from '../engine/index.ts';
import type { DecisionLog } from '../ports/index.ts';

/** The least share of its slot for which a price must have held. */
const leastShare = 0.9;
/** Changes of one price within a slot that are looked at; the first of more lies as good as anywhere. */
const mostChanges = 20;

/**
 * The prices that held for less than nine tenths of their slots: a person approved, undid or edited one, or pulled the
 * switch. What was sold at them is of a part of a slot, and teaches nothing, or it would look like little demand.
 *
 * Where prices are written to a store, one begins with its decision; where they are quoted, with the slot: until it was
 * asked for, nobody was shown another one.
 */
export async function partOfSlot(
  log: DecisionLog,
  shop: ShopId,
  points: Readonly<Record<PointId, Point>>,
  asked: Iterable<Decided>,
): Promise<ReadonlySet<DecisionId>> {
  const prices = [...asked].flatMap(({ decision }) => {
    const point = points[decision.point];
    return decision.kind === 'price' && point?.kind === 'price' ? [{ decision, point }] : [];
  });
  const before = await byId(
    log,
    shop,
    prices.map(({ decision }) => decision),
  );
  const held = await Promise.all(
    prices.map(async ({ decision, point }) => {
      const { slot: length } = point;
      const number = decision.unit.slot ?? slotOf(point, decision.at);
      const ends = (number + 1) * length;
      const first = before.get(decision.price?.after ?? '')?.unit.slot !== number;
      const from = first && point.written !== true ? number * length : decision.at;
      const next = await after(log, decision, ends - 1);
      return { id: decision.id, share: ((next?.at ?? ends) - from) / length };
    }),
  );
  return new Set(held.flatMap(({ id, share }) => (share < leastShare ? [id] : [])));
}

/** The first decision about the unit after another, up to an instant. */
async function after(log: DecisionLog, { shop, point, unit, id }: Decision, until: number) {
  let next: Decision | undefined;
  let last = await log.ofUnit(shop, point, unit.id, until);
  for (let i = 0; i < mostChanges && last !== undefined && last.id !== id; i++) {
    next = last;
    const { after: before } = last.price ?? {};
    [last] = before === undefined ? [] : await log.get(shop, [before]);
  }
  return next;
}

async function byId(
  log: DecisionLog,
  shop: ShopId,
  decisions: readonly Decision[],
): Promise<ReadonlyMap<DecisionId, Decision>> {
  const ids = decisions.flatMap(({ price }) => price?.after ?? []);
  const found = ids.length === 0 ? [] : await log.get(shop, ids);
  return new Map(found.map((decision) => [decision.id, decision]));
}
