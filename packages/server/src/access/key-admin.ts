import type { StoredKey } from '@armoire/core';
import { ArmoireError, type Duration, day, type Instant } from '@armoire/protocol';
import { type AccessParts, checkGrant, writeDown } from './grants.ts';
import type { Actor } from './identified.ts';
import { type KeyKind, makeKey } from './key-text.ts';
import { scopes as known, parseScopes } from './scopes.ts';

export interface NewKey {
  readonly name: string;
  readonly kind: KeyKind;
  readonly scopes: readonly string[];
  readonly expiresAt?: Instant;
}

/** A key with its text, which is shown this once. */
export interface MadeKey {
  readonly key: string;
  readonly stored: StoredKey;
}

export interface KeyAdminParts extends AccessParts {
  /** Names of the keys of the configuration: the audit log has to tell all holders apart. */
  readonly configured: readonly string[];
  /** Resolves when this process, if it serves, goes by what is stored now. */
  readonly changed: () => Promise<void>;
}

const longestOverlap = 30 * day;

/** Makes, replaces and ends the keys that a store holds. */
export class KeyAdmin {
  readonly #parts: KeyAdminParts;

  constructor(parts: KeyAdminParts) {
    this.#parts = parts;
  }

  list(): Promise<readonly StoredKey[]> {
    return this.#parts.storage.keys.list(this.#parts.shop);
  }

  /** @throws ArmoireError INVALID_INPUT, CONFLICT for a name that is taken, FORBIDDEN */
  async create({ name, kind, scopes, expiresAt }: NewKey, by: Actor): Promise<MadeKey> {
    checkName(name);
    const given = parseScopes(scopes);
    if (kind === 'secret' && given.length === 0) throw noScopes(`Name some of ${known.join(', ')}.`);
    if (kind === 'public' && given.length > 0)
      throw noScopes('Leave them out: a public key serves pages alone.');
    checkGrant(by, given);
    const now = this.#parts.clock.now();
    if (expiresAt !== undefined && expiresAt <= now) throw past();
    const taken = (await this.list()).some((key) => key.name === name && isLive(key, now));
    if (taken || this.#parts.configured.includes(name)) throw nameTaken(name);
    const stored = {
      name,
      kind,
      scopes: given,
      createdAt: now,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    };
    return await this.#add(stored, by, 'key.create');
  }

  /**
   * Makes a key that may do the same; the old one ends when the overlap does.
   *
   * @throws ArmoireError NOT_FOUND, INVALID_INPUT, FORBIDDEN, CONFLICT for a key that has ended or was rotated
   */
  async rotate(id: string, overlap: Duration, by: Actor): Promise<MadeKey> {
    if (!(overlap >= 0 && overlap <= longestOverlap)) {
      throw new ArmoireError('INVALID_INPUT', 'Two keys overlap for at most 30 days', {
        path: 'overlap',
        fix: 'Give a time from 0 to 30 days.',
      });
    }
    const now = this.#parts.clock.now();
    const all = await this.list();
    const old = all.find((key) => key.id === id);
    if (old === undefined) throw noKey(id);
    checkGrant(by, old.scopes);
    const newer = all.find(
      (key) => key.name === old.name && key.createdAt > old.createdAt && isLive(key, now),
    );
    if (newer !== undefined || !isLive(old, now)) throw notCurrent(old, newer);
    const { name, kind, scopes, createdAt, expiresAt } = old;
    const until = expiresAt === undefined ? {} : { expiresAt: now + (expiresAt - createdAt) };
    const end = { id, expiresAt: now + Math.round(overlap) };
    return await this.#add({ name, kind, scopes, createdAt: now, ...until }, by, 'key.rotate', end);
  }

  /** Ends a key at once and for good. @throws ArmoireError NOT_FOUND */
  async revoke(id: string, by: Actor): Promise<StoredKey> {
    const { storage, shop, clock, changed } = this.#parts;
    const before = (await this.list()).find((key) => key.id === id);
    const after = await storage.keys.revoke(shop, id, clock.now());
    if (after === undefined) throw noKey(id);
    await changed();
    if (before?.revokedAt === undefined) {
      await writeDown(this.#parts, by, { action: 'key.revoke', subject: id, before: before && told(before) });
    }
    return after;
  }

  async #add(
    fields: Omit<StoredKey, 'id' | 'digest'>,
    by: Actor,
    action: string,
    replaced?: { readonly id: string; readonly expiresAt: Instant },
  ): Promise<MadeKey> {
    const { storage, shop, changed } = this.#parts;
    const { id, key, digest } = makeKey(fields.kind);
    const stored = { ...fields, id, digest };
    await storage.keys.add(shop, stored, replaced);
    await changed();
    const before = replaced === undefined ? {} : { before: replaced };
    await writeDown(this.#parts, by, { action, subject: id, ...before, after: told(stored) });
    return { key, stored };
  }
}

/** Whether a key counts at a time. */
function isLive({ revokedAt, expiresAt }: StoredKey, now: Instant): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now);
}

/** What the audit log says of a key. */
function told({ name, kind, scopes, expiresAt }: StoredKey): object {
  return { name, kind, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function checkName(name: string): void {
  // Nobody is to be taken for a user, whom the audit log calls by email.
  if (/^[^\p{C}@]{1,100}$/u.test(name) && name.trim() === name) return;
  throw new ArmoireError('INVALID_INPUT', 'A key has a name of 1 to 100 characters, without @', {
    path: 'name',
    fix: 'Call it by what uses it, such as erp or storefront.',
  });
}

function noScopes(fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', 'A secret key has scopes, and a public one has none', {
    path: 'scopes',
    fix,
  });
}

function past(): ArmoireError {
  return new ArmoireError('INVALID_INPUT', 'The key would have expired already', {
    path: 'expiresAt',
    fix: 'Give a time to come, or none.',
  });
}

function nameTaken(name: string): ArmoireError {
  return new ArmoireError('CONFLICT', `There is a key "${name}" already`, {
    path: 'name',
    fix: 'Rotate that key, or take another name.',
  });
}

function noKey(id: string): ArmoireError {
  return new ArmoireError('NOT_FOUND', `There is no key "${id}"`, {
    path: 'id',
    fix: 'Take the id from the list of keys; those of the configuration are changed there.',
  });
}

function notCurrent({ name }: StoredKey, newer: StoredKey | undefined): ArmoireError {
  return newer === undefined
    ? new ArmoireError('CONFLICT', `The key "${name}" has ended`, { fix: 'Create a new one.' })
    : new ArmoireError('CONFLICT', `The key "${name}" was rotated already`, { fix: `Rotate ${newer.id}.` });
}
