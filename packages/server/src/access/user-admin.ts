import { randomUUID } from 'node:crypto';
import type { User } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { type AccessParts, checkGrant, writeDown } from './grants.ts';
import type { Actor } from './identified.ts';
import type { Passwords } from './passwords.ts';
import { parseRole, scopesOf } from './roles.ts';

export interface UserAdminParts extends AccessParts {
  readonly passwords: Passwords;
}

/** Adds, changes and removes the people who may log in. */
export class UserAdmin {
  readonly #parts: UserAdminParts;

  constructor(parts: UserAdminParts) {
    this.#parts = parts;
  }

  list(): Promise<readonly User[]> {
    return this.#parts.storage.users.list(this.#parts.shop);
  }

  /** @throws ArmoireError INVALID_INPUT, CONFLICT when the user is there, FORBIDDEN */
  async add(
    { email, role, password }: { readonly email: string; readonly role: string; readonly password: string },
    by: Actor,
  ): Promise<User> {
    const { storage, shop, clock, passwords } = this.#parts;
    const user: User = {
      email: requireEmail(email),
      role: parseRole(role),
      password: '',
      stamp: randomUUID(),
      createdAt: clock.now(),
    };
    checkGrant(by, scopesOf(user.role));
    const added = { ...user, password: await passwords.hash(password) };
    await storage.users.add(shop, added);
    await writeDown(this.#parts, by, { action: 'user.add', subject: user.email, after: { role: user.role } });
    return added;
  }

  /** Holds from the next request on. @throws ArmoireError INVALID_INPUT, NOT_FOUND, FORBIDDEN */
  async setRole(email: string, role: string, by: Actor): Promise<User> {
    const { storage, shop } = this.#parts;
    const next = parseRole(role);
    checkGrant(by, scopesOf(next));
    const before = await this.#get(email);
    const after = await storage.users.change(shop, before.email, { role: next });
    if (after === undefined) throw noUser(email);
    const line = {
      action: 'user.role',
      subject: before.email,
      before: { role: before.role },
      after: { role: next },
    };
    await writeDown(this.#parts, by, line);
    return after;
  }

  /** Ends every login of the user. @throws ArmoireError INVALID_INPUT, NOT_FOUND, FORBIDDEN */
  async setPassword(email: string, password: string, by: Actor): Promise<User> {
    const { storage, shop, passwords } = this.#parts;
    const before = await this.#get(email);
    // Whoever sets a password can log in with it.
    checkGrant(by, scopesOf(before.role));
    const fields = { password: await passwords.hash(password), stamp: randomUUID() };
    const after = await storage.users.change(shop, before.email, fields);
    if (after === undefined) throw noUser(email);
    await storage.logins.end(shop, { email: before.email });
    await writeDown(this.#parts, by, { action: 'user.password', subject: before.email });
    return after;
  }

  /** Ends every login of the user, too. @throws ArmoireError NOT_FOUND */
  async remove(email: string, by: Actor): Promise<void> {
    const { storage, shop } = this.#parts;
    const before = await this.#get(email);
    if (!(await storage.users.remove(shop, before.email))) throw noUser(email);
    await storage.logins.end(shop, { email: before.email });
    const line = { action: 'user.remove', subject: before.email, before: { role: before.role } };
    await writeDown(this.#parts, by, line);
  }

  async #get(email: string): Promise<User> {
    const name = emailOf(email);
    const user = name && (await this.#parts.storage.users.get(this.#parts.shop, name));
    if (!user) throw noUser(email);
    return user;
  }
}

/** An email as it is kept; undefined for what is none. */
export function emailOf(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(email) ? email : undefined;
}

function requireEmail(text: string): string {
  const email = emailOf(text);
  if (email !== undefined) return email;
  throw new ArmoireError('INVALID_INPUT', `"${text.slice(0, 100)}" is no email`, {
    path: 'email',
    fix: 'Write it like dora@shop.example.',
  });
}

function noUser(email: string): ArmoireError {
  return new ArmoireError('NOT_FOUND', `There is no user "${email.slice(0, 100)}"`, {
    path: 'email',
    fix: 'Take the email from the list of users.',
  });
}
