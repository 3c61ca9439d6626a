import type { Engine } from '../engine/index.ts';
import type { StateStore } from '../ports/index.ts';

/** How often a state that changes all the time is looked at again, until two looks agree. */
const mostLooks = 5;

/** Keeps what a shop's policies have learned, in memory, equal to the store: only what changed is read. */
export class ReadCopy {
  readonly #engine: Engine;
  readonly #state: StateStore;
  /** Of the store's state, as far as it was taken over. */
  #revision = 0;

  constructor(engine: Engine, state: StateStore) {
    this.#engine = engine;
    this.#state = state;
  }

  /** Takes over whole rows, which say the same however often they are read. */
  async refresh(): Promise<void> {
    const { learned, shop } = this.#engine;
    const sequential = new Set(learned.sequentialNames());
    for (let looks = 0; looks < mostLooks; looks++) {
      const { revision, samples, sums, snapshots } = await this.#state.changes(shop, this.#revision);
      for (const { state, rows } of sums) learned.replace(state, rows);
      const written = snapshots.filter((name) => sequential.has(name));
      for (const name of written) {
        const snapshot = await this.#state.snapshot(shop, name);
        if (snapshot !== undefined) learned.restore(name, snapshot);
      }
      this.#revision = revision;
      learned.reached(samples);
      // Snapshots were read after the sums: another look tells whether they are of the same instant.
      if (written.length === 0) return;
    }
  }
}
