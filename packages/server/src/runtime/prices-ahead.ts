import { setTimeout as wait } from 'node:timers/promises';
import type { Prices } from '@armoire/core';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

/** So many prices take about a millisecond of the thread that answers shoppers. */
const chunk = 8;
/** Milliseconds between two chunks, in which shoppers are answered: 10,000 prices take half a minute. */
const pause = 20;

/**
 * When a slot has turned, decides the prices that were asked for in the last one, a few at a time: so that hardly a
 * shopper meets one that is still to be decided, and claimed in the store.
 */
export class PricesAhead {
  readonly #prices: Pick<Prices, 'ahead'>;
  readonly #work: Retried;
  #stopped = false;

  constructor(prices: Pick<Prices, 'ahead'>, log: Log) {
    this.#prices = prices;
    this.#work = new Retried('Deciding prices before they are asked for', () => this.#decide(), log);
  }

  /** Begins, if there is anything to decide; costs next to nothing where there is not. */
  look(): void {
    this.#work.request();
  }

  /** Resolves when nothing is left to decide, or the storage refuses it for now. */
  idle(): Promise<void> {
    return this.#work.idle();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work.stop();
  }

  async #decide(): Promise<void> {
    while (!this.#stopped && (await this.#prices.ahead(chunk)) > 0) await wait(pause);
  }
}
