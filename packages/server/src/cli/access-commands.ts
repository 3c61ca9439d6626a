import type { Command } from 'commander';
import type { CreateKeyCommand, RevokeKeyCommand, RotateKeyCommand } from './commands/keys.ts';
import type { RoleCommand, UserCommand } from './commands/users.ts';
import type { Action } from './program.ts';

const commands = {
  listKeys: async () => (await import('./commands/keys.ts')).listKeys,
  createKey: async () => (await import('./commands/keys.ts')).createKey,
  rotateKey: async () => (await import('./commands/keys.ts')).rotateKey,
  revokeKey: async () => (await import('./commands/keys.ts')).revokeKey,
  listUsers: async () => (await import('./commands/users.ts')).listUsers,
  addUser: async () => (await import('./commands/users.ts')).addUser,
  setRole: async () => (await import('./commands/users.ts')).setRole,
  setPassword: async () => (await import('./commands/users.ts')).setPassword,
  removeUser: async () => (await import('./commands/users.ts')).removeUser,
};

/** Makes a command below another, with the options that all have. */
type Below = (name: string, description: string) => Command;

const theShop = ['--shop <id>', 'the shop; the only one when absent'] as const;

/** `armoire keys …`. */
export function addKeys(action: Action, below: Below): void {
  below('list', 'say what keys there are, and until when')
    .option(...theShop)
    .action(action(commands.listKeys));
  below('create', 'make a key, and show it once')
    .argument('<name>', 'what the audit log calls its holder')
    .option('--kind <kind>', 'secret or public', 'secret')
    .option('--scope <scope...>', 'what a secret key may do, such as catalog:write')
    .option('--expires <time>', 'for how long it counts, such as 90d; without an end when absent')
    .option(...theShop)
    .action((name: string, options: Omit<CreateKeyCommand, 'name'>) =>
      action(commands.createKey)({ ...options, name }),
    );
  below('rotate', 'make a key in the place of another, which ends a while later')
    .argument('<id>', 'the id of the old key')
    .option('--overlap <time>', 'for how long both count', '24h')
    .option(...theShop)
    .action((id: string, options: Omit<RotateKeyCommand, 'id'>) =>
      action(commands.rotateKey)({ ...options, id }),
    );
  below('revoke', 'end a key at once and for good')
    .argument('<id>', 'the id of the key')
    .option(...theShop)
    .action((id: string, options: Omit<RevokeKeyCommand, 'id'>) =>
      action(commands.revokeKey)({ ...options, id }),
    );
}

/** `armoire users …`. */
export function addUsers(action: Action, below: Below): void {
  below('list', 'say who may log in')
    .option(...theShop)
    .action(action(commands.listUsers));
  below('add', 'let somebody log in; the password is read from standard input or ARMOIRE_PASSWORD')
    .argument('<email>')
    .option('--role <role>', 'viewer, editor or owner', 'viewer')
    .option(...theShop)
    .action((email: string, options: Omit<RoleCommand, 'email'>) =>
      action(commands.addUser)({ ...options, email }),
    );
  below('role', 'change what somebody may do')
    .argument('<email>')
    .argument('<role>', 'viewer, editor or owner')
    .option(...theShop)
    .action((email: string, role: string, options: Omit<RoleCommand, 'email' | 'role'>) =>
      action(commands.setRole)({ ...options, email, role }),
    );
  below('password', 'set a new password, read like that of add, and log out everywhere')
    .argument('<email>')
    .option(...theShop)
    .action((email: string, options: Omit<UserCommand, 'email'>) =>
      action(commands.setPassword)({ ...options, email }),
    );
  below('remove', 'let somebody log in no more')
    .argument('<email>')
    .option(...theShop)
    .action((email: string, options: Omit<UserCommand, 'email'>) =>
      action(commands.removeUser)({ ...options, email }),
    );
}
