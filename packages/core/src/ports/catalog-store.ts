import type { CatalogChange, Offset, ShopId } from '@armoire/protocol';

export interface StoredChange {
  readonly offset: Offset;
  readonly change: CatalogChange;
}

/** The durable log of a shop's catalogue. Stale changes (older than what is known) are kept out of it. */
export interface CatalogStore {
  /** Commits changes; returns those that were newer than what was known, with their offsets. */
  apply(shop: ShopId, changes: readonly CatalogChange[]): Promise<readonly StoredChange[]>;
  /** The newest change of each product, by offset: removed ones too, so that a late upsert stays stale. */
  current(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]>;
  /** All changes in order, for replay. */
  history(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]>;
}
