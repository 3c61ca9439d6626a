export interface Neighbour {
  readonly id: string;
  /** Cosine or inner product, as the index was made for. */
  readonly score: number;
}

/** A search under way: each turn does a part of it, the last one returns what was found. */
export type Steps = Generator<void, readonly Neighbour[], void>;

/** The vectors of one space by id, held in memory: a decision asks it, so nothing here waits. */
export interface VectorIndex {
  readonly dimensions: number;
  /** Number of vectors. */
  readonly size: number;
  /**
   * Adds a vector, or replaces the one that has this id. The index keeps a copy.
   *
   * @throws ArmoireError INVALID_INPUT for a wrong number of dimensions, a value that is not finite, or (for cosine)
   * a vector without a direction
   */
  add(id: string, vector: Float32Array): void;
  /** Whether there was one. */
  remove(id: string): boolean;
  /** A copy of the vector as it is compared: of length 1 where scores are cosines. */
  get(id: string): Float32Array | undefined;
  /**
   * The ids with the highest scores, best first, ties by id; at most `limit`, fewer only when no more are accepted.
   *
   * @param accepts eligibility; asked for those ids alone that may be among the nearest
   */
  nearest(vector: Float32Array, limit: number, accepts?: (id: string) => boolean): readonly Neighbour[];
  /**
   * `nearest` in short steps, for a thread that others wait for. What it returns is what `nearest` would say then,
   * however the index has changed between the steps. Where it is absent, `nearest` takes its time.
   */
  nearestInSteps?(vector: Float32Array, limit: number, accepts?: (id: string) => boolean): Steps;
  /** All of it as bytes, for the implementation's own way to restore. */
  snapshot(): Uint8Array;
}
