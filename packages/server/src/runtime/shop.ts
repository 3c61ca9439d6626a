import {
  type Clock,
  changedAt,
  changedProduct,
  defaultSources,
  Engine,
  type Entropy,
  type Job,
  parseProduct,
  type Topic,
} from '@armoire/core';
import type { Receipt } from '@armoire/graphql';
import {
  ArmoireError,
  type CatalogChange,
  type ErrorBody,
  minute,
  type ProductId,
  type ShopId,
  type VariantId,
} from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';
import type { Tokens } from '../tokens.ts';
import { AuditWriter } from './audit-writer.ts';
import { CatalogKeeper } from './catalog-keeper.ts';
import { DecisionWriter } from './decision-writer.ts';
import { Ingest, type IngestReceipt, type Origin } from './ingest.ts';
import { Learning } from './learning.ts';
import type { Log } from './log.ts';
import { newest } from './newest.ts';
import { News } from './news.ts';
import type { Observer } from './observer.ts';
import { PriceControl } from './price-control.ts';

/** How far the sender of a product may be ahead. */
const mostAhead = 5 * minute;

export interface ShopParts {
  readonly storage: Storage;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly observer: Observer;
}

const everything: ReadonlySet<Topic> = new Set<Topic>(['catalog', 'settings', 'events', 'state']);

/** One shop at work: the engine in memory, what it writes, and what it learns. Made by {@link openShop}. */
export class ShopRuntime {
  readonly settings: ShopSettings;
  readonly storage: Storage;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly engine: Engine;
  readonly prices: PriceControl;
  readonly learning: Learning;
  readonly #decisions: DecisionWriter;
  readonly #audit: AuditWriter;
  readonly #catalog: CatalogKeeper;
  readonly #ingest: Ingest;
  readonly #log: Log;
  #news: News | undefined;
  readonly #busy = new Set<Promise<unknown>>();
  #closing = false;

  constructor(settings: ShopSettings, { storage, tokens, clock, entropy, log, observer }: ShopParts) {
    this.settings = settings;
    this.storage = storage;
    this.tokens = tokens;
    this.clock = clock;
    this.observer = observer;
    this.#log = log;
    this.#decisions = new DecisionWriter(storage.decisions, observer, log, (dropped) =>
      this.learning.learner.drop(dropped),
    );
    this.#audit = new AuditWriter(storage.audit, log);
    const fresh = newest();
    const { id: shop, currency, points } = settings;
    this.engine = new Engine({
      shop,
      currency,
      points,
      sources: [...defaultSources(), fresh],
      clock,
      entropy,
      decided: (decisions, sets) => {
        this.learning.learner.remember(decisions, sets);
        this.#decisions.add(decisions, sets);
        for (const decision of decisions) observer.decided(decision);
      },
      audit: (line) => this.#audit.add(line),
      fault: ({ point, error }) => {
        const code = error instanceof ArmoireError ? error.code : 'INTERNAL';
        observer.fault(point, code);
        // A missed deadline has no story to tell, and there may be many.
        log.warn({ shop, point, code, ...(code === 'DEADLINE' ? {} : { error }) }, 'A fallback answered');
      },
      lastPrice: (point, variant, at) => {
        this.#decisions.flush();
        return storage.decisions.ofUnit(shop, point, variant, at);
      },
    });
    this.learning = new Learning(this.engine, storage, clock, log);
    this.prices = new PriceControl(this.engine, storage, clock);
    this.#catalog = new CatalogKeeper(this.engine, storage.catalog, fresh);
    this.#ingest = new Ingest({
      engine: this.engine,
      events: storage.events,
      tokens,
      clock,
      observer,
      before: () => this.#decisions.flush(),
      appended: (events) => this.learning.push(events),
    });
  }

  get id(): ShopId {
    return this.settings.id;
  }

  async load(): Promise<void> {
    await this.#catalog.refresh();
    await this.prices.load();
    await this.learning.load();
    this.#news = new News(this.storage.signals, this.id, (topics) => this.follow(topics), this.#log);
  }

  /** Takes events; resolves when the good ones are durable. */
  ingest(events: readonly unknown[], origin: Origin): Promise<IngestReceipt> {
    return this.#work(() => this.#ingest.take(events, origin));
  }

  /** Takes catalogue changes that were validated; resolves when they are durable, and shown. */
  applyChanges(
    changes: readonly CatalogChange[],
  ): Promise<{ readonly applied: number; readonly stale: number }> {
    return this.#work(async () => {
      const claimed = new Map<VariantId, ProductId>();
      for (const change of changes) this.#check(change, claimed);
      const applied = await this.#catalog.apply(changes);
      return { applied, stale: changes.length - applied };
    });
  }

  /** @throws ArmoireError CURRENCY_MISMATCH, CONFLICT, CLOCK_SKEW */
  #check(change: CatalogChange, claimed: Map<VariantId, ProductId>): void {
    this.engine.catalog.check(change, claimed);
    if (changedAt(change) <= this.clock.now() + mostAhead) return;
    // Nothing older could replace it: it could not even be taken away again.
    throw new ArmoireError('CLOCK_SKEW', `Product "${changedProduct(change)}" is dated in the future`, {
      path: 'updatedAt',
      fix: 'Set the clock of the sender, and send times in milliseconds since 1970 or as ISO 8601 with a zone.',
    });
  }

  /** Takes products off the wire; good ones are kept when others are refused. */
  async upsertProducts(products: readonly unknown[]): Promise<Receipt> {
    const good: CatalogChange[] = [];
    const claimed = new Map<VariantId, ProductId>();
    const rejected: (ErrorBody & { index: number })[] = [];
    for (const [index, input] of products.entries()) {
      try {
        const change: CatalogChange = { kind: 'upsert', product: parseProduct(input) };
        this.#check(change, claimed);
        good.push(change);
      } catch (error) {
        if (!(error instanceof ArmoireError)) throw error;
        rejected.push({ ...error.toJSON(), index });
      }
    }
    const { applied, stale } = await this.applyChanges(good);
    return { accepted: applied, duplicates: stale, rejected };
  }

  /** Hands over what is on its way to storage, so that a read behind it sees it. */
  flush(): void {
    this.#decisions.flush();
  }

  /** Takes what other nodes have written: all of it, or what is known to have changed. */
  async follow(topics: ReadonlySet<Topic> = everything): Promise<void> {
    if (this.#closing) return;
    await Promise.all([
      topics.has('catalog') && this.#catalog.refresh(),
      topics.has('settings') && this.prices.load(),
      (topics.has('events') || topics.has('state')) && this.learning.follow(),
    ]);
  }

  /** Does the work of one of this shop's jobs. */
  run(job: Job): Promise<void> {
    return this.#work(() => this.learning.run(job));
  }

  /** Resolves when every decision and audit line so far is written. */
  async written(): Promise<void> {
    await this.#decisions.drained();
    await this.#audit.drained();
  }

  /** Resolves when everything so far is written and learned. */
  async settled(): Promise<void> {
    await this.written();
    await this.learning.idle();
  }

  /** Takes nothing new; resolves when all that was taken is written, and the views are saved. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#news?.stop();
    await Promise.allSettled(this.#busy);
    await this.settled();
    await this.#audit.stop();
    await this.learning.stop();
  }

  /** Runs work that a close has to wait for. */
  async #work<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) {
      throw new ArmoireError('STORAGE_UNAVAILABLE', 'Armoire is stopping', {
        fix: 'Send it again in a moment: nothing counts twice.',
      });
    }
    const running = work();
    this.#busy.add(running);
    try {
      return await running;
    } finally {
      this.#busy.delete(running);
    }
  }
}

/** Opens a shop: loads its catalogue, what it learned, and what the merchant has set. */
export async function openShop(settings: ShopSettings, parts: ShopParts): Promise<ShopRuntime> {
  const shop = new ShopRuntime(settings, parts);
  await shop.load();
  return shop;
}
