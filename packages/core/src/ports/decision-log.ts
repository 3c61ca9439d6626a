import type { DecisionId, Instant, PointId, ShopId } from '@armoire/protocol';
import type { CandidateSet, Decision } from '../decisions/index.ts';

export interface DecisionFilter {
  readonly point?: PointId;
  readonly shopper?: string;
  readonly since?: Instant;
  readonly until?: Instant;
}

export interface StoredPage<T> {
  readonly items: readonly T[];
  /** Opaque; absent on the last page. */
  readonly next?: string;
}

/** The durable log of decisions. */
export interface DecisionLog {
  append(decisions: readonly Decision[], sets: readonly CandidateSet[]): Promise<void>;
  get(shop: ShopId, ids: readonly DecisionId[]): Promise<readonly Decision[]>;
  sets(shop: ShopId, hashes: readonly string[]): Promise<readonly CandidateSet[]>;
  /** The newest decision about a unit (by `unit.id`) of a point that was made at or before an instant. */
  ofUnit(shop: ShopId, point: PointId, unit: string, at: Instant): Promise<Decision | undefined>;
  /** Oldest first when `order` is `asc`. */
  list(
    shop: ShopId,
    filter: DecisionFilter,
    order: 'asc' | 'desc',
    limit: number,
    cursor?: string,
  ): Promise<StoredPage<Decision>>;
}
