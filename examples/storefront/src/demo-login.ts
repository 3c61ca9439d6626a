import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { allScopes } from '@armoire/server';
import type { ShopArmoire } from './armoire.ts';

/** Who may look into the dashboard of the demo. */
export interface DemoLogin {
  readonly email: string;
  readonly password: string;
}

/** Whether nobody but this machine reaches the demo: elsewhere a login that everybody is shown would be none. */
export function isLocal(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

/** The demo's login, with a password that is made at the first start and kept in a file. */
export function demoLogin(file: string, newPassword: () => string): DemoLogin & { readonly isNew: boolean } {
  const isNew = !existsSync(file);
  if (isNew) writeFileSync(file, newPassword(), { mode: 0o600 });
  return { email: 'demo@localhost', password: readFileSync(file, 'utf8').trim(), isNew };
}

/** Sees to it that the login opens the dashboard of this database. */
export async function welcome(
  { merchant }: ShopArmoire,
  { email, password, isNew }: ReturnType<typeof demoLogin>,
): Promise<void> {
  const by = { name: 'the demo', scopes: allScopes };
  const users = await merchant.access.users();
  if (!users.some((user) => user.email === email)) {
    await merchant.access.addUser({ email, role: 'owner', password }, by);
  } else if (isNew) {
    await merchant.access.setPassword(email, password, by);
  }
}
