import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ArmoireError } from '@armoire/protocol';
import type { Settings, ShopSettings } from './config/index.ts';

interface Kept {
  tokens?: string;
  keys?: Record<string, { public: string; secret: string }>;
}

/** The file in which secrets are kept that nobody configured; none for a database in memory. */
function secretsFile({ secrets, storage }: Settings): string | undefined {
  if (secrets !== undefined) return resolve(secrets);
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(storage)?.[1];
  // Never in the database: whoever may read that, or a backup of it, is not to be able to sign.
  if (path === undefined) return resolve('armoire.secrets.json');
  return path === ':memory:' ? undefined : resolve(`${path}.secrets.json`);
}

/** A new key of a shop. */
export function newKey(kind: 'public' | 'secret'): string {
  return `${kind === 'public' ? 'pk' : 'sk'}_${randomBytes(24).toString('base64url')}`;
}

/**
 * Fills in what the configuration leaves out: the secret that signs decision tokens, and keys of shops. They are made
 * once, and kept in a file that only this user may read: beside a SQLite database, or where the configuration says.
 */
export function completeSecrets(settings: Settings): Settings {
  const { tokens, shops } = settings;
  const keyless = shops.filter(
    ({ publicKeys, secretKeys }) => publicKeys.length === 0 || secretKeys.length === 0,
  );
  if (tokens.secret !== undefined && keyless.length === 0) return settings;
  const file = secretsFile(settings);
  const kept = file === undefined || !existsSync(file) ? {} : readKept(file);
  const before = JSON.stringify(kept);
  kept.tokens ??= randomBytes(32).toString('base64url');
  kept.keys ??= {};
  for (const { id } of keyless) kept.keys[id] ??= { public: newKey('public'), secret: newKey('secret') };
  if (file !== undefined && JSON.stringify(kept) !== before) write(file, kept);
  return {
    ...settings,
    tokens: { ...tokens, secret: tokens.secret ?? kept.tokens },
    shops: shops.map((shop) => withKeys(shop, kept.keys?.[shop.id])),
  };
}

function withKeys(shop: ShopSettings, keys: { public: string; secret: string } | undefined): ShopSettings {
  if (keys === undefined) return shop;
  const { publicKeys, secretKeys } = shop;
  return {
    ...shop,
    publicKeys: publicKeys.length > 0 ? publicKeys : [{ name: 'public key 1', key: keys.public }],
    secretKeys: secretKeys.length > 0 ? secretKeys : [{ name: 'secret key', key: keys.secret }],
  };
}

function readKept(file: string): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch (cause) {
    throw new ArmoireError('INVALID_CONFIG', `${file} cannot be read`, {
      fix: 'Let this user read it. If it is damaged, delete it: new keys are made, and tokens given out so far end.',
      cause,
    });
  }
}

/** Written whole under another name first: a half-written file would lock the shop out. */
function write(file: string, kept: Kept): void {
  const half = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(half, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    renameSync(half, file);
  } catch (cause) {
    throw new ArmoireError('INVALID_CONFIG', `${file} cannot be written`, {
      fix: 'Let this user write that folder, or configure keys and tokens.secret.',
      cause,
    });
  }
}
