import type { BookChange, BookedPrice, BookState, PriceBook } from '@armoire/core';
import type { ShopId, VariantId } from '@armoire/protocol';
import { batches, wholeBatches } from './batches.ts';

/** Entries of the book that are read or written in one go: more would keep shoppers and their events waiting. */
const atOnce = 200;

/** The price book of one shop, read and written in pieces. */
export class Ledger {
  readonly #shop: ShopId;
  readonly #book: PriceBook;

  constructor({ shop, book }: { readonly shop: ShopId; readonly book: PriceBook }) {
    this.#shop = shop;
    this.#book = book;
  }

  /** What it says of variants, by their ids. */
  async get(ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, BookedPrice>> {
    const booked = new Map<VariantId, BookedPrice>();
    for (const some of batches(ids, atOnce)) {
      for (const entry of await this.#book.get(this.#shop, some)) booked.set(entry.variant, entry);
    }
    return booked;
  }

  /** The stamps of those that now stand. What belongs to a product is settled together, by one node. */
  async settle(changes: readonly BookChange[]): Promise<ReadonlySet<string>> {
    const stamps = new Set<string>();
    for (const some of wholeBatches(changes, atOnce, ({ entry }) => entry.product)) {
      for (const { stamp } of await this.#book.settle(some)) stamps.add(stamp);
    }
    return stamps;
  }

  /** Everything that is in a state. */
  async all(state: BookState): Promise<readonly BookedPrice[]> {
    const all: BookedPrice[] = [];
    for (;;) {
      const after = all.at(-1)?.variant;
      const page = await this.#book.list(this.#shop, atOnce, {
        state,
        ...(after === undefined ? {} : { after }),
      });
      all.push(...page);
      if (page.length < atOnce) return all;
    }
  }
}
