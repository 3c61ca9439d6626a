import { type Decision, samplesOf } from '@armoire/core';
import { ArmoireError, type Instant, minute, type Offset, type ShopId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';

/** Time within which every node has noticed an erasure, with room for clocks that differ. */
const noticed = minute;

/** What erasures took from the samples that decisions were made with. */
export class Erased {
  readonly #first: Offset;
  readonly #last: Instant;

  private constructor(first: Offset, last: Instant) {
    this.#first = first;
    this.#last = last;
  }

  static async read(storage: Storage, shop: ShopId): Promise<Erased> {
    const gaps = await storage.gaps.list(shop, 'samples', 0, Number.MAX_SAFE_INTEGER);
    const erased = await storage.people.erased(shop);
    return new Erased(
      Math.min(...gaps.map(({ first }) => first)),
      Math.max(...erased.map(({ at }) => at)) + noticed,
    );
  }

  /** @throws ArmoireError CONFLICT when one of the decisions knew samples that are gone */
  refuse(decisions: readonly Decision[]): void {
    if (!decisions.some((decision) => decision.at <= this.#last && samplesOf(decision) >= this.#first))
      return;
    throw new ArmoireError('CONFLICT', 'What a person taught was erased from this range since', {
      path: 'since',
      fix: `Replay decisions since ${new Date(this.#last + 1).toISOString()}, or those from before the person came.`,
    });
  }
}
