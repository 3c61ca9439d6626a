import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { environment } from './command.ts';
import { freePort, type Installed, ownPrefix } from './install.ts';

/** A store that runs, with the plugin or without it. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  /** What it has printed. */
  said(): string;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const running = new Set<Running>();

/** Ends what a test that failed has left behind. */
export async function endStores(): Promise<void> {
  await Promise.all([...running].map((store) => store.stop('SIGKILL')));
}

/** A store of its own for one file of tests: a copy of the seeded database, and of the folder but for what npm put there. */
export async function ownStore(
  { folder, env }: Installed,
  config: (text: string) => string = (text) => text,
): Promise<Installed> {
  const name = `${ownPrefix}${randomUUID().replaceAll('-', '')}`;
  const own = join(dirname(folder), name);
  cpSync(folder, own, { recursive: true, filter: (path) => !path.startsWith(join(folder, 'node_modules')) });
  symlinkSync(join(folder, 'node_modules'), join(own, 'node_modules'));
  const file = join(own, 'medusa-config.ts');
  writeFileSync(file, config(readFileSync(file, 'utf8')));
  const url = new URL(env.DATABASE_URL ?? '');
  const template = url.pathname.slice(1);
  url.pathname = '/postgres';
  await query(url.href, `create database ${name} template ${template} strategy file_copy`);
  url.pathname = `/${name}`;
  return { folder: own, env: { ...env, DATABASE_URL: url.href } };
}

/** Runs one statement past Medusa. */
export async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts `medusa start`; resolves when it answers. */
export async function start({ folder, env }: Installed, more: Record<string, string> = {}): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, ['node_modules/.bin/medusa', 'start'], {
    cwd: folder,
    env: environment({ ...env, ...more, PORT: String(port) }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  let ended = false;
  void closed.then(() => {
    ended = true;
    running.delete(store);
  });
  const store: Running = {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    said: () => said,
    stop(signal = 'SIGTERM') {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // Ended before.
      }
      return closed;
    },
  };
  running.add(store);
  const answers = async () => {
    if (ended) throw new Error(`The store ended:\n${said.slice(-4000)}`);
    return await fetch(`${store.url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  await until('the store answers', answers, 100_000);
  return store;
}

/** Polls until something holds; fails with what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  patience = 60_000,
): Promise<NonNullable<T>> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found as NonNullable<T>;
    if (performance.now() > end) throw new Error(`In vain: ${what}`);
    await sleep(100);
  }
}

/** An answer, whatever its status. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** Asks a store over HTTP, as pages and the admin do. */
export class Asker {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url }: Pick<Running, 'url'>, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...this.#headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : text) as T };
  }

  /** What must succeed. */
  async get<T>(path: string): Promise<T> {
    return checked(path, await this.ask<T>('GET', path));
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return checked(path, await this.ask<T>('POST', path, body));
  }

  async graphql<T>(path: string, query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.post<{ data?: T; errors?: unknown }>(path, { query, variables });
    if (data === undefined || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }
}

function checked<T>(path: string, { status, body }: Answer<T>): T {
  if (status >= 200 && status < 300) return body;
  throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
}

/** Signs in as the store's admin. */
export async function signIn(store: Running, { env }: Installed): Promise<Asker> {
  const { token } = await new Asker(store).post<{ token: string }>('/auth/user/emailpass', {
    email: env.ADMIN_EMAIL,
    password: env.ADMIN_PASSWORD,
  });
  return new Asker(store, { authorization: `Bearer ${token}` });
}

/** Comes as a page does that has the publishable key of this title. */
export async function asShopper(store: Running, admin: Asker, title = 'Web shop'): Promise<Asker> {
  const { api_keys } = await admin.get<{ api_keys: { token: string; title: string }[] }>(
    '/admin/api-keys?type=publishable',
  );
  const token = api_keys.find((key) => key.title === title)?.token;
  return new Asker(store, { 'x-publishable-api-key': token ?? '' });
}
