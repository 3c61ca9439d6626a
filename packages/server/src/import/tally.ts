/** Counters that a format keeps while it reads; the report holds them against what the records say. */
export class Tally {
  /** Rows looked at in all passes, for the display of progress. */
  scanned = 0;
  /** Rows read for good: each must turn up in exactly one record. */
  read = 0;
  readonly #notes = new Map<string, number>();

  /** Counts something that changed no row's fate, such as a rounded price. */
  note(text: string, count = 1): void {
    this.#notes.set(text, (this.#notes.get(text) ?? 0) + count);
  }

  get notes(): readonly { readonly note: string; readonly count: number }[] {
    return [...this.#notes].map(([note, count]) => ({ note, count }));
  }
}
