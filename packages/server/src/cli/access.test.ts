import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { inFolder, type World, world } from '../../test/world.ts';

const server = resolve(import.meta.dirname, '../..');
const main = join(server, 'src/cli/main.ts');
const password = 'correct horse battery';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command, with a text on its standard input. */
async function run(
  cwd: string,
  args: readonly string[],
  input = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=armoire-source', main, ...args], {
    cwd,
    env: { ...process.env, ...env },
  });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

/** A shop that is served, and a folder with its configuration from which commands are run. */
function served(body: (folder: string, shop: World) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    mkdirSync(join(folder, 'node_modules/@armoire'), { recursive: true });
    symlinkSync(server, join(folder, 'node_modules/@armoire/server'));
    const storage = `sqlite:${join(folder, 'shop.db')}`;
    const shops = [{ id: 'lamps', currency: 'EUR' }];
    writeFileSync(join(folder, 'armoire.config.json'), JSON.stringify({ storage, shops }));
    const shop = await world({ config: { storage, tokens: { secret: 'x'.repeat(32) } }, at: Date.now() });
    try {
      await body(folder, shop);
    } finally {
      await shop.armoire.close();
    }
  });
}

async function statusOf(shop: World, key: string): Promise<number> {
  shop.clock.advanceTo(Date.now());
  await shop.armoire.runDue();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = { query: '{ killSwitch }' };
  return (await shop.ask('/admin/graphql', { method: 'POST', headers, body })).status;
}

it(
  'makes, lists, rotates and revokes keys, of which a shop that is served hears',
  () =>
    served(async (folder, shop) => {
      const armoire = async (...args: string[]) => JSON.parse((await run(folder, [...args, '--json'])).out);
      const { key, stored } = await armoire(
        'keys',
        'create',
        'erp',
        '--scope',
        'decisions:read',
        'orders:write',
      );
      expect(stored).toMatchObject({ name: 'erp', scopes: ['decisions:read', 'orders:write'] });
      expect(await statusOf(shop, key)).toBe(200);
      const next = await armoire('keys', 'rotate', stored.id, '--overlap', '0s');
      expect([await statusOf(shop, key), await statusOf(shop, next.key)]).toEqual([401, 200]);
      await armoire('keys', 'revoke', next.stored.id);
      expect(await statusOf(shop, next.key)).toBe(401);
      const { keys } = await armoire('keys', 'list');
      expect(keys.map(({ id }: { id: string }) => id)).toEqual([stored.id, next.stored.id]);
      expect(JSON.stringify(keys)).not.toContain('digest');
      const lines = await shop.armoire.storage.audit.list('lamps', 10);
      expect(lines.map(({ action }) => action)).toEqual(['key.revoke', 'key.rotate', 'key.create']);
      expect(lines.every(({ actor }) => actor.startsWith('cli:'))).toBe(true);

      const wrong = await run(folder, ['keys', 'create', 'x', '--scope', 'order:write']);
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('Did you mean orders:write?')]);
      expect((await run(folder, ['keys', 'rotate', stored.id, '--overlap', 'soon'])).code).toBe(2);
      expect((await run(folder, ['keys', 'revoke', 'none'])).code).toBe(2);
      expect((await run(folder, ['keys', 'list'])).out).toContain('erp (secret decisions:read orders:write)');
    }),
  120_000,
);

it(
  'adds users with a password from standard input or the environment, and changes and removes them',
  () =>
    served(async (folder, shop) => {
      const login = async (given: string) => {
        const body = { email: 'dora@shop.example', password: given };
        return (await shop.ask('/admin/login', { method: 'POST', body })).status;
      };
      const dora = 'dora@shop.example';
      const added = await run(folder, ['users', 'add', dora, '--role', 'editor', '--json'], `${password}\n`);
      expect([added.code, added.err, JSON.parse(added.out)]).toMatchObject([
        0,
        '',
        { user: { role: 'editor' } },
      ]);
      expect(await login(password)).toBe(200);
      const env = { ARMOIRE_PASSWORD: 'another horse battery' };
      expect((await run(folder, ['users', 'password', dora], '', env)).code).toBe(0);
      expect([await login(password), await login(env.ARMOIRE_PASSWORD)]).toEqual([401, 200]);
      expect((await run(folder, ['users', 'role', dora, 'owner'])).out).toContain('owner');
      const listed = JSON.parse((await run(folder, ['users', 'list', '--json'])).out);
      expect(listed.users).toEqual([{ email: dora, role: 'owner', createdAt: expect.any(Number) }]);
      expect((await run(folder, ['users', 'remove', dora])).code).toBe(0);
      expect(await login(env.ARMOIRE_PASSWORD)).toBe(401);

      for (const [args, input] of [
        [['users', 'add', dora], ''],
        [['users', 'add', dora], 'short\n'],
        [['users', 'add', dora, '--role', 'king'], `${password}\n`],
        [['users', 'remove', dora], ''],
      ] as const) {
        const { code, out, err } = await run(folder, args, input);
        expect([args, code, err.trim().split('\n').length]).toEqual([args, 2, 1]);
        expect(`${out}${err}`).not.toContain(password);
      }
    }),
  120_000,
);
