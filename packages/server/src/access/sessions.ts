import { randomBytes, randomUUID } from 'node:crypto';
import type { Login, User } from '@armoire/core';
import { day, hour, type Instant, minute } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import type { Identified } from './identified.ts';
import { digestOf, isDigestOf } from './key-text.ts';
import { scopesOf } from './roles.ts';

/** Without a request for so long, a login ends. */
const idle = 12 * hour;
/** However busy, it ends after so long. */
export const longestLogin = 7 * day;
/** The end is moved, which is a write, when that wins so much. */
const step = 15 * minute;

/** What the browser keeps: which login of which shop, and the proof. */
export interface Ticket {
  readonly shop: string;
  readonly id: string;
  readonly token: string;
}

export interface Opened {
  readonly who: Identified;
  readonly ticket: Ticket;
}

/** Logs somebody in; undefined for a wrong email or password, which take the same time. */
export async function openSession(
  shop: ShopRuntime,
  email: string,
  password: string,
): Promise<Opened | undefined> {
  const { users, logins, audit } = shop.storage;
  const user = await users.get(shop.id, email);
  const { right, stale } = await shop.passwords.verify(password, user?.password);
  if (user === undefined || !right) return undefined;
  if (stale) {
    await users.change(shop.id, email, { password: await shop.passwords.hash(password) }, user.stamp);
  }
  const now = shop.clock.now();
  await logins.end(shop.id, { expiredBefore: now });
  const token = randomBytes(32).toString('base64url');
  const login: Login = {
    id: randomBytes(16).toString('hex'),
    digest: digestOf(token).toString('hex'),
    email,
    stamp: user.stamp,
    createdAt: now,
    expiresAt: now + idle,
  };
  await logins.add(shop.id, login);
  await audit.append([
    { id: randomUUID(), shop: shop.id, at: now, actor: email, action: 'user.login', subject: email },
  ]);
  return {
    who: identified(shop, user, login.id, login.expiresAt),
    ticket: { shop: shop.id, id: login.id, token },
  };
}

/** Who holds a ticket: undefined when the login has ended, or its user is gone or has another password since. */
export async function findSession(
  shop: ShopRuntime,
  { id, token }: Pick<Ticket, 'id' | 'token'>,
): Promise<Identified | undefined> {
  const { users, logins } = shop.storage;
  const now = shop.clock.now();
  const login = await logins.get(shop.id, id);
  if (login === undefined || !isDigestOf(login.digest, token) || login.expiresAt <= now) return undefined;
  const user = await users.get(shop.id, login.email);
  if (user === undefined || user.stamp !== login.stamp) return undefined;
  const expiresAt = Math.min(now + idle, login.createdAt + longestLogin);
  if (expiresAt < login.expiresAt + step) return identified(shop, user, id, login.expiresAt);
  await logins.extend(shop.id, id, expiresAt);
  return identified(shop, user, id, expiresAt);
}

function identified(shop: ShopRuntime, { email, role }: User, id: string, expiresAt: Instant): Identified {
  return { shop, actor: email, scopes: scopesOf(role), session: { id, role, expiresAt } };
}
