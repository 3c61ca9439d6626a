import type { DecisionId } from '@armoire/protocol';
import { candidateSetText, type Decision, readCandidateSet } from '../decisions/index.ts';
import type { Decided } from '../engine/index.ts';
import { Recent } from './recent.ts';

/** Sets that are kept ready: events of one page come together. */
const mostReady = 500;

/**
 * Decisions kept in memory with the sets that they chose from. A set waits as text, which the garbage collector need
 * not look through: of most decisions nothing is ever heard again.
 */
export class AtHand {
  readonly #kept: Recent<DecisionId, { readonly decision: Decision; readonly set: string }>;
  readonly #ready = new Recent<DecisionId, Decided>(mostReady);

  /** @param most decisions that are kept; the oldest go first */
  constructor(most: number) {
    this.#kept = new Recent(most);
  }

  get(id: DecisionId): Decided | undefined {
    const ready = this.#ready.get(id);
    if (ready !== undefined) return ready;
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    const decided = { decision: kept.decision, set: readCandidateSet(kept.set) };
    this.#ready.set(id, decided);
    return decided;
  }

  add({ decision, set }: Decided): void {
    this.#ready.delete(decision.id);
    this.#kept.set(decision.id, { decision, set: candidateSetText(set) });
  }

  delete(id: DecisionId): void {
    this.#kept.delete(id);
    this.#ready.delete(id);
  }

  clear(): void {
    this.#kept.clear();
    this.#ready.clear();
  }
}
