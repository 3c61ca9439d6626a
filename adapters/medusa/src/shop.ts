import { definePlugin } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { Log } from '@armoire/server';
import type { Container } from '@medusajs/framework/types';
import type { PriceArms } from './arms/arms.ts';
import { inArms } from './arms/quotes.ts';
import { backfill } from './backfill/backfill.ts';
import { CatalogReader, type Store } from './catalog/reader.ts';
import { type CatalogReport, CatalogTeller } from './catalog/teller.ts';
import { Client } from './engine/client.ts';
import { embeddedEngine } from './engine/embedded.ts';
import type { Engine } from './engine/engine.ts';
import { remoteEngine } from './engine/remote.ts';
import { logTo } from './log.ts';
import { isRemote, type Options } from './options.ts';
import { tellLines } from './orders/carts.ts';
import { type OrdersReport, OrderTeller } from './orders/teller.ts';
import { databaseOf, loggerOf, settingsOf, storeOf } from './platform.ts';
import { PriceRows } from './prices/audit.ts';
import { storeFrontOf } from './prices/store-front.ts';
import { type Mended, reconcile } from './reconcile/reconcile.ts';
import { schemaOf } from './schema.ts';
import type { Ledger } from './told/ledger.ts';
import { postgresLedger } from './told/postgres.ts';
import { Collector } from './webhooks/collector.ts';

/** How the first telling goes on, and what the last reconciliation found. */
export interface Progress {
  readonly state: 'waiting' | 'catalogue' | 'history' | 'done' | 'failed';
  readonly catalog?: CatalogReport;
  readonly orders?: OrdersReport;
  readonly mended?: Mended & { readonly at: number };
  readonly trouble?: string;
}

/** A Medusa store with its engine: what subscribers, jobs and routes work with. */
export class Shop {
  readonly options: Options;
  readonly store: Store;
  readonly engine: Engine;
  readonly client: Client;
  readonly ledger: Ledger;
  readonly reader: CatalogReader;
  readonly catalog: CatalogTeller;
  readonly orders: OrderTeller;
  readonly events: Collector;
  /** What was written to the store's prices. */
  readonly rows: PriceRows;
  readonly log: Log;
  progress: Progress = { state: 'waiting' };
  #working: Promise<void> = Promise.resolve();

  private constructor(
    parts: Pick<Shop, 'options' | 'store' | 'engine' | 'ledger' | 'log' | 'reader' | 'rows'>,
    arms: PriceArms | undefined,
  ) {
    const { options, store, engine, ledger, log, reader, rows } = parts;
    const { query, now } = store;
    this.options = options;
    this.store = store;
    this.engine = engine;
    this.ledger = ledger;
    this.log = log;
    this.reader = reader;
    this.rows = rows;
    this.client = new Client(engine);
    const refused = (message: string) => log.warn({ message }, 'Something was refused');
    const { client } = this;
    this.catalog = new CatalogTeller({ query, reader, client, ledger, now, refused });
    this.orders = new OrderTeller({
      ...{ query, client, ledger, now, refused },
      market: () => reader.market(),
      // With arms, nobody else is charged what Armoire writes.
      ...(arms === undefined ? {} : { charged: (ids: readonly string[]) => arms.carts.learned(ids) }),
    });
    this.events = new Collector({
      query,
      products: (ids) => this.catalog.tell(ids),
      everything: async () => {
        reader.forget();
        await this.catalog.tellAll();
      },
      orders: (ids) => this.orders.tell(ids),
      lines: (ids) => tellLines({ query, client }, ids),
      failed: (error) => log.warn({ error }, 'An event could not be told; the next reconciliation tells it'),
    });
  }

  /** @throws ArmoireError INVALID_CONFIG, STORAGE_UNAVAILABLE */
  static async open(container: Container, options: Options, arms?: PriceArms): Promise<Shop> {
    const log = logTo(loggerOf(container));
    const store = storeOf(container, options);
    const reader = new CatalogReader(store);
    const { databaseUrl, storeCors } = settingsOf(container);
    const schema = schemaOf(options);
    const ledger = await postgresLedger(databaseOf(container), schema, options.shop);
    const rows = new PriceRows(databaseOf(container), schema, options.shop);
    await rows.make();
    const engine = isRemote(options)
      ? remoteEngine(options)
      : await embeddedEngine(options, {
          ...{ databaseUrl, storeCors, log },
          plugins: [
            definePlugin({
              name: 'medusa',
              storeFront: () => storeFrontOf({ container, store, reader, ledger }),
            }),
          ],
          currency: (await reader.market()).currency,
        });
    const asked = arms === undefined ? engine : inArms(engine, arms);
    return new Shop({ options, store, engine: asked, ledger, log, reader, rows }, arms);
  }

  /**
   * What is done once: the whole catalogue, then the history of orders. It goes on where a restart broke it off; when all
   * is told, it is a reconciliation.
   */
  begin(): Promise<void> {
    return this.#alone(async () => {
      const { log, ledger } = this;
      try {
        this.progress = { state: 'catalogue' };
        const catalog = await this.catalog.tellAll((report) => {
          this.progress = { state: 'catalogue', catalog: report };
          if (report.seen % 1000 === 0) log.info({ ...report }, 'The catalogue is being told');
        });
        log.info({ ...catalog }, 'The catalogue is told');
        if (catalog.told + catalog.removed > 0) await this.engine.cycleSoon();
        this.progress = { state: 'history', catalog };
        const orders = await backfill({ query: this.store.query, teller: this.orders, ledger }, (report) => {
          this.progress = { state: 'history', catalog, orders: report };
          log.info({ ...report }, 'The history of orders is being told');
        });
        await this.engine.warmUp();
        this.progress = { state: 'done', catalog, orders };
      } catch (error) {
        const trouble = error instanceof ArmoireError ? error.message : 'see the log';
        this.progress = { ...this.progress, state: 'failed', trouble };
        log.error({ error }, 'Not all was told; the next reconciliation goes on');
      }
    });
  }

  /** Finds what no event told, and tells it. */
  async reconcile(): Promise<Mended | undefined> {
    let mended: Mended | undefined;
    if (this.progress.state === 'failed' || this.progress.state === 'waiting') await this.begin();
    await this.#alone(async () => {
      this.reader.forget();
      const { query, now } = this.store;
      const { catalog, orders, ledger } = this;
      mended = await reconcile({ query, catalog, orders, ledger, now });
      this.progress = { ...this.progress, mended: { ...mended, at: now() } };
      const { told, removed } = mended.catalog;
      const found = told + removed + mended.orders.told;
      if (found > 0)
        this.log.info({ products: told, removed, orders: mended.orders.told }, 'Mended what no event told');
    });
    return mended;
  }

  /** Everything is told anew: the engine has forgotten it. */
  async again(): Promise<void> {
    for (const kind of ['product', 'order', 'mark'] as const) {
      for (;;) {
        const notes = await this.ledger.page(kind, 1000, '');
        if (notes.length === 0) break;
        await this.ledger.remove(
          kind,
          notes.map(({ id }) => id),
        );
      }
    }
    await this.begin();
  }

  async close(): Promise<void> {
    await this.events.flush();
    await this.#working;
    await this.engine.close();
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }
}
