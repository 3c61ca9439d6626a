import type { Decision } from '@armoire/core';
import type { PointId } from '@armoire/protocol';
import type { Observer } from './observer.ts';

/** Counts what an observer is told since the node started, for people to look at, and passes it on. */
export class Tally implements Observer {
  readonly #next: Observer;
  readonly #counts = new Map<string, number>();
  readonly #faults = new Map<string, { point: PointId; code: string; count: number }>();

  constructor(next: Observer) {
    this.#next = next;
  }

  /** By name, such as `decisions.policy` and `events.accepted`. */
  get counts(): readonly { readonly name: string; readonly count: number }[] {
    return [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get faults(): readonly { readonly point: PointId; readonly code: string; readonly count: number }[] {
    return [...this.#faults.values()];
  }

  decided(decision: Decision): void {
    this.#add(`decisions.${decision.source}`, 1);
    this.#next.decided(decision);
  }

  latency(kind: 'page' | 'price' | 'choice', milliseconds: number): void {
    this.#next.latency(kind, milliseconds);
  }

  fault(point: PointId, code: string): void {
    const key = `${point}/${code}`;
    const known = this.#faults.get(key) ?? { point, code, count: 0 };
    known.count++;
    this.#faults.set(key, known);
    this.#next.fault(point, code);
  }

  ingested(counts: Parameters<Observer['ingested']>[0]): void {
    for (const [what, count] of Object.entries(counts)) this.#add(`events.${what}`, count);
    this.#next.ingested(counts);
  }

  refused(reason: string): void {
    this.#add(`shoppers.${reason}`, 1);
    this.#next.refused(reason);
  }

  excluded(what: 'event' | 'request', rule: string): void {
    this.#add(`excluded.${what}.${rule}`, 1);
    this.#next.excluded(what, rule);
  }

  dropped(decisions: number): void {
    this.#add('decisions.dropped', decisions);
    this.#next.dropped(decisions);
  }

  retained(counts: Parameters<Observer['retained']>[0]): void {
    for (const [what, count] of Object.entries(counts)) this.#add(`retention.${what}`, count);
    this.#next.retained(counts);
  }

  #add(name: string, count: number): void {
    if (count > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }
}
