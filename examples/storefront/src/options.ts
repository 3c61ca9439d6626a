import { resolve } from 'node:path';
import { isPace, type Pace, paces } from './simulated/pace.ts';

const priceCycles = ['automatic', 'approved', 'shadow'] as const;

/** Whether prices are written by themselves, once a person approves them, or only noted. */
type PriceCycle = (typeof priceCycles)[number];

/** What the environment says about a start. */
export interface Options {
  readonly port: number;
  readonly host: string;
  /** URL of Armoire's storage. */
  readonly storage: string;
  /** Time after which a place that was seen and led to nothing is learned as worth nothing. */
  readonly rewardWait: string;
  /** Time for which a price holds. */
  readonly priceSlot: string;
  /** How prices reach the shop's own price table; absent: pages ask for them, and nothing is written. */
  readonly priceCycle: PriceCycle | undefined;
  /** Share of visitors who get the shop's own lists, so that what Armoire earns can be told. */
  readonly holdout: number;
  /** Milliseconds for which a page waits for what Armoire shows, before its own list stays. */
  readonly patience: number;
  /** How fast simulated shoppers come at first. */
  readonly shoppers: Pace;
  /** Of their world. */
  readonly seed: number;
  /** Bytes of the database at which they go home for good. */
  readonly disk: number;
}

const root = resolve(import.meta.dirname, '../../..');

/** Where the demo keeps what it makes; may be deleted at any time. */
export const cache = resolve(root, '.cache/storefront');

/** Where the file of a SQLite storage lies, or `:memory:`; undefined for another storage. */
export function sqlitePath(storage: string): string | undefined {
  return /^sqlite:(?:\/\/)?(.+)$/.exec(storage)?.[1];
}

/** @throws Error that says what to correct */
export function readOptions(env: Readonly<Record<string, string | undefined>>): Options {
  const port = Number(env.PORT ?? 4400);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `PORT is "${env.PORT}", which is no port. Give a number from 1 to 65535, or leave it out.`,
    );
  }
  const shoppers = env.STOREFRONT_SHOPPERS ?? 'calm';
  if (!isPace(shoppers))
    throw new Error(`STOREFRONT_SHOPPERS is "${shoppers}". Give one of ${paces.join(', ')}.`);
  const seed = Number(env.STOREFRONT_SEED ?? 7);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new Error(`STOREFRONT_SEED is "${env.STOREFRONT_SEED}". Give a whole number from 0 to 4294967295.`);
  const patience = Number(env.STOREFRONT_PATIENCE ?? 2000);
  if (!Number.isInteger(patience) || patience <= 0)
    throw new Error(
      `STOREFRONT_PATIENCE is "${env.STOREFRONT_PATIENCE}". Give milliseconds, a whole number from 1.`,
    );
  const disk = Number(env.STOREFRONT_DISK ?? 2000);
  if (!Number.isFinite(disk) || disk <= 0)
    throw new Error(`STOREFRONT_DISK is "${env.STOREFRONT_DISK}". Give megabytes, a number above 0.`);
  const priceCycle = priceCycles.find((each) => each === env.STOREFRONT_PRICE_CYCLE);
  if (priceCycle === undefined && env.STOREFRONT_PRICE_CYCLE !== undefined)
    throw new Error(
      `STOREFRONT_PRICE_CYCLE is "${env.STOREFRONT_PRICE_CYCLE}". Give one of ${priceCycles.join(', ')}, or leave it out.`,
    );
  return {
    port,
    // Where others reach it, the dashboard neither makes nor shows a login of its own.
    host: env.HOST ?? '127.0.0.1',
    storage: env.ARMOIRE_DATABASE_URL ?? `sqlite:${resolve(cache, 'armoire.sqlite')}`,
    rewardWait: env.STOREFRONT_REWARD_WAIT ?? '2m',
    priceSlot: env.STOREFRONT_PRICE_SLOT ?? '10m',
    priceCycle,
    holdout: Number(env.STOREFRONT_HOLDOUT ?? 0.25),
    patience,
    shoppers,
    seed,
    disk: disk * 1e6,
  };
}
