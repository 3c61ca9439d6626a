import pg from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Most connections at once. */
  readonly connections: number;
  /** Longest time for one statement, in ms: waiting for a lock counts. */
  readonly statementTimeout: number;
}

/** PostgreSQL's number of the type int8, which the driver would hand over as text. */
const int8 = 20;

/** What the driver makes of values: offsets and times become numbers, which they fit into exactly. */
const types = {
  getTypeParser(type: number, format?: 'text' | 'binary') {
    if (type === int8) return (text: string) => safeInteger(text);
    return pg.types.getTypeParser(type, format);
  },
};

export type Client = pg.PoolClient;
export type Pool = pg.Pool;

/** Connections to one database. The pool opens them as they are needed, so it is back as soon as the server is. */
export function makePool({ url, connections, statementTimeout }: PoolOptions): Pool {
  const pool = new pg.Pool({ ...settings(url, statementTimeout), max: connections });
  // A connection that breaks while nobody uses it is replaced; one in use rejects what runs on it. Without a
  // listener, either would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A connection of its own, for what has to stay on one. */
export function makeClient(url: string, statementTimeout: number): pg.Client {
  const client = new pg.Client(settings(url, statementTimeout));
  client.on('error', () => {});
  return client;
}

function settings(url: string, statementTimeout: number): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'armoire',
    connectionTimeoutMillis: 5000,
    statement_timeout: statementTimeout,
    // A process that hangs in the middle of a transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
    // A server that vanished without a word is noticed by these two.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(statementTimeout > 0 ? { query_timeout: statementTimeout + 5000 } : {}),
    types,
  };
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is beyond the integers that a number holds`);
  return value;
}
