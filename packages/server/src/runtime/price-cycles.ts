import { randomUUID } from 'node:crypto';
import type { BookedPrice, Clock, Engine, StoreFront } from '@armoire/core';
import {
  type CycleMode,
  nextCycle,
  PolicyProposer,
  PriceCycle,
  PriceDesk,
  withoutEchoes,
} from '@armoire/pricing';
import {
  ArmoireError,
  type CatalogChange,
  type Duration,
  type Instant,
  minute,
  type PointId,
  type Product,
  second,
  type Variant,
  type VariantId,
} from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { Log } from './log.ts';

/** The kind of the durable job that takes a shop's prices to its store. */
export const runPriceCycle = 'prices.cycle';

const page = 1000;
/** Between two looks at what other nodes have written. */
const pause: Duration = 10 * second;
/** A store that is away for longer than a job is tried is asked again so soon: the kill switch waits for no slot. */
const again: Duration = 15 * minute;
/** Until then every node has taken over a change of the catalogue. */
const heard: Duration = 5 * second;

export interface PriceCyclesOptions {
  readonly engine: Engine;
  readonly storage: Pick<Storage, 'book' | 'audit' | 'jobs'>;
  readonly clock: Clock;
  readonly log: Log;
  /** By price point. */
  readonly modes: Readonly<Record<PointId, CycleMode>>;
  readonly store: StoreFront | undefined;
  /** Takes over what other nodes have stored of the catalogue and of the kill switch. */
  readonly hear: () => Promise<unknown>;
}

/**
 * Takes the prices of a shop to its store, once in each slot, and where people decide about them.
 *
 * @throws ArmoireError INVALID_CONFIG for more than one point with a cycle, or a store that takes no prices
 */
export class PriceCycles {
  readonly desk: PriceDesk;
  readonly #options: PriceCyclesOptions;
  readonly #cycle: PriceCycle;
  readonly #slot: Duration;
  readonly #echoes: boolean;
  #looked: Instant = Number.NEGATIVE_INFINITY;

  constructor(options: PriceCyclesOptions) {
    const { engine, storage, clock, modes, store } = options;
    const [[id, mode] = ['', 'shadow' as const], ...others] = Object.entries(modes);
    const point = engine.points[id];
    if (point?.kind !== 'price' || others.length > 0) {
      throw new ArmoireError('INVALID_CONFIG', 'One price point of a shop can write prices', {
        fix: 'Leave `cycle` out of the others.',
      });
    }
    if (store === undefined) {
      throw new ArmoireError('INVALID_CONFIG', `"${id}" has no store to write its prices to`, {
        fix: 'Add the plugin of the shop’s platform, or leave `cycle` out.',
      });
    }
    const { book, audit } = storage;
    const named = { shop: engine.shop, book, audit, newId: randomUUID, now: () => clock.now() };
    const killed = () => engine.prices.control.killed;
    this.#options = options;
    this.#slot = point.slot;
    this.#echoes = store.capabilities.echoesPrices ?? false;
    this.desk = new PriceDesk({ ...named, rest: point.slot });
    this.#cycle = new PriceCycle({
      ...named,
      ...{ store, mode, guard: point.guard },
      proposer: new PolicyProposer(engine, id, point.guard),
      // The switch puts back what is no longer sold, too: it may be again.
      products: () => (killed() ? engine.catalog.products() : sold(engine.catalog.products())),
      killed,
      charges: (variant, price, at) => {
        engine.prices.charges(variant, price);
        // Shoppers see it in the store, whether or not anybody asks for it here.
        engine.shownPrices.show(variant, price, at);
      },
    });
  }

  /** Quotes what the store charges, and has the next cycle run. */
  async load(): Promise<void> {
    await this.follow();
    await this.soon();
  }

  /** Takes over what other nodes have written to the store. */
  async follow(): Promise<void> {
    const { engine, storage, clock } = this.#options;
    const now = clock.now();
    if (now >= this.#looked && now < this.#looked + pause) return;
    this.#looked = now;
    for (let after: string | undefined; ; ) {
      const filter = after === undefined ? {} : { after };
      const entries = await storage.book.list(engine.shop, page, filter);
      for (const { variant, charged } of entries) engine.prices.charges(variant, charged);
      after = entries.at(-1)?.variant;
      if (entries.length < page) return;
    }
  }

  /** Asks for a cycle now: somebody has decided, or pulled the switch. */
  soon(): Promise<void> {
    return this.#enqueue(this.#options.clock.now());
  }

  /** Does the work of the job. The next cycle is asked for first, so that none is ever the last. */
  async run(): Promise<void> {
    const { engine, clock, log, hear } = this.#options;
    await this.#enqueue(nextCycle(clock.now(), this.#slot));
    // Whoever pulled the switch, or sent the catalogue, may have asked another node.
    await hear();
    const report = await this.#cycle.run().catch(async (error: unknown) => {
      await this.#enqueue(Math.min(nextCycle(clock.now(), this.#slot), clock.now() + again));
      throw error;
    });
    // A node that was taken for lost may have written since.
    if (report.unsure > 0) await this.soon();
    if (report.strayed > 0) {
      log.warn(
        { shop: engine.shop, strayed: report.strayed },
        'The store charges other prices than were written',
      );
    }
    if (report.edited + report.written + report.overtaken > 0) {
      log.info({ shop: engine.shop, ...report }, 'Prices were taken to the store');
    }
  }

  /**
   * Changes of the catalogue as the store tells them, with the merchant's own prices where it echoes ours. Where the
   * merchant has changed one, a cycle is asked for: until it has run, what is charged is not known. So it is where the cost
   * or another bound of a price of ours has changed, which may no longer stand.
   */
  async withoutEchoes(changes: readonly CatalogChange[]): Promise<readonly CatalogChange[]> {
    const { engine, storage, clock } = this.#options;
    const variants = changes.flatMap((change) =>
      change.kind === 'upsert' ? change.product.variants.map(({ id }) => id) : [],
    );
    const entries = await storage.book.get(engine.shop, variants);
    const booked = new Map(entries.map((entry) => [entry.variant, entry]));
    const told = this.#echoes ? changes.map((change) => withoutEchoes(change, booked)) : changes;
    if (told.some((change) => isEdit(change, booked))) await this.soon();
    if (told.some((change) => this.#isBound(change, booked))) await this.#enqueue(clock.now() + heard);
    return told;
  }

  /** Whether other bounds than before hold for a price that is not the merchant's own. */
  #isBound(change: CatalogChange, booked: ReadonlyMap<VariantId, BookedPrice>): boolean {
    if (change.kind !== 'upsert') return false;
    const { product } = change;
    const known = this.#options.engine.catalog.get(product.id);
    const before = new Map(known?.variants.map((variant) => [variant.id, boundsOf(known, variant)]));
    return product.variants.some((variant) => {
      const entry = booked.get(variant.id);
      const away = entry !== undefined && entry.charged.amount !== entry.own.amount;
      return away && before.get(variant.id) !== boundsOf(product, variant);
    });
  }

  #enqueue(runAt: Instant): Promise<void> {
    const { engine, storage } = this.#options;
    return storage.jobs.enqueue([{ shop: engine.shop, kind: runPriceCycle, key: 'all', runAt }]);
  }
}

/** Whether the catalogue has another price of the merchant's own than the book. */
function isEdit(change: CatalogChange, booked: ReadonlyMap<VariantId, BookedPrice>): boolean {
  if (change.kind !== 'upsert') return false;
  return change.product.variants.some(({ id, price }) => {
    const entry = booked.get(id);
    return entry !== undefined && entry.own.amount !== price.amount;
  });
}

/** What of an article bounds its price, as a name. */
function boundsOf({ taxRate, taxBasis }: Product, { cost, minimumAdvertised }: Variant): string {
  return JSON.stringify([taxRate, taxBasis, cost?.amount, minimumAdvertised?.amount]);
}

function* sold(products: Iterable<Product>): Iterable<Product> {
  for (const product of products) if (product.status === 'active') yield product;
}
