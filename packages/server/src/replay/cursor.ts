import type { Offset } from '@armoire/protocol';

/** Reads a log in pages and gives its entries out up to an offset, each once. */
export class Cursor<Entry extends { readonly offset: Offset }> {
  readonly #read: (after: Offset, limit: number) => Promise<readonly Entry[]>;
  #page: readonly Entry[] = [];
  #next = 0;
  #after: Offset = 0;
  #ended = false;

  constructor(read: (after: Offset, limit: number) => Promise<readonly Entry[]>) {
    this.#read = read;
  }

  /** The next entries, at most `limit`, whose offsets are not above `offset`. */
  async take(offset: Offset, limit: number): Promise<readonly Entry[]> {
    if (this.#next === this.#page.length && !this.#ended && this.#after < offset) {
      this.#page = await this.#read(this.#after, limit);
      this.#next = 0;
      this.#after = this.#page.at(-1)?.offset ?? this.#after;
      this.#ended = this.#page.length < limit;
    }
    const start = this.#next;
    while ((this.#page[this.#next]?.offset ?? Number.POSITIVE_INFINITY) <= offset) this.#next++;
    return this.#page.slice(start, this.#next);
  }
}
