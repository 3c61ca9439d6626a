import { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { Connection } from '../stores/connection.ts';
import { makeStores, type Stores } from '../stores/index.ts';
import { bulk } from './bulk.ts';
import { PostgresDialect } from './dialect.ts';
import { isBroken } from './errors.ts';
import { now } from './now.ts';
import type { Client, Pool } from './pool.ts';
import { queuedJobs } from './queued-jobs.ts';

/** One connection, with the stores over it. */
export interface Session {
  readonly client: Client;
  readonly connection: Connection;
  readonly stores: Stores;
}

/** The connections of a pool, each with stores of its own, which it keeps as long as it lives. */
export class Sessions {
  readonly #pool: Pool;
  readonly #known = new WeakMap<Client, Session>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Lends a connection; one that broke is not lent again. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      const result = await work(this.#session(client));
      client.release();
      return result;
    } catch (error) {
      client.release(isBroken(error instanceof Error && error.cause !== undefined ? error.cause : error));
      throw error;
    }
  }

  /** Lends a connection for as long as the borrower likes. */
  async keep(): Promise<{ readonly session: Session; release(): void }> {
    const client = await this.#pool.connect();
    return { session: this.#session(client), release: () => client.release() };
  }

  #session(client: Client): Session {
    const known = this.#known.get(client);
    if (known !== undefined) return known;
    const db = new Kysely<Database>({ dialect: new PostgresDialect(client) });
    const connection = { db, bulk, now, queue: queuedJobs(client) };
    const session = { client, connection, stores: makeStores(connection) };
    this.#known.set(client, session);
    return session;
  }
}
