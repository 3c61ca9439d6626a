import type { Signals, StoreSignal } from '@armoire/core';

/** Those of one process who want to hear of changes. */
export class Listeners implements Signals {
  readonly #listeners = new Set<(signal: StoreSignal) => void>();
  #waiting = new Map<string, StoreSignal>();
  readonly #first: () => void;

  /** @param first is called when somebody subscribes. */
  constructor(first: () => void = () => {}) {
    this.#first = first;
  }

  subscribe(listener: (signal: StoreSignal) => void): () => void {
    // Two subscriptions of one function are two.
    const own = (signal: StoreSignal) => listener(signal);
    this.#listeners.add(own);
    this.#first();
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Tells everybody in the next turn of the event loop, once for each shop and topic. */
  tell(signals: readonly StoreSignal[]): void {
    if (this.#listeners.size === 0 || signals.length === 0) return;
    if (this.#waiting.size === 0) setImmediate(() => this.#flush());
    for (const signal of signals) this.#waiting.set(JSON.stringify([signal.shop, signal.topic]), signal);
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const signal of waiting.values()) {
      for (const listener of [...this.#listeners]) listener(signal);
    }
  }
}
