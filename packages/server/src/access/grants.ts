import { randomUUID } from 'node:crypto';
import type { AuditLine, Clock } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import type { Storage } from '@armoire/storage';
import type { Actor } from './identified.ts';

/** Where access is changed: of which shop, in which storage. */
export interface AccessParts {
  readonly shop: ShopId;
  readonly storage: Pick<Storage, 'keys' | 'users' | 'logins' | 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Nobody gives away, or takes over, more than they have.
 *
 * @throws ArmoireError FORBIDDEN, naming what is missing
 */
export function checkGrant(by: Actor, scopes: Iterable<string>): void {
  const missing = [...scopes].filter((scope) => !by.scopes.has(scope));
  if (missing.length === 0) return;
  throw new ArmoireError('FORBIDDEN', `Nobody can give what they do not have: ${missing.join(', ')}`, {
    fix: 'Leave these scopes out, or ask an owner of the shop.',
  });
}

/** Writes down who changed what about the access to a shop. */
export async function writeDown(
  { shop, storage, clock }: AccessParts,
  by: Actor,
  line: Pick<AuditLine, 'action' | 'subject' | 'before' | 'after'>,
): Promise<void> {
  await storage.audit.append([{ id: randomUUID(), shop, at: clock.now(), actor: by.name, ...line }]);
}
