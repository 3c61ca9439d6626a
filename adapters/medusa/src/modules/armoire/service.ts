import type { Log } from '@armoire/server';
import { container } from '@medusajs/framework';
import { logTo } from '../../log.ts';
import { type Options, readOptions } from '../../options.ts';
import { loggerOf, settingsOf } from '../../platform.ts';
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

  readonly __hooks = {
    onApplicationStart: async () => this.#start(),
    onApplicationShutdown: () => this.close(),
  };

  /** @throws ArmoireError INVALID_CONFIG */
  constructor(_: unknown, options: unknown) {
    this.#options = readOptions(options);
  }

  /** @throws ArmoireError; whoever asks again tries again */
  shop(): Promise<Shop> {
    if (this.#shop === undefined) {
      const opening = Shop.open(container, this.#options);
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

  /** In the background: a store starts, and sells, whatever becomes of Armoire. */
  #start(): void {
    const log = logTo(loggerOf(container));
    this.shop()
      .then((shop) => (settingsOf(container).background ? shop.begin() : undefined))
      .catch((error: unknown) => log.error({ error }, 'Armoire did not start; the store runs without it'));
  }
}
