import { resolve } from 'node:path';

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
}

const root = resolve(import.meta.dirname, '../../..');

/** Where the demo keeps what it makes; may be deleted at any time. */
export const cache = resolve(root, '.cache/storefront');

/** @throws Error that says what to correct */
export function readOptions(env: Readonly<Record<string, string | undefined>>): Options {
  const port = Number(env.PORT ?? 4400);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `PORT is "${env.PORT}", which is no port. Give a number from 1 to 65535, or leave it out.`,
    );
  }
  return {
    port,
    // Where others reach it, the dashboard neither makes nor shows a login of its own.
    host: env.HOST ?? '127.0.0.1',
    storage: env.ARMOIRE_DATABASE_URL ?? `sqlite:${resolve(cache, 'armoire.sqlite')}`,
    rewardWait: env.STOREFRONT_REWARD_WAIT ?? '2m',
    priceSlot: env.STOREFRONT_PRICE_SLOT ?? '30m',
  };
}
