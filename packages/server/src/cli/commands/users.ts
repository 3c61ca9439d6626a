import { userSummary } from '../../access/index.ts';
import { type AccessCommand, withAccess } from '../access.ts';
import { type Output, print } from '../output.ts';
import { readPassword } from '../password.ts';

/** `armoire users list`: who may log in. */
export async function listUsers(output: Output, command: AccessCommand): Promise<number> {
  const users = (await withAccess(command, ({ users }) => users.list())).map(userSummary);
  const lines = users.map(({ email, role }) => `${email}  ${role}`);
  print(output, { users }, lines.length === 0 ? 'Nobody may log in' : lines.join('\n'));
  return 0;
}

export interface UserCommand extends AccessCommand {
  readonly email: string;
}

export interface RoleCommand extends UserCommand {
  readonly role: string;
}

/** `armoire users add`: the password comes from standard input or ARMOIRE_PASSWORD. */
export async function addUser(output: Output, command: RoleCommand): Promise<number> {
  const { email, role } = command;
  const password = await readPassword();
  const user = userSummary(
    await withAccess(command, ({ users, by }) => users.add({ email, role, password }, by)),
  );
  print(output, { user }, `${user.email} may log in as ${user.role}`);
  return 0;
}

/** `armoire users role`: holds from the user's next request on. */
export async function setRole(output: Output, command: RoleCommand): Promise<number> {
  const { email, role } = command;
  const user = userSummary(await withAccess(command, ({ users, by }) => users.setRole(email, role, by)));
  print(output, { user }, `${user.email} is ${user.role} now`);
  return 0;
}

/** `armoire users password`: logs the user out everywhere. */
export async function setPassword(output: Output, command: UserCommand): Promise<number> {
  const password = await readPassword();
  const user = userSummary(
    await withAccess(command, ({ users, by }) => users.setPassword(command.email, password, by)),
  );
  print(output, { user }, `${user.email} has a new password, and is logged out everywhere`);
  return 0;
}

/** `armoire users remove`: logs the user out everywhere, too. */
export async function removeUser(output: Output, command: UserCommand): Promise<number> {
  await withAccess(command, ({ users, by }) => users.remove(command.email, by));
  print(output, { removed: command.email }, `${command.email} may no longer log in`);
  return 0;
}
