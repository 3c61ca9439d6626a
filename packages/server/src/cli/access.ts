import { userInfo } from 'node:os';
import { openStorage } from '@armoire/storage';
import { type Actor, allScopes, KeyAdmin, Passwords, UserAdmin } from '../access/index.ts';
import { loadConfig, resolveConfig } from '../config/index.ts';
import { systemClock } from '../runtime/index.ts';
import { shopOf } from './shop.ts';

export interface AccessCommand {
  readonly config?: string;
  readonly shop?: string;
}

export interface Access {
  readonly keys: KeyAdmin;
  readonly users: UserAdmin;
  readonly by: Actor;
}

/** Names of keys that Armoire makes by itself where the configuration has none. */
const made = ['public key 1', 'secret key'];

/** Opens the storage for a command about access; nodes that run hear of what it changes. */
export async function withAccess<T>(
  command: AccessCommand,
  body: (access: Access) => Promise<T>,
): Promise<T> {
  const { config } = await loadConfig(command.config);
  const settings = resolveConfig(config);
  const { id: shop, publicKeys, secretKeys } = shopOf(settings, command.shop);
  const storage = await openStorage({ url: settings.storage });
  try {
    const parts = { shop, storage, clock: systemClock };
    const configured = [...publicKeys, ...secretKeys].map(({ name }) => name).concat(made);
    return await body({
      keys: new KeyAdmin({ ...parts, configured, changed: async () => {} }),
      users: new UserAdmin({ ...parts, passwords: new Passwords() }),
      // Whoever may open the database may do everything.
      by: { name: `cli:${userName()}`, scopes: allScopes },
    });
  } finally {
    await storage.close();
  }
}

/** A user of a container need not have a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
