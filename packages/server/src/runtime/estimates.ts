import type { Belief, Clock, Engine } from '@armoire/core';
import type { ActionEstimate, EstimateAt } from '@armoire/graphql';
import { type Instant, minute, type PointId } from '@armoire/protocol';

/** Time between two points of a history, and how many are kept. */
const every = 2 * minute;
const kept = 360;
/** Actions of a point that are followed. */
const followed = 50;

/**
 * What the policies believe, and how that has moved since this node started: looked at every few minutes, off the path
 * of decisions, and kept in memory.
 */
export class Estimates {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #histories = new Map<string, EstimateAt[]>();
  #looked: Instant = Number.NEGATIVE_INFINITY;

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  /** Adds a point to the histories, where it is time. */
  async look(): Promise<void> {
    const engine = this.#engine;
    const at = this.#clock.now();
    if (at - this.#looked < every) return;
    this.#looked = at;
    for (const point of Object.keys(engine.points)) {
      for (const belief of await engine.believe(point, followed)) this.#note(point, belief, at);
    }
  }

  /** @throws ArmoireError UNKNOWN_POINT */
  async of(point: PointId, limit: number): Promise<readonly ActionEstimate[]> {
    const engine = this.#engine;
    const beliefs = await engine.believe(point, Math.max(limit, followed));
    return beliefs
      .map(({ action, estimate }) => ({
        action,
        title: engine.catalog.get(action)?.title ?? action,
        mean: estimate.mean,
        ...(estimate.deviation === undefined ? {} : { deviation: estimate.deviation }),
        ...(estimate.weight === undefined ? {} : { weight: estimate.weight }),
        history: this.#histories.get(keyOf(point, action)) ?? [],
      }))
      .sort((a, b) => b.mean - a.mean)
      .slice(0, limit);
  }

  #note(point: PointId, { action, estimate: { mean, deviation } }: Belief, at: Instant): void {
    const key = keyOf(point, action);
    const history = this.#histories.get(key) ?? [];
    history.push({ at, mean, ...(deviation === undefined ? {} : { deviation }) });
    if (history.length > kept) history.shift();
    // What has not been among the likeliest for long goes first.
    this.#histories.delete(key);
    this.#histories.set(key, history);
    const most = 10 * followed * Object.keys(this.#engine.points).length;
    if (this.#histories.size > most) this.#histories.delete(this.#histories.keys().next().value as string);
  }
}

function keyOf(point: PointId, action: string): string {
  return `${point}/${action}`;
}
