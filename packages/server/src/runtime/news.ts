import type { Signals, Topic } from '@armoire/core';
import type { ShopId } from '@armoire/protocol';
import type { Log } from './log.ts';
import { Retried } from './retry.ts';

/** Time in which signals are gathered, in ms. */
const gathering = 25;
/** Between two looks, in ms: each costs a dozen statements, however much there is to see. */
const every = 200;

/** Listens for what other nodes have written for a shop. Signals may be lost: whoever follows looks by itself, too. */
export class News {
  readonly #look: Retried;
  readonly #unsubscribe: () => void;
  #topics = new Set<Topic>();
  #timer: NodeJS.Timeout | undefined;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(
    signals: Signals,
    shop: ShopId,
    follow: (topics: ReadonlySet<Topic>) => Promise<void>,
    log: Log,
  ) {
    this.#look = new Retried(
      'Following other nodes',
      async () => {
        const topics = this.#topics;
        this.#topics = new Set();
        await follow(topics);
      },
      log,
    );
    this.#unsubscribe = signals.subscribe((signal) => {
      if (signal.shop !== shop) return;
      this.#topics.add(signal.topic);
      const wait = Math.max(this.#looked + every - performance.now(), gathering);
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#looked = performance.now();
        this.#look.request();
      }, wait).unref();
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#look.stop();
  }
}
