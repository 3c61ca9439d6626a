import type { Instant, ShopId } from '@armoire/protocol';

/** A setting that a merchant changes while the shop runs, with its version. */
export interface Setting {
  readonly name: string;
  readonly version: number;
  readonly at: Instant;
  readonly actor: string;
  readonly value: unknown;
}

/** What is edited at run time (the kill switch, price overrides, rules), every version kept that is not dropped. */
export interface SettingsStore {
  /** Refused with CONFLICT when the stored version is not `expected` (0 for a new setting). */
  put(shop: ShopId, setting: Omit<Setting, 'version'>, expected: number): Promise<Setting>;
  current(shop: ShopId): Promise<readonly Setting[]>;
  /** The versions of one setting, the newest first; `before` leaves out that version and those after it. */
  history(shop: ShopId, name: string, limit: number, before?: number): Promise<readonly Setting[]>;
  /** Drops the versions of a setting before one; the newest stays, whatever is asked, and versions are counted on. */
  drop(shop: ShopId, name: string, before: number): Promise<void>;
}
