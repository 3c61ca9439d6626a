import { type Clock, firstReadBucket, type Job, policiesAt, stateName } from '@armoire/core';
import { type Duration, day, type ShopId } from '@armoire/protocol';
import type { Storage, Trim } from '@armoire/storage';
import { priceExperiments } from '../pricing/experiments.ts';
import type { Log } from './log.ts';
import { nextNight } from './night.ts';
import type { ShopRuntime } from './shop.ts';
import { shownKept } from './shown-prices.ts';

/** The kind of the job that drops what is old, once a day for each shop. */
export const runRetention = 'retention.run';

/** How long what is kept; for ever when absent. */
export interface RetentionSettings {
  /** Whole months go. */
  readonly events?: Duration | undefined;
  readonly decisions?: Duration | undefined;
}

export interface RetentionParts {
  readonly shops: readonly ShopRuntime[];
  readonly storage: Storage;
  readonly settings: RetentionSettings;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Drops what is old: events and decisions of more than the age that the merchant set, and, whatever is set, learned
 * sums that have decayed so far that they are never read again.
 */
export class Retention {
  readonly #parts: RetentionParts;
  #scheduled = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Asks for tonight's run, unless this node did. */
  async schedule(): Promise<void> {
    if (this.#scheduled) return;
    await this.#enqueue(this.#parts.shops.map(({ id }) => id));
    this.#scheduled = true;
  }

  /** @throws ArmoireError as the storage does; what was dropped until then stays dropped. */
  async run({ shop }: Job): Promise<void> {
    await this.#enqueue([shop]);
    const { shops, storage, settings, log } = this.#parts;
    const runtime = shops.find(({ id }) => id === shop);
    if (runtime === undefined) return;
    // What rests on events that may go is written down first.
    if (settings.events !== undefined && runtime === shops[0])
      for (const each of shops) await priceExperiments(each);
    // Events go by the month, those of all shops at once: one shop's job sees to it.
    const events = runtime === shops[0] ? await this.#dropEvents() : 0;
    const counts = { events, ...(await storage.trim(shop, this.#trimOf(runtime))) };
    runtime.observer.retained(counts);
    log.info({ shop, ...counts }, 'Old data was dropped');
  }

  async #dropEvents(): Promise<number> {
    const { storage, settings, clock } = this.#parts;
    if (settings.events === undefined) return 0;
    return (await storage.retain({ before: clock.now() - settings.events })).events;
  }

  #trimOf({ engine }: ShopRuntime): Trim {
    const { settings, clock } = this.#parts;
    const now = clock.now();
    const sums = Object.entries(engine.points).flatMap(([point, settings]) =>
      policiesAt(settings).flatMap((each) => {
        // A day more, for nodes whose clock is behind.
        const before =
          each.state.kind === 'additive' ? firstReadBucket(each.state.sums, now - day) : undefined;
        return before === undefined ? [] : [{ state: stateName(point, each), before }];
      }),
    );
    // Two days more than any node looks back.
    const shown = now - shownKept - 2 * day;
    return {
      sums,
      shown,
      ...(settings.decisions === undefined ? {} : { decisions: now - settings.decisions }),
    };
  }

  #enqueue(shops: readonly ShopId[]): Promise<void> {
    const runAt = nextNight(this.#parts.clock.now());
    return this.#parts.storage.jobs.enqueue(
      shops.map((shop) => ({ shop, kind: runRetention, key: '', runAt })),
    );
  }
}
