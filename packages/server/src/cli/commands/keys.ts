import type { StoredKey } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { keySummary, type MadeKey } from '../../access/index.ts';
import { parseDuration } from '../../config/index.ts';
import { type AccessCommand, withAccess } from '../access.ts';
import { type Output, print } from '../output.ts';

/** `armoire keys list`: the keys of the store; of no key more than its digest is kept, and not even that is shown. */
export async function listKeys(output: Output, command: AccessCommand): Promise<number> {
  const keys = (await withAccess(command, ({ keys }) => keys.list())).map(keySummary);
  const lines = keys.map((key) => {
    const state = key.revokedAt === undefined ? '' : `, revoked ${iso(key.revokedAt)}`;
    const end = key.expiresAt === undefined ? '' : `, expires ${iso(key.expiresAt)}`;
    const used = key.lastUsedAt === undefined ? 'never used' : `used ${iso(key.lastUsedAt)}`;
    return `${key.id}  ${key.name} (${key.kind}${key.scopes.map((scope) => ` ${scope}`).join('')}), ${used}${end}${state}`;
  });
  print(output, { keys }, lines.length === 0 ? 'The store has no keys' : lines.join('\n'));
  return 0;
}

export interface CreateKeyCommand extends AccessCommand {
  readonly name: string;
  readonly kind: string;
  readonly scope?: readonly string[];
  readonly expires?: string;
}

/** `armoire keys create`: makes a key, and shows it this once. */
export async function createKey(output: Output, command: CreateKeyCommand): Promise<number> {
  const { name, scope: scopes = [], expires } = command;
  const kind = kindOf(command.kind);
  const end = expires === undefined ? {} : { expiresAt: Date.now() + durationOf(expires, '--expires') };
  show(output, await withAccess(command, ({ keys, by }) => keys.create({ name, kind, scopes, ...end }, by)));
  return 0;
}

export interface RotateKeyCommand extends AccessCommand {
  readonly id: string;
  readonly overlap: string;
}

/** `armoire keys rotate`: makes a key that may do the same; the old one ends when the overlap does. */
export async function rotateKey(output: Output, command: RotateKeyCommand): Promise<number> {
  const overlap = durationOf(command.overlap, '--overlap');
  show(output, await withAccess(command, ({ keys, by }) => keys.rotate(command.id, overlap, by)));
  return 0;
}

export interface RevokeKeyCommand extends AccessCommand {
  readonly id: string;
}

/** `armoire keys revoke`: ends a key; nodes that run notice within seconds. */
export async function revokeKey(output: Output, command: RevokeKeyCommand): Promise<number> {
  const key = keySummary(await withAccess(command, ({ keys, by }) => keys.revoke(command.id, by)));
  print(output, { key }, `Revoked ${key.name} (${key.id})`);
  return 0;
}

function show(output: Output, { key, stored }: MadeKey): void {
  print(
    output,
    { key, stored: keySummary(stored) },
    `${key}\n\nThis is shown once: keep it where ${stored.name} finds it.`,
  );
}

function kindOf(text: string): StoredKey['kind'] {
  if (text === 'secret' || text === 'public') return text;
  throw new ArmoireError('INVALID_INPUT', `--kind: "${text}" is neither secret nor public`, {
    fix: 'Use secret for servers, public for pages.',
  });
}

function durationOf(text: string, option: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', `${option}: "${text}" is not a length of time`, {
      fix: 'Write it like 30m, 24h or 90d.',
      cause,
    });
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
