import type { CatalogStore, Engine, StoredChange } from '@armoire/core';
import type { CatalogChange } from '@armoire/protocol';

const page = 5000;

/** Keeps the catalogue in memory equal to the durable one. */
export class CatalogKeeper {
  readonly #engine: Engine;
  readonly #store: CatalogStore;
  #reading: Promise<void> | undefined;

  constructor(engine: Engine, store: CatalogStore) {
    this.#engine = engine;
    this.#store = store;
  }

  /** Commits changes, and then shows them; returns how many were newer than what was known. */
  async apply(changes: readonly CatalogChange[]): Promise<number> {
    const stored = await this.#store.apply(this.#engine.shop, changes);
    const [first] = stored;
    if (first === undefined) return 0;
    const { catalog } = this.#engine;
    if (first.offset === catalog.offset + 1) this.#show(stored);
    // Another process wrote before: its changes are shown first. A read under way may have begun too early.
    const last = stored.at(-1)?.offset ?? 0;
    while (catalog.offset < last) await this.refresh();
    return stored.length;
  }

  /** Takes over what other processes have written. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /**
   * Reads everything first and shows it at once: the log names the newest change of each product only, so the
   * catalogue is as it was at some offset only after the last page.
   */
  async #read(): Promise<void> {
    const { catalog, shop } = this.#engine;
    const all: StoredChange[] = [];
    let after = catalog.offset;
    for (;;) {
      const changes = await this.#store.current(shop, after, page);
      all.push(...changes);
      if (changes.length < page) break;
      after = changes.at(-1)?.offset ?? after;
    }
    this.#show(all);
  }

  #show(changes: readonly StoredChange[]): void {
    for (const { change, offset } of changes) {
      if (offset > this.#engine.catalog.offset) this.#engine.show(change, offset);
    }
  }
}
