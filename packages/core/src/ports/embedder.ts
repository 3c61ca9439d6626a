import type { ShopId } from '@armoire/protocol';

/**
 * Turns texts, or images, into vectors whose nearness means likeness. Vectors of embedders with another id or version
 * lie in another space: comparing them gives numbers that mean nothing.
 */
export interface Embedder<Input = string> {
  /** Names the space together with `version`, for instance `hashed-ngrams`. */
  readonly id: string;
  /** Changes whenever the same input would get another vector. */
  readonly version: string;
  readonly dimensions: number;
  /** Whether it can make sense of an input: false for a script that its model never saw, or for no letters at all. */
  reads(input: Input): boolean;
  /**
   * A vector of length 1 for each input, in the order of the inputs.
   *
   * @throws ArmoireError INVALID_INPUT for an input that it does not read
   */
  embed(inputs: readonly Input[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
  /** Lets go of the model, where there is one. What is asked afterwards is refused with CONFLICT. */
  close?(): Promise<void>;
}

/** Vectors that were made before, by a key that names embedder, version and input. */
export interface EmbeddingCache {
  /** In the order of the keys; undefined for what it does not hold (any more). */
  get(keys: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
  put(entries: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void>;
}

/** The {@link EmbeddingCache}s of many shops: kept over a restart, and shared by the nodes of a shop. */
export interface EmbeddingStore {
  /** In the order of the keys; undefined for what it does not hold. */
  get(shop: ShopId, keys: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
  put(shop: ShopId, entries: readonly (readonly [key: string, vector: Float32Array])[]): Promise<void>;
  /** Forgets all but these: vectors of texts that are gone. */
  retain(shop: ShopId, keys: readonly string[]): Promise<void>;
}
