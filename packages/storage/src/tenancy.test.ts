import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { query } from './postgres/testing.ts';
import { type Both, dialects, opened, startBoth } from './testing.ts';

let both: Both;

beforeAll(async () => {
  both = await startBoth();
}, 60_000);
afterAll(() => both.stop());

/** The first column of the primary key of each table of Armoire's own. */
async function firstOfKeys(url: string): Promise<Readonly<Record<string, unknown>>> {
  const rows = url.startsWith('sqlite:') ? onSqlite(url.slice(7)) : await query(url, onPostgres);
  return Object.fromEntries(rows.map(({ name, first }) => [String(name), first]));
}

function onSqlite(file: string): readonly Record<string, unknown>[] {
  const connection = new Sqlite(file, { readonly: true });
  try {
    return connection
      .prepare<[], Record<string, unknown>>(
        `select t.name, (select c.name from pragma_table_info(t.name) c where c.pk = 1) as first
         from pragma_table_list t
         where t.type = 'table' and t.name glob 'armoire_*' and t.name not glob 'armoire_migrations*'`,
      )
      .all();
  } finally {
    connection.close();
  }
}

const onPostgres = `
  select c.relname as name, (
    select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indrelid = c.oid and i.indisprimary
  ) as first
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
    and c.relname like 'armoire\\_%' and c.relname not like 'armoire\\_migrations%'`;

it.each(dialects)('on %s the shop stands first in every primary key', async (dialect) => {
  const url = await both.make(dialect);
  await opened(url, async () => {});
  const { armoire_leases: leases, ...others } = await firstOfKeys(url);
  // Leases belong to nodes.
  expect(leases).toBe('name');
  expect(Object.keys(others)).toEqual(
    expect.arrayContaining(['armoire_events', 'armoire_keys', 'armoire_users']),
  );
  expect(Object.entries(others).filter(([, first]) => first !== 'shop')).toEqual([]);
});
