import type { Clock, Entropy } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { Passwords } from './access/index.ts';
import { type ArmoireConfig, resolveConfig, type Settings } from './config/index.ts';
import type { DashboardOptions } from './dashboard/index.ts';
import { runEvaluation } from './evaluate/index.ts';
import { createHandler, type Handler, Metrics, type WidgetScript } from './http/index.ts';
import { createLogger } from './logger.ts';
import {
  type Log,
  openShop,
  Retention,
  runCatalogPull,
  runPriceCycle,
  runRetention,
  Scheduler,
  type ShopRuntime,
  saveViews,
  steadyClock,
  systemClock,
  systemEntropy,
} from './runtime/index.ts';
import { completeSecrets } from './secrets.ts';
import { DecisionTokens, PriceTokens, ShopperTokens, SigningKeys } from './tokens/index.ts';

export interface ArmoireOptions {
  /** Standard output, as JSON, when absent. */
  readonly log?: Log;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
  /** What `/armoire.js` serves; the script of `@armoire/widget` when absent. */
  readonly widgetScript?: WidgetScript;
  readonly dashboard?: DashboardOptions;
  /** The path under which a host mounts the handler, if it does not take it off: `/armoire`. */
  readonly basePath?: string;
  /** Whether jobs run by themselves; otherwise {@link Armoire.runDue} runs them. */
  readonly jobs?: boolean;
}

/** An Armoire at work. */
export interface Armoire {
  /** The configuration with its defaults, secrets included: do not print it. */
  readonly settings: Settings;
  readonly storage: Storage;
  /** Answers HTTP requests. */
  readonly handler: Handler;
  readonly shops: readonly ShopRuntime[];
  /** A shop by its id; the only one when absent. @throws ArmoireError UNKNOWN_SHOP */
  shop(id?: ShopId): ShopRuntime;
  /**
   * Fills every shelf once for nobody, and logs nothing: in a cold process a decision takes several times as long as its
   * deadline leaves, and the first shopper would be given a fallback. For before a server listens.
   */
  warmUp(): Promise<void>;
  /** Runs the jobs that are due. */
  runDue(): Promise<void>;
  /** Finishes what was begun, saves what was learned, and lets go of the storage. */
  close(): Promise<void>;
}

/**
 * Opens everything that a configuration names.
 *
 * @example
 * const armoire = await createArmoire({ shops: [{ id: 'lamps', currency: 'EUR' }] });
 * const response = await armoire.handler(new Request('http://localhost/healthz'));
 *
 * @throws ArmoireError INVALID_CONFIG, STORAGE_UNAVAILABLE
 */
export async function createArmoire(config: ArmoireConfig, options: ArmoireOptions = {}): Promise<Armoire> {
  const settings = completeSecrets(resolveConfig(config));
  const log = options.log ?? createLogger(settings.log);
  const clock = steadyClock(options.clock ?? systemClock, log);
  const storage = await openStorage({
    url: settings.storage,
    clock,
    failed: (error) => log.warn({ error }, 'The storage had trouble in the background'),
  });
  try {
    const metrics = new Metrics();
    const { secret = '', previous, expiry, prices } = settings.tokens;
    const keys = new SigningKeys({ secret, previous });
    const tokens = new DecisionTokens({ keys, expiry, clock });
    const shopperTokens = new ShopperTokens({ keys, clock });
    const priceTokens = new PriceTokens({ keys, expiry: prices, clock });
    const passwords = new Passwords();
    const parts = {
      storage,
      passwords,
      tokens,
      shopperTokens,
      priceTokens,
      clock,
      entropy: options.entropy ?? systemEntropy(),
      log,
    };
    const shops = await Promise.all(
      settings.shops.map((shop) => openShop(shop, { ...parts, observer: metrics.observer(shop.id) })),
    );
    metrics.watch(shops);
    return assemble(settings, options, { storage, shops, metrics, clock, log });
  } catch (error) {
    await storage.close();
    throw error;
  }
}

interface Opened {
  readonly storage: Storage;
  readonly shops: readonly ShopRuntime[];
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
}

function assemble(
  settings: Settings,
  options: ArmoireOptions,
  { storage, shops, metrics, clock, log }: Opened,
): Armoire {
  const shop = (id?: ShopId): ShopRuntime => {
    const found = id === undefined && shops.length === 1 ? shops[0] : shops.find((each) => each.id === id);
    if (found !== undefined) return found;
    throw new ArmoireError(
      'UNKNOWN_SHOP',
      id === undefined ? 'There are several shops' : `There is no shop "${id}"`,
      {
        fix: `Name one of ${shops.map((each) => each.id).join(', ')}.`,
      },
    );
  };
  const retention = new Retention({ shops, storage, settings: settings.retention, clock, log });
  const scheduler = new Scheduler({
    jobs: storage.jobs,
    shops: shops.map(({ id }) => id),
    handlers: {
      [saveViews]: (job) => shop(job.shop).saveViews(),
      [runRetention]: (job) => retention.run(job),
      [runPriceCycle]: async (job) => await shop(job.shop).cycles?.run(),
      [runCatalogPull]: async (job) => await shop(job.shop).pull?.run(),
      [runEvaluation]: (job) => shop(job.shop).evaluations.run(),
    },
    tick: async () => {
      await retention.schedule();
      for (const each of shops) await each.tick();
    },
    log,
  });
  if (options.jobs ?? true) scheduler.start();
  const { widgetScript, dashboard, basePath } = options;
  let closing: Promise<void> | undefined;
  return {
    settings,
    storage,
    shops,
    handler: createHandler({
      shops,
      log,
      metrics,
      metricsFor: settings.metrics,
      explorer: settings.explorer,
      ...(widgetScript === undefined ? {} : { widgetScript }),
      ...(dashboard === undefined ? {} : { dashboard }),
      ...(basePath === undefined ? {} : { basePath }),
    }),
    shop,
    warmUp: () => warmUp(shops),
    runDue: () => scheduler.runDue(),
    close() {
      closing ??= close(scheduler, shops, storage);
      return closing;
    },
  };
}

async function warmUp(shops: readonly ShopRuntime[]): Promise<void> {
  for (const { engine } of shops) {
    for (const [point, { kind }] of Object.entries(engine.points)) {
      if (kind !== 'shelf') continue;
      // What fails here fails for shoppers too, and is told then.
      await engine.previewRules({ point, rules: [], situation: {} }).catch(() => undefined);
    }
  }
}

async function close(scheduler: Scheduler, shops: readonly ShopRuntime[], storage: Storage): Promise<void> {
  try {
    // It may take minutes, and begins anew.
    for (const shop of shops) {
      shop.evaluations.stop();
      shop.pull?.stop();
    }
    await scheduler.stop();
    for (const shop of shops) await shop.close();
  } finally {
    await storage.close();
  }
}
