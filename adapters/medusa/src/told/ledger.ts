/** `product`: as it was last told. `order`: the events that were told of it. `mark`: how far a long work has come. */
export type Kind = 'product' | 'order' | 'mark';

export interface Note {
  readonly id: string;
  readonly text: string;
}

/** What Armoire was told, so that nothing is told in vain, and what no event told is found. */
export interface Ledger {
  /** Those of the ids that have a note. */
  get(kind: Kind, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Writes notes in the place of older ones. */
  put(kind: Kind, notes: readonly Note[]): Promise<void>;
  remove(kind: Kind, ids: readonly string[]): Promise<void>;
  /** By id; `after` is the last of the page before. */
  page(kind: Kind, limit: number, after: string): Promise<readonly Note[]>;
}
