import type { Instant } from '@armoire/protocol';
import type { Log } from '@armoire/server';
import { container } from '@medusajs/framework';
import type { PriceArms } from '../../arms/arms.ts';
import { type ArmsReport, armsReport } from '../../arms/report.ts';
import { priceArms, startArms } from '../../arms/start.ts';
import { readMarket } from '../../catalog/market.ts';
import { logTo } from '../../log.ts';
import { isRemote, type Options, readOptions } from '../../options.ts';
import { loggerOf, settingsOf, storeOf } from '../../platform.ts';
import { Shop } from '../../shop.ts';

/** The name by which Medusa's container knows the plugin. */
export const moduleName = 'armoire';

/**
 * Holds the one shop of a process. It opens when the application starts, or when something first asks for it; commands
 * such as `medusa db:migrate`, which load every module, open nothing.
 */
export class ArmoireModule {
  readonly #options: Options;
  #shop: Promise<Shop> | undefined;
  #arms: PriceArms | undefined;

  readonly __hooks = {
    onApplicationStart: async () => {
      await this.#startArms();
      this.#start();
    },
    onApplicationShutdown: () => this.close(),
  };

  /** @throws ArmoireError INVALID_CONFIG */
  constructor(_: unknown, options: unknown) {
    this.#options = readOptions(options);
  }

  /** Who sees which prices; undefined where all see the same. It needs no engine. */
  get arms(): PriceArms | undefined {
    return this.#arms;
  }

  /** How the price arms have done with the carts that were made since an instant; undefined where there are none. */
  async armsReport(since: Instant): Promise<ArmsReport | undefined> {
    if (this.#arms === undefined) return undefined;
    const { query, options } = storeOf(container, this.#options);
    const market = () => readMarket(query, options);
    return await armsReport({ query, market, carts: this.#arms.carts, costKey: options.costKey }, since);
  }

  /** @throws ArmoireError; whoever asks again tries again */
  shop(): Promise<Shop> {
    if (this.#shop === undefined) {
      const opening = Shop.open(container, this.#options, this.#arms);
      opening.catch(() => {
        this.#shop = undefined;
      });
      this.#shop = opening;
    }
    return this.#shop;
  }

  async close(): Promise<void> {
    const shop = await this.#shop?.catch(() => undefined);
    this.#shop = undefined;
    await shop?.close();
  }

  /** Lets go of everything, to be removed. */
  async retire(): Promise<{ readonly options: Options; readonly log: Log }> {
    await this.close();
    return { options: this.#options, log: logTo(loggerOf(container)) };
  }

  async #startArms(): Promise<void> {
    try {
      this.#arms = isRemote(this.#options) ? undefined : priceArms(container, this.#options);
      await startArms(container, this.#options, this.#arms);
    } catch (error) {
      logTo(loggerOf(container)).error({ error }, 'Price arms did not start; everybody sees your own prices');
    }
  }

  /** In the background: a store starts, and sells, whatever becomes of Armoire. */
  #start(): void {
    const log = logTo(loggerOf(container));
    this.shop()
      .then((shop) => (settingsOf(container).background ? shop.begin() : undefined))
      .catch((error: unknown) => log.error({ error }, 'Armoire did not start; the store runs without it'));
  }
}
