import type { Instant, ShopId } from '@armoire/protocol';

/** One trained version of a model. */
export interface ModelVersion {
  readonly id: string;
  readonly version: number;
  readonly at: Instant;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  /** Number of bytes. */
  readonly size: number;
  /** Anything that JSON holds: metrics, inputs, what it was trained on. */
  readonly metadata: unknown;
}

/** A version with the graph itself. */
export interface StoredModel extends ModelVersion {
  readonly bytes: Uint8Array;
}

/** A version to be stored; hash and size are the store's to tell. */
export type NewModel = Omit<StoredModel, 'hash' | 'size'>;

/** The versions that have a role. */
export interface ModelRoles {
  readonly champion?: number;
  /** The champion before, to which one can go back. */
  readonly previous?: number;
  readonly challenger?: number;
}

/** Trained models of a shop, every version kept, and which of them serve. */
export interface ModelStore {
  /** Storing the same again changes nothing. @throws ArmoireError CONFLICT for another model under the same version. */
  put(shop: ShopId, model: NewModel): Promise<ModelVersion>;
  get(shop: ShopId, id: string, version: number): Promise<StoredModel | undefined>;
  /** Newest version first, without bytes. */
  list(shop: ShopId, id: string): Promise<readonly ModelVersion[]>;
  /**
   * Gives a version a role. The champion that it replaces becomes the previous one; a challenger that becomes
   * champion is no longer challenger. @throws ArmoireError NOT_FOUND for a version that was not stored.
   */
  assign(
    shop: ShopId,
    id: string,
    version: number,
    role: 'champion' | 'challenger',
    at: Instant,
  ): Promise<void>;
  roles(shop: ShopId, id: string): Promise<ModelRoles>;
}
