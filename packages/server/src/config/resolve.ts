import { type Point, usualCrowd } from '@armoire/core';
import type { CycleMode } from '@armoire/pricing';
import { ArmoireError, type Duration, day, hour, type PointId, type ShopId } from '@armoire/protocol';
import type { z } from 'zod';
import { network } from '../access/address.ts';
import type { Scope } from '../access/scopes.ts';
import type { TextSettings } from '../text/embedders.ts';
import { pathOf } from './fields.ts';
import { checkHolidays } from './holidays.ts';
import { Plugins } from './plugins.ts';
import { defaultPoints, makePoint, pointSchema } from './points.ts';
import { type ArmoireConfig, configSchema, type ParsedConfig } from './schema.ts';
import { fromEnvironment, storageUrl } from './values.ts';

/** A key with the name that the audit log calls it by. */
export interface NamedKey {
  readonly name: string;
  readonly key: string;
  /** What a secret key may do; everything when absent. */
  readonly scopes?: readonly Scope[];
}

export interface ShopSettings {
  readonly id: ShopId;
  readonly currency: string;
  /** Empty where the configuration gives none. */
  readonly publicKeys: readonly NamedKey[];
  readonly secretKeys: readonly NamedKey[];
  readonly origins: readonly string[];
  readonly shoppers: {
    readonly ids: 'signed' | 'any';
    /** Life of a shopper token. */
    readonly expiry: Duration;
  };
  readonly people: {
    /** On how many distinct people what is shown rests. */
    readonly atLeast: number;
  };
  readonly text: TextSettings;
  readonly place: { readonly timeZone: string; readonly market?: string };
  readonly traffic: {
    /** Whether the merchant's own people count nowhere. */
    readonly own: 'exclude' | 'count';
    /** The merchant's own, as they are counted by. */
    readonly addresses: readonly string[];
  };
  /** What plugins bring to the shop. */
  readonly plugins: Plugins;
  readonly points: Readonly<Record<PointId, Point>>;
  /** How the prices of the points that have a cycle reach the store. */
  readonly cycles: Readonly<Record<PointId, CycleMode>>;
}

/** A configuration with every default filled in and every secret read. */
export interface Settings {
  readonly shops: readonly ShopSettings[];
  /** The URL of the storage, which may hold a password: do not print it. */
  readonly storage: string;
  /** The file that keeps what is made and not configured; beside a SQLite file, or in the working folder, when absent. */
  readonly secrets: string | undefined;
  readonly port: number;
  readonly host: string | undefined;
  readonly log: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly tokens: {
    readonly secret: string | undefined;
    readonly previous: readonly string[];
    readonly expiry: Duration;
    /** Time for which a price that was shown is charged. */
    readonly prices: Duration;
  };
  /** How long what is kept; for ever when absent. */
  readonly retention: { readonly events?: Duration | undefined; readonly decisions?: Duration | undefined };
  readonly metrics: 'secret' | 'public';
  readonly explorer: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Validates a configuration, and fills it in.
 *
 * @throws ArmoireError INVALID_CONFIG; its path names the first fault
 */
export function resolveConfig(config: ArmoireConfig, env: Environment = process.env): Settings {
  const parsed = configSchema.safeParse(config);
  if (!parsed.success) throw firstFault(parsed.error);
  const read = (value: string, path: string) => fromEnvironment(value, path, env);
  const { shops, port = 4400, host, secrets, tokens = {} } = parsed.data;
  const storage = storageUrl(read(parsed.data.storage ?? 'sqlite:./armoire.db', 'storage'));
  return {
    shops: distinct(
      shops.map((shop, i) =>
        resolveShop(shop, `shops[${i}]`, read, new Plugins(parsed.data.plugins ?? [], shop)),
      ),
    ),
    storage,
    secrets,
    port,
    host,
    log: parsed.data.log ?? 'info',
    tokens: {
      secret: tokens.secret === undefined ? undefined : long(read(tokens.secret, 'tokens.secret')),
      previous: (tokens.previous ?? []).map((value, i) => read(value, `tokens.previous[${i}]`)),
      expiry: tokens.expiry ?? 7 * day,
      prices: tokens.prices ?? hour,
    },
    retention: parsed.data.retention ?? {},
    metrics: parsed.data.metrics ?? 'secret',
    explorer: parsed.data.explorer ?? true,
  };
}

type Read = (value: string, path: string) => string;

function resolveShop(
  shop: ParsedConfig['shops'][number],
  path: string,
  read: Read,
  plugins: Plugins,
): ShopSettings {
  const { id, currency, keys = {}, origins = [], shoppers = {}, people = {} } = shop;
  const points = shop.points ?? parsedDefaults();
  checkHolidays(points, shop.market, path);
  const publics = keys.public === undefined ? [] : [keys.public].flat();
  const secrets = typeof keys.secret === 'string' ? { 'secret key': keys.secret } : (keys.secret ?? {});
  return {
    id,
    currency,
    publicKeys: publics.map((key, i) => ({
      name: `public key ${i + 1}`,
      key: read(key, `${path}.keys.public`),
    })),
    secretKeys: Object.entries(secrets).map(([name, given]) => {
      const { key, scopes } = typeof given === 'string' ? { key: given, scopes: undefined } : given;
      const value = read(key, `${path}.keys.secret`);
      return { name, key: value, ...(scopes === undefined ? {} : { scopes }) };
    }),
    origins,
    shoppers: { ids: shoppers.ids ?? 'any', expiry: shoppers.expiry ?? 180 * day },
    people: { atLeast: people.atLeast ?? usualCrowd },
    place: {
      timeZone: shop.timeZone ?? 'UTC',
      ...(shop.market === undefined ? {} : { market: shop.market }),
    },
    traffic: {
      own: shop.traffic?.own ?? 'exclude',
      addresses: (shop.traffic?.addresses ?? []).map(network),
    },
    plugins,
    text: resolveText(shop.text, `${path}.text`, read),
    points: Object.fromEntries(
      Object.entries(points).map(([name, point]) => [
        name,
        placed(`${path}.points.${name}`, () => makePoint(point, currency, plugins)),
      ]),
    ),
    cycles: Object.fromEntries(
      Object.entries(points).flatMap(([name, point]) =>
        point.kind === 'price' && point.cycle !== undefined ? [[name, point.cycle]] : [],
      ),
    ),
  };
}

/** Something whose errors know where in itself they are, and are told where in the configuration it stands. */
function placed<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ArmoireError) || error.code !== 'INVALID_CONFIG') throw error;
    const { path: inner, message, fix, cause } = error;
    const path = inner === undefined ? place : `${place}.${inner}`;
    const what = message.startsWith(`${inner}: `) ? message.slice(`${inner}: `.length) : message;
    throw new ArmoireError('INVALID_CONFIG', `${path}: ${what}`, {
      path,
      cause,
      ...(fix === undefined ? {} : { fix }),
    });
  }
}

function resolveText(text: ParsedConfig['shops'][number]['text'], path: string, read: Read): TextSettings {
  const { embedder = 'ngrams' } = text ?? {};
  if (typeof embedder === 'string') return { embedder };
  const { key, ...service } = embedder;
  if (key === undefined) return { embedder: service };
  return { embedder: { ...service, key: read(key, `${path}.embedder.key`) } };
}

function parsedDefaults() {
  return Object.fromEntries(
    Object.entries(defaultPoints()).map(([name, point]) => [name, pointSchema.parse(point)]),
  );
}

function firstFault({ issues }: z.ZodError): ArmoireError {
  const [first] = issues;
  // What is wrong with a key of a record stands inside the fault of the record.
  const inner = first && insideUnion(first);
  const issue =
    inner?.code === 'invalid_key' ? { ...inner, message: inner.issues[0]?.message ?? inner.message } : inner;
  const at = issue?.path ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? [issue.keys[0] as string] : [];
  const path = pathOf([...at, ...unknown]);
  const more = issues.length > 1 ? ` There are ${issues.length - 1} more faults.` : '';
  return new ArmoireError(
    'INVALID_CONFIG',
    `${path === '' ? '' : `${path}: `}${issue?.message ?? 'not readable'}`,
    {
      path,
      fix: `Correct it in the configuration.${more}`,
    },
  );
}

/** What is wrong with the alternative whose kind of value was given: that was meant. */
function insideUnion(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const meant = issue.errors.map(([fault]) => fault).find((fault) => fault && !isOtherKind(fault));
  return meant === undefined ? issue : insideUnion({ ...meant, path: [...issue.path, ...meant.path] });
}

function isOtherKind({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}

function long(value: string): string {
  if (value.length >= 32) return value;
  throw new ArmoireError('INVALID_CONFIG', 'tokens.secret: is shorter than 32 characters', {
    path: 'tokens.secret',
    fix: 'Make one with: openssl rand -base64 33',
  });
}

/** Shop ids and keys each name one shop. */
function distinct(shops: readonly ShopSettings[]): readonly ShopSettings[] {
  const seen = new Set<string>();
  for (const [i, { id, publicKeys, secretKeys }] of shops.entries()) {
    const names = [`id ${id}`, ...[...publicKeys, ...secretKeys].map(({ key }) => `key ${key}`)];
    for (const name of names) {
      if (!seen.has(name)) seen.add(name);
      else {
        const what = name.startsWith('id ') ? `the id "${id}" is used twice` : 'a key is used twice';
        throw new ArmoireError('INVALID_CONFIG', `shops[${i}]: ${what}`, {
          path: `shops[${i}]`,
          fix: 'Give each shop its own id and keys, and secret keys that differ from public ones.',
        });
      }
    }
  }
  return shops;
}
