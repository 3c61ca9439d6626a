import {
  type Clock,
  type Commit,
  type LearnedSample,
  MemoryStateStore,
  type Outcome,
  type Snapshot,
  type StateChanges,
  type StateName,
  type StateStore,
  type SumRow,
} from '@armoire/core';
import type { DecisionId, Duration, Instant, Offset, ShopId } from '@armoire/protocol';
import { Retained } from './retained.ts';

/**
 * What one shop learned. Of the samples it keeps how many they were, of the outcomes those that may still be revised;
 * the sums are those of {@link MemoryStateStore}. One learner writes, and never the same twice.
 */
export class BriefStateStore implements StateStore {
  readonly #sums = new MemoryStateStore();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #outcomes: Retained<readonly Outcome[]>;
  readonly #waiting = new Map<string, Outcome>();
  #samples: Offset = 0;

  constructor(clock: Pick<Clock, 'now'>, keep: Duration) {
    this.#clock = clock;
    this.#outcomes = new Retained(keep);
  }

  async commit(
    shop: ShopId,
    { after = this.#samples, outcomes, samples, ...commit }: Commit,
  ): Promise<{ readonly applied: boolean; readonly samples: Offset }> {
    if (after !== this.#samples) return { applied: false, samples: this.#samples };
    const { applied } = await this.#sums.commit(shop, { ...commit, outcomes: [], samples: [] });
    if (applied) {
      this.#samples += samples.length;
      for (const decision of new Set(outcomes.map((outcome) => outcome.decision)))
        this.#write(
          decision,
          outcomes.filter((outcome) => outcome.decision === decision),
        );
    }
    return { applied, samples: this.#samples };
  }

  async offsets(
    shop: ShopId,
    consumer: string,
  ): Promise<{ readonly events: Offset; readonly samples: Offset }> {
    const { events } = await this.#sums.offsets(shop, consumer);
    return { events, samples: this.#samples };
  }

  sums(shop: ShopId, name: StateName): Promise<readonly SumRow[]> {
    return this.#sums.sums(shop, name);
  }

  async changes(shop: ShopId, since: number): Promise<StateChanges> {
    return { ...(await this.#sums.changes(shop, since)), samples: this.#samples };
  }

  snapshot(shop: ShopId, name: string): Promise<Snapshot | undefined> {
    return this.#sums.snapshot(shop, name);
  }

  async outcomes(_shop: ShopId, decisions: readonly string[]): Promise<readonly Outcome[]> {
    return [...new Set(decisions)].sort(compare).flatMap((id) => this.#outcomes.get(id) ?? []);
  }

  async due(_shop: ShopId, now: Instant, limit: number): Promise<readonly Outcome[]> {
    const over = [...this.#waiting.values()].filter(({ due = now }) => due <= now);
    return over.sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || byPlace(a, b)).slice(0, limit);
  }

  /** None: nobody replays a simulation. */
  async samples(): Promise<readonly LearnedSample[]> {
    return [];
  }

  #write(decision: DecisionId, changed: readonly Outcome[]): void {
    const places = new Map(
      (this.#outcomes.get(decision) ?? []).map((outcome) => [outcome.position, outcome]),
    );
    for (const outcome of changed) {
      const key = `${outcome.position}/${decision}`;
      if (outcome.due === undefined) this.#waiting.delete(key);
      else this.#waiting.set(key, outcome);
      places.set(outcome.position, outcome);
    }
    this.#outcomes.set(decision, [...places.values()].sort(byPlace), this.#clock.now());
  }
}

function byPlace(a: Outcome, b: Outcome): number {
  return compare(a.decision, b.decision) || a.position - b.position;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
