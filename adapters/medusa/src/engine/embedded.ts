import { createHmac } from 'node:crypto';
import type { Plugin } from '@armoire/core';
import { createArmoire, defaultPoints, type Log, type PointInput } from '@armoire/server';
import { type EmbeddedOptions, inShadow, type ShopConfig } from '../options.ts';
import type { Engine, Keys } from './engine.ts';

/** What the store tells about itself when the engine opens. */
export interface Surroundings {
  /** Medusa's own database. */
  readonly databaseUrl: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Medusa's `storeCors`. */
  readonly storeCors: string;
  /** The platform, where prices are written to it. */
  readonly plugins: readonly Plugin[];
  readonly log: Log;
}

/**
 * Armoire's default shelves, and one for the page after an order. No prices: what a shelf shows would not be what a cart
 * charges, until a price point has a cycle that writes to the store.
 */
export function usualPoints(): Readonly<Record<string, PointInput>> {
  const shelves = Object.entries(defaultPoints()).filter(([, { kind }]) => kind === 'shelf');
  const after: PointInput = {
    kind: 'shelf',
    sources: ['together', 'text', 'trending', 'popular', 'newest'],
    count: 4,
  };
  return { ...Object.fromEntries(shelves), 'order.next': after };
}

/** The same secret makes the same keys on all nodes, and after every restart. */
export function keysFrom(secret: string, shop: string): Keys {
  const derive = (what: string) =>
    createHmac('sha256', secret).update(`armoire ${what} ${shop}`).digest('base64url').slice(0, 32);
  return { public: `pk_${derive('public key')}`, secret: `sk_${derive('secret key')}` };
}

/** Medusa's database, with a schema of its own before all others. */
export function inSchema(databaseUrl: string, schema: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  // A plus is a plus there, not a space.
  return url.href.replace(/\+/g, '%20');
}

/** The origins among what Medusa's CORS setting lists; expressions are left out. */
export function originsOf(storeCors: string): string[] {
  return storeCors
    .split(',')
    .map((each) => each.trim().replace(/\/$/, ''))
    .filter((each) => each === '*' || (URL.canParse(each) && new URL(each).origin === each));
}

/** @throws ArmoireError INVALID_CONFIG, STORAGE_UNAVAILABLE */
export async function embeddedEngine(options: EmbeddedOptions, around: Surroundings): Promise<Engine> {
  const { secret, shop: id, shadow, points = usualPoints() } = options;
  const keys = keysFrom(secret, id);
  const shop: ShopConfig = {
    id,
    currency: around.currency,
    keys: { public: keys.public, secret: { Medusa: keys.secret } },
    origins: options.origins ?? originsOf(around.storeCors),
    points: shadow ? inShadow(points) : { ...points },
  };
  const armoire = await createArmoire(
    {
      storage: options.storage ?? inSchema(around.databaseUrl, options.schema),
      tokens: { secret },
      explorer: false,
      plugins: around.plugins,
      shops: [shop],
    },
    { log: around.log },
  );
  return {
    keys,
    send: (request) => armoire.handler(request),
    warmUp: () => armoire.warmUp(),
    cycleSoon: async () => await armoire.shop(id).cycles?.soon(),
    close: () => armoire.close(),
  };
}
