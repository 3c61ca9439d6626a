import {
  type Calendar,
  type Clock,
  changedAt,
  changedProduct,
  defaultSources,
  Engine,
  type Entropy,
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
import { Passwords, StoredKeys } from '../access/index.ts';
import type { ShopSettings } from '../config/index.ts';
import { EvaluationDesk } from '../evaluate/index.ts';
import { PeopleDesk } from '../people/index.ts';
import { noteExperiments } from '../pricing/experiment-records.ts';
import { openTextNeighbours, type TextNeighbours } from '../text/index.ts';
import type { DecisionTokens, PriceTokens, ShopperTokens } from '../tokens/index.ts';
import { calendarFor } from './calendar.ts';
import { CatalogKeeper } from './catalog-keeper.ts';
import { CatalogPull } from './catalog-pull.ts';
import { DecisionWriter } from './decision-writer.ts';
import { Earned } from './earned.ts';
import { Estimates } from './estimates.ts';
import { Ingest, type IngestReceipt, type Origin } from './ingest.ts';
import { Learning } from './learning.ts';
import type { Log } from './log.ts';
import { News } from './news.ts';
import type { Observer } from './observer.ts';
import { platformOf } from './platform.ts';
import { PriceControl } from './price-control.ts';
import { PriceCycles } from './price-cycles.ts';
import { PricesAhead } from './prices-ahead.ts';
import { RulesControl } from './rules.ts';
import { Shoppers } from './shoppers.ts';
import { ShownPricesKeeper } from './shown-prices.ts';
import { Tally } from './tally.ts';
import { Traffic } from './traffic.ts';
import type { Sender } from './traffic-sender.ts';
import { Visit } from './visit.ts';

/** How far the sender of a product may be ahead. */
const mostAhead = 5 * minute;

export interface ShopParts {
  readonly storage: Storage;
  readonly tokens: DecisionTokens;
  readonly shopperTokens: ShopperTokens;
  readonly priceTokens: PriceTokens;
  /** One for all shops of a process, since hashing takes much memory; one of its own when absent. */
  readonly passwords?: Passwords;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly observer: Observer;
  /** Texts as a candidate source. */
  readonly text?: TextNeighbours | undefined;
  readonly calendar?: Calendar | undefined;
}

const everything: ReadonlySet<Topic> = new Set<Topic>(['catalog', 'settings', 'events', 'state', 'access']);

/** One shop at work: the engine in memory, what it writes, and what it learns. Made by {@link openShop}. */
export class ShopRuntime {
  readonly settings: ShopSettings;
  readonly storage: Storage;
  readonly tokens: DecisionTokens;
  readonly priceTokens: PriceTokens;
  readonly shoppers: Shoppers;
  /** Those that the store holds; the others stand in the settings. */
  readonly keys: StoredKeys;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly engine: Engine;
  readonly prices: PriceControl;
  /** Absent where no prices are written to a store. */
  readonly cycles: PriceCycles | undefined;
  /** Absent where the platform tells its catalogue by itself, or there is none. */
  readonly pull: CatalogPull | undefined;
  readonly rules: RulesControl;
  readonly learning: Learning;
  /** Tells what does not come from shoppers. */
  readonly traffic: Traffic;
  readonly estimates: Estimates;
  /** Counts since this node started. */
  readonly tally: Tally;
  /** What it is worth to the merchant. */
  readonly earned: Earned;
  /** Absent where no shelf asks for it. */
  readonly text: TextNeighbours | undefined;
  /** What it answers to single people. */
  readonly people: PeopleDesk;
  /** Where policies are compared on its log. */
  readonly evaluations: EvaluationDesk;
  readonly #decisions: DecisionWriter;
  readonly #catalog: CatalogKeeper;
  readonly #shown: ShownPricesKeeper;
  readonly #ahead: PricesAhead;
  readonly #ingest: Ingest;
  readonly #log: Log;
  #news: News | undefined;
  readonly #busy = new Set<Promise<unknown>>();
  #closing = false;

  constructor(settings: ShopSettings, parts: ShopParts) {
    const { storage, tokens, shopperTokens, clock, entropy, log } = parts;
    const observer = new Tally(parts.observer);
    this.tally = observer;
    this.settings = settings;
    this.storage = storage;
    this.tokens = tokens;
    this.priceTokens = parts.priceTokens;
    this.clock = clock;
    this.observer = observer;
    this.text = parts.text;
    this.traffic = new Traffic(clock, settings.traffic);
    this.#log = log;
    this.keys = new StoredKeys(settings.id, storage.keys, clock, log);
    this.passwords = parts.passwords ?? new Passwords();
    this.#decisions = new DecisionWriter(storage.decisions, observer, log, (dropped) =>
      this.learning.learner.drop(dropped),
    );
    const { id: shop, currency, points } = settings;
    const storeFront = platformOf(settings);
    this.engine = new Engine({
      shop,
      currency,
      points,
      sources: [
        ...defaultSources(settings.people),
        ...(parts.text === undefined ? [] : [parts.text]),
        ...settings.plugins.sources(),
      ],
      ...(storeFront?.capabilities.nativeRecommendations ? { storeFront } : {}),
      near: (product) => parts.text?.near(product) ?? [],
      place: { ...settings.place, ...(parts.calendar === undefined ? {} : { calendar: parts.calendar }) },
      observed: (event) => this.traffic.logged(event),
      clock,
      entropy,
      decided: (decisions, sets) => {
        this.learning.learner.remember(decisions, sets);
        this.#decisions.add(decisions, sets);
        for (const decision of decisions) observer.decided(decision);
      },
      fault: ({ point, error }) => {
        const code = error instanceof ArmoireError ? error.code : 'INTERNAL';
        observer.fault(point, code);
        // A missed deadline has no story to tell, and there may be many.
        log.warn({ shop, point, code, ...(code === 'DEADLINE' ? {} : { error }) }, 'A fallback answered');
      },
      slots: storage.slots,
      claimed: (decisions, sets) => {
        this.learning.learner.remember(decisions, sets);
        for (const decision of decisions) observer.decided(decision);
      },
      shown: (price) => this.#shown.add(price),
    });
    this.learning = new Learning(this.engine, storage, clock, log, () => this.earned.forget());
    const { events, decisions, state } = storage;
    const { people, catalog } = this.engine;
    this.earned = new Earned({ shop, points, events, decisions, state, people, catalog, clock });
    this.estimates = new Estimates(this.engine, clock);
    this.prices = new PriceControl(this.engine, storage, clock);
    this.#ahead = new PricesAhead(this.engine.prices, log);
    const modes = settings.cycles;
    this.cycles =
      Object.keys(modes).length === 0
        ? undefined
        : new PriceCycles({
            ...{ engine: this.engine, storage, clock, log, modes, store: storeFront },
            hear: () => Promise.all([this.prices.load(), this.#catalog.refresh()]),
          });
    this.rules = new RulesControl(this.engine, storage, clock);
    this.#catalog = new CatalogKeeper(this.engine, storage.catalog);
    this.pull =
      storeFront?.capabilities.catalog === 'pull'
        ? new CatalogPull({
            ...{ shop, store: storeFront, catalog, jobs: storage.jobs, clock, log },
            refresh: () => this.#catalog.refresh(),
            upsert: (products) => this.upsertProducts(products),
            apply: (changes) => this.applyChanges(changes),
          })
        : undefined;
    this.#shown = new ShownPricesKeeper(this.engine, storage.shown, clock, log);
    this.shoppers = new Shoppers({
      shop,
      settings: settings.shoppers,
      tokens: shopperTokens,
      clock,
      entropy,
      erased: (shopper) => this.learning.erased(`shopper:${shopper}`),
    });
    this.people = new PeopleDesk({
      settings,
      storage,
      clock,
      entropy,
      people: this.engine.people,
      ready: async () => {
        await this.settled();
        await this.learning.views.catchUp();
      },
      forget: () => this.learning.lookForErasures(),
    });
    this.evaluations = new EvaluationDesk({ settings, storage, clock, written: () => this.written() });
    this.#ingest = new Ingest({
      engine: this.engine,
      events: storage.events,
      traffic: this.traffic,
      tokens,
      shoppers: this.shoppers,
      clock,
      observer,
      market: settings.place.market,
      before: () => this.#decisions.flush(),
      appended: (events) => this.learning.push(events),
    });
  }

  get id(): ShopId {
    return this.settings.id;
  }

  async load(): Promise<void> {
    await this.#catalog.refresh();
    await this.keys.load();
    await this.prices.load();
    await this.#shown.load();
    await this.cycles?.load();
    await this.pull?.soon();
    await this.rules.load();
    await this.learning.load();
    await noteExperiments(this);
    this.#news = new News(this.storage.signals, this.id, (topics) => this.follow(topics), this.#log);
  }

  /** @param wants whether the shopper has consented to an id, and has none */
  visit(wants = false, sender?: Sender): Visit {
    return new Visit(this.shoppers, this.observer, wants, sender);
  }

  /**
   * Takes events; resolves when the good ones are durable.
   *
   * @param visit the request of the browser that sent them
   */
  ingest(events: readonly unknown[], origin: Origin, visit = this.visit()): Promise<IngestReceipt> {
    return this.#work(() => this.#ingest.take(events, origin, visit));
  }

  /** Takes catalogue changes that were validated; resolves when they are durable, and shown. */
  applyChanges(
    changes: readonly CatalogChange[],
  ): Promise<{ readonly applied: number; readonly stale: number }> {
    return this.#work(async () => {
      const claimed = new Map<VariantId, ProductId>();
      for (const change of changes) this.#check(change, claimed);
      const applied = await this.#catalog.apply((await this.cycles?.withoutEchoes(changes)) ?? changes);
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
      topics.has('settings') && this.rules.load(),
      topics.has('access') && this.keys.load(),
      (topics.has('events') || topics.has('state')) && this.learning.follow(),
      this.estimates.look(),
      this.#shown.follow(),
      this.cycles?.follow(),
    ]);
  }

  /** Looks around, as each node does now and then: for what others have written, and for a slot that has turned. */
  async tick(): Promise<void> {
    await this.follow();
    this.#ahead.look();
  }

  /** Does the work of the job that saves the views. */
  saveViews(): Promise<void> {
    return this.#work(() => this.learning.save());
  }

  /** Resolves when every decision so far is written. */
  async written(): Promise<void> {
    await this.#decisions.drained();
    await this.#shown.idle();
  }

  /** Resolves when everything so far is written and learned. */
  async settled(): Promise<void> {
    await this.#ahead.idle();
    await this.written();
    await this.learning.idle();
  }

  /** Takes nothing new; resolves when all that was taken is written, and the views are saved. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#news?.stop();
    await this.#ahead.stop();
    await Promise.allSettled(this.#busy);
    await this.keys.settled();
    await this.settled();
    await this.learning.stop();
    await this.#shown.stop();
    await this.text?.stop();
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
  const text = await openTextNeighbours(settings, parts.storage.embeddings, parts.log);
  try {
    const { market, timeZone } = settings.place;
    const calendar = await calendarFor(market, timeZone);
    const shop = new ShopRuntime(settings, { text, calendar, ...parts });
    await shop.load();
    return shop;
  } catch (error) {
    await text?.stop();
    throw error;
  }
}
