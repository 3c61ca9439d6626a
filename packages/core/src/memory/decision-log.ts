import { ArmoireError, type DecisionId, type Instant, type PointId, type ShopId } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';
import type { DecisionFilter, DecisionLog, StoredPage } from '../ports/index.ts';
import { compare, Shops } from './shops.ts';

interface Log {
  readonly decisions: Map<DecisionId, Decision>;
  readonly sets: Map<string, CandidateSet>;
  /** Decisions by point and unit. */
  readonly units: Map<string, Decision[]>;
  /** All decisions by time and id; absent after a decision was added. */
  sorted?: readonly Decision[];
}

type Place = Pick<Decision, 'at' | 'id'>;

/** A decision log in memory. */
export class MemoryDecisionLog implements DecisionLog {
  readonly #shops = new Shops<Log>(() => ({ decisions: new Map(), sets: new Map(), units: new Map() }));

  async append(decisions: readonly Decision[], sets: readonly CandidateSet[]): Promise<void> {
    for (const set of sets) this.#shops.get(set.shop).sets.set(set.hash, set);
    for (const decision of decisions) {
      const log = this.#shops.get(decision.shop);
      if (log.decisions.has(decision.id)) continue;
      log.decisions.set(decision.id, decision);
      const unit = unitKey(decision.point, decision.unit.id);
      const about = log.units.get(unit);
      if (about === undefined) log.units.set(unit, [decision]);
      else about.push(decision);
      delete log.sorted;
    }
  }

  async get(shop: ShopId, ids: readonly DecisionId[]): Promise<readonly Decision[]> {
    const { decisions } = this.#shops.get(shop);
    return [...new Set(ids)].flatMap((id) => decisions.get(id) ?? []);
  }

  async sets(shop: ShopId, hashes: readonly string[]): Promise<readonly CandidateSet[]> {
    const { sets } = this.#shops.get(shop);
    return [...new Set(hashes)].flatMap((hash) => sets.get(hash) ?? []);
  }

  async ofUnit(shop: ShopId, point: PointId, unit: string, at: Instant): Promise<Decision | undefined> {
    const about = this.#shops.get(shop).units.get(unitKey(point, unit)) ?? [];
    let newest: Decision | undefined;
    for (const decision of about) {
      if (decision.at <= at && (newest === undefined || byPlace(decision, newest) > 0)) newest = decision;
    }
    return newest;
  }

  async list(
    shop: ShopId,
    filter: DecisionFilter,
    order: 'asc' | 'desc',
    limit: number,
    cursor?: string,
  ): Promise<StoredPage<Decision>> {
    const log = this.#shops.get(shop);
    log.sorted ??= [...log.decisions.values()].sort(byPlace);
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const direction = order === 'asc' ? 1 : -1;
    const items: Decision[] = [];
    for (let i = 0; i < log.sorted.length; i++) {
      const decision = log.sorted.at(order === 'asc' ? i : -1 - i) as Decision;
      if (after !== undefined && byPlace(decision, after) * direction <= 0) continue;
      if (!matches(decision, filter)) continue;
      const last = items.at(-1);
      if (items.length === limit) return last === undefined ? { items } : { items, next: cursorOf(last) };
      items.push(decision);
    }
    return { items };
  }
}

function matches({ point, shopper, at }: Decision, filter: DecisionFilter): boolean {
  if (filter.point !== undefined && point !== filter.point) return false;
  if (filter.shopper !== undefined && shopper !== filter.shopper) return false;
  return at >= (filter.since ?? at) && at <= (filter.until ?? at);
}

function byPlace(a: Place, b: Place): number {
  return a.at - b.at || compare(a.id, b.id);
}

function unitKey(point: PointId, unit: string): string {
  return JSON.stringify([point, unit]);
}

function cursorOf({ at, id }: Place): string {
  return JSON.stringify([at, id]);
}

function readCursor(cursor: string): Place {
  try {
    const [at, id]: unknown[] = JSON.parse(cursor);
    if (typeof at === 'number' && typeof id === 'string') return { at, id };
  } catch {
    // Falls through to the one error for whatever else it may be.
  }
  throw new ArmoireError('INVALID_INPUT', 'The cursor was not made by this list', {
    fix: 'Pass the cursor of the previous page unchanged, or none to start again.',
    path: 'cursor',
  });
}
