import { type Decision, samplesOf } from '@armoire/core';
import { ArmoireError, type Instant, minute, type Offset, type ShopId } from '@armoire/protocol';
import type { Gap, Storage } from '@armoire/storage';

/** Time within which every node has noticed an erasure, with room for clocks that differ. */
const noticed = minute;

/** What erasures and retention took from the samples that decisions were made with. */
export class Erased {
  readonly #first: Offset;
  readonly #last: Instant;
  /** The first sample whose decision was dropped because it was old. */
  readonly #dropped: Offset;

  private constructor(first: Offset, last: Instant, dropped: Offset) {
    this.#first = first;
    this.#last = last;
    this.#dropped = dropped;
  }

  static async read(storage: Storage, shop: ShopId): Promise<Erased> {
    const gaps = await storage.gaps.list(shop, 'samples', 0, Number.MAX_SAFE_INTEGER);
    const erased = await storage.people.erased(shop);
    const firstOf = (cause: Gap['reason']) =>
      Math.min(...gaps.filter(({ reason }) => reason === cause).map(({ first }) => first));
    const last = Math.max(...erased.map(({ at }) => at)) + noticed;
    return new Erased(firstOf('erased'), last, firstOf('retained'));
  }

  /** @throws ArmoireError CONFLICT when one of the decisions knew samples that are gone */
  refuse(decisions: readonly Decision[]): void {
    if (decisions.some((decision) => samplesOf(decision) >= this.#dropped)) {
      throw new ArmoireError('CONFLICT', 'What these decisions were learned from was dropped by retention', {
        path: 'since',
        fix: 'Keep decisions for longer (retention.decisions in the configuration) where they are to be replayed.',
      });
    }
    if (!decisions.some((decision) => decision.at <= this.#last && samplesOf(decision) >= this.#first))
      return;
    throw new ArmoireError('CONFLICT', 'What a person taught was erased from this range since', {
      path: 'since',
      fix: `Replay decisions since ${new Date(this.#last + 1).toISOString()}, or those from before the person came.`,
    });
  }
}
