import type { Kind, Ledger, Note } from './ledger.ts';

/** The part of knex that Medusa lends. */
export interface Database {
  raw(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** Its table, in the schema that Armoire has in Medusa's database. Made when it is not there. */
export async function postgresLedger(database: Database, schema: string, shop: string): Promise<Ledger> {
  const table = `"${schema}"."medusa_told"`;
  // Several processes of a store start at once, and PostgreSQL's "if not exists" does not wait for the others.
  await database.raw(
    `do $$ begin
       perform pg_advisory_xact_lock(hashtext('armoire ${schema}'));
       create schema if not exists "${schema}";
       create table if not exists ${table} (
         shop text not null, kind text not null, id text collate "C" not null, note text not null,
         primary key (shop, kind, id)
       );
     end $$`,
  );
  return {
    async get(kind, ids) {
      if (ids.length === 0) return new Map();
      const { rows } = await database.raw(
        `select id, note from ${table} where shop = ? and kind = ? and id in (select jsonb_array_elements_text(?::jsonb))`,
        [shop, kind, JSON.stringify(ids)],
      );
      return new Map(rows.map(({ id, note }) => [String(id), String(note)]));
    },
    async put(kind: Kind, notes: readonly Note[]) {
      if (notes.length === 0) return;
      const newest = new Map(notes.map(({ id, text }) => [id, text]));
      await database.raw(
        `insert into ${table} (shop, kind, id, note)
         select ?, ?, key, value from jsonb_each_text(?::jsonb)
         on conflict (shop, kind, id) do update set note = excluded.note`,
        [shop, kind, JSON.stringify(Object.fromEntries(newest))],
      );
    },
    async remove(kind, ids) {
      if (ids.length === 0) return;
      await database.raw(
        `delete from ${table} where shop = ? and kind = ? and id in (select jsonb_array_elements_text(?::jsonb))`,
        [shop, kind, JSON.stringify(ids)],
      );
    },
    async page(kind, limit, after) {
      const { rows } = await database.raw(
        `select id, note from ${table} where shop = ? and kind = ? and id > ? order by id limit ?`,
        [shop, kind, after, limit],
      );
      return rows.map(({ id, note }) => ({ id: String(id), text: String(note) }));
    },
  };
}
