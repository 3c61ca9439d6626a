import type { StoredKey, User } from '@armoire/core';
import type { AccessGateway, KeySummary, UserSummary } from '@armoire/graphql';
import type { ShopRuntime } from '../runtime/index.ts';
import { KeyAdmin, type MadeKey } from './key-admin.ts';
import { UserAdmin } from './user-admin.ts';

/** What the merchant's schema may ask about access to a shop that is served. */
export function accessGateway({ id, storage, clock, settings, keys, passwords }: ShopRuntime): AccessGateway {
  const parts = { shop: id, storage, clock };
  const configured = [...settings.publicKeys, ...settings.secretKeys].map(({ name }) => name);
  const keyAdmin = new KeyAdmin({ ...parts, configured, changed: () => keys.load() });
  const userAdmin = new UserAdmin({ ...parts, passwords });
  return {
    keys: async () => (await keyAdmin.list()).map(keySummary),
    createKey: async (key, by) => shown(await keyAdmin.create(key, by)),
    rotateKey: async (id, overlap, by) => shown(await keyAdmin.rotate(id, overlap, by)),
    revokeKey: async (id, by) => keySummary(await keyAdmin.revoke(id, by)),
    users: async () => (await userAdmin.list()).map(userSummary),
    addUser: async (user, by) => userSummary(await userAdmin.add(user, by)),
    setRole: async (email, role, by) => userSummary(await userAdmin.setRole(email, role, by)),
    setPassword: async (email, password, by) => userSummary(await userAdmin.setPassword(email, password, by)),
    removeUser: (email, by) => userAdmin.remove(email, by),
  };
}

function shown({ key, stored }: MadeKey) {
  return { key, stored: keySummary(stored) };
}

export function keySummary({ digest: _, ...key }: StoredKey): KeySummary {
  return key;
}

export function userSummary({ email, role, createdAt }: User): UserSummary {
  return { email, role, createdAt };
}
