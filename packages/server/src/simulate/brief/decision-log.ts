import {
  type CandidateSet,
  type Clock,
  type Decision,
  type DecisionLog,
  MemoryDecisionLog,
} from '@armoire/core';
import type { DecisionId, Duration, Instant, PointId, ShopId } from '@armoire/protocol';
import { Retained } from './retained.ts';

/** The decisions of one shop, for as long as an outcome may come. */
export class BriefDecisionLog implements DecisionLog {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #decisions: Retained<Decision>;
  readonly #sets: Retained<CandidateSet>;

  constructor(clock: Pick<Clock, 'now'>, keep: Duration) {
    this.#clock = clock;
    this.#decisions = new Retained(keep);
    this.#sets = new Retained(keep);
  }

  async append(decisions: readonly Decision[], sets: readonly CandidateSet[]): Promise<void> {
    const now = this.#clock.now();
    for (const set of sets) this.#sets.set(set.hash, set, now);
    for (const decision of decisions) this.#decisions.set(decision.id, decision, now);
  }

  async get(_shop: ShopId, ids: readonly DecisionId[]): Promise<readonly Decision[]> {
    return [...new Set(ids)].flatMap((id) => this.#decisions.get(id) ?? []);
  }

  async sets(_shop: ShopId, hashes: readonly string[]): Promise<readonly CandidateSet[]> {
    return [...new Set(hashes)].flatMap((hash) => this.#sets.get(hash) ?? []);
  }

  async ofUnit(shop: ShopId, point: PointId, unit: string, at: Instant): Promise<Decision | undefined> {
    return (await this.#unpacked()).ofUnit(shop, point, unit, at);
  }

  async list(...query: Parameters<DecisionLog['list']>): ReturnType<DecisionLog['list']> {
    return (await this.#unpacked()).list(...query);
  }

  /** What is kept, in a log that can be searched: nothing that happens once for every decision. */
  async #unpacked(): Promise<MemoryDecisionLog> {
    const log = new MemoryDecisionLog();
    await log.append(this.#decisions.values(), this.#sets.values());
    return log;
  }
}
