import Database from 'better-sqlite3';
import pg from 'pg';
import { type EventLoad, perRequest } from './event-load.ts';

/** As many as Armoire's own pool has. */
const connections = 10;
const table = 'create table raw_events (shop text, id text, body text, primary key (shop, id))';

/** Rows a second that a program inserts which does nothing else, one request's worth a transaction. */
export type RawInserts = (seconds: number, load: EventLoad) => Promise<number>;

/** Into a file of its own, with the durability of Armoire's. */
export function rawSqlite(file: string): RawInserts {
  return async (seconds, load) => {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`drop table if exists raw_events; ${table} without rowid`);
    const insert = db.prepare('insert into raw_events values (?, ?, ?)');
    const all = db.transaction((events: readonly { readonly id: string }[]) => {
      for (const event of events) insert.run('bench', event.id, JSON.stringify(event));
    });
    let count = 0;
    const started = performance.now();
    while (performance.now() - started < seconds * 1000) {
      all(load.batch(Date.now()));
      count += perRequest;
    }
    const rate = (count * 1000) / (performance.now() - started);
    db.close();
    return rate;
  };
}

/** Into a table beside Armoire's, over as many connections, one prepared statement a transaction. */
export function rawPostgres(url: string): RawInserts {
  return async (seconds, load) => {
    const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query(`drop table if exists raw_events; ${table}`);
    let count = 0;
    const started = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        while (performance.now() - started < seconds * 1000) {
          const events = load.batch(Date.now());
          await client.query({
            name: 'insert',
            text: `insert into raw_events select 'bench', id, body from unnest($1::text[], $2::text[]) as raw(id, body)`,
            values: [events.map(({ id }) => id), events.map((event) => JSON.stringify(event))],
          });
          count += perRequest;
        }
      }),
    );
    const rate = (count * 1000) / (performance.now() - started);
    await Promise.all(clients.map((client) => client.end()));
    return rate;
  };
}
