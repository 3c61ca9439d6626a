import type { Clock, Engine, VariantPrice } from '@armoire/core';
import { referenceWindow } from '@armoire/core';
import { type Duration, day, type Instant, second } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

const page = 1000;
/** Between two looks at what other nodes have shown. */
const pause: Duration = second;
/** So long prices are gathered: a commit for each would make the prices that are decided meanwhile wait for it. */
const gathering: Duration = second / 10;
/** A day longer than is looked back, so that what held when the 30 days began is among it whatever clocks say. */
export const shownKept: Duration = referenceWindow + day;

/** Writes down which prices shoppers are shown, and takes over which ones other nodes have shown. */
export class ShownPricesKeeper {
  readonly #engine: Engine;
  readonly #shown: Storage['shown'];
  readonly #clock: Clock;
  readonly #write: Retried;
  #waiting: VariantPrice[] = [];
  #timer: NodeJS.Timeout | undefined;
  #offset = 0;
  #looked: Instant = Number.NEGATIVE_INFINITY;

  constructor(engine: Engine, shown: Storage['shown'], clock: Clock, log: Log) {
    this.#engine = engine;
    this.#shown = shown;
    this.#clock = clock;
    this.#write = new Retried('Writing down the shown prices', () => this.#flush(), log);
  }

  async load(): Promise<void> {
    const prices = await this.#shown.window(this.#engine.shop, this.#clock.now() - shownKept);
    this.#engine.shownPrices.restore(prices);
    this.#offset = prices.at(-1)?.offset ?? 0;
  }

  /** Takes over what was written meanwhile. */
  async follow(): Promise<void> {
    const now = this.#clock.now();
    if (now >= this.#looked && now < this.#looked + pause) return;
    this.#looked = now;
    for (;;) {
      const prices = await this.#shown.read(this.#engine.shop, this.#offset, page);
      this.#engine.shownPrices.restore(prices);
      this.#offset = prices.at(-1)?.offset ?? this.#offset;
      if (prices.length < page) return;
    }
  }

  add(price: VariantPrice): void {
    this.#waiting.push(price);
    this.#timer ??= setTimeout(() => this.#handOver(), gathering).unref();
  }

  /** Resolves when all that was added is written, or the storage refuses it for now. */
  idle(): Promise<void> {
    if (this.#timer !== undefined) this.#handOver();
    return this.#write.idle();
  }

  async stop(): Promise<void> {
    await this.idle();
    await this.#write.stop();
  }

  #handOver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#write.request();
  }

  async #flush(): Promise<void> {
    const prices = this.#waiting;
    this.#waiting = [];
    try {
      if (prices.length > 0) await this.#shown.append(prices);
    } catch (error) {
      this.#waiting = [...prices, ...this.#waiting];
      throw error;
    }
  }
}
