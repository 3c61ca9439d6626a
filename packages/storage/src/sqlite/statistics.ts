import type { Database } from 'better-sqlite3';

/** A large shop: plans that are good there are good everywhere. */
const rows = 1_000_000;
/** How many rows of it have the same value in a column; one where the column is not named. */
const sharing: Readonly<Record<string, number>> = {
  shop: rows,
  point: rows / 10,
  state: rows / 10,
  kind: rows / 10,
  product: 1000,
  customer: 100,
  session: 100,
  shopper: 100,
  subject: 100,
  unit: 100,
  at: 10,
  due: 10,
  run_at: 10,
};

interface Statistic {
  readonly tbl: string;
  readonly idx: string;
  readonly stat: string;
}

/**
 * Tells SQLite what the tables will hold. Knowing nothing, it takes the shop for selective, finds all of a shop's
 * events by primary key and looks through them; and what `analyze` would measure depends on the day it is run.
 *
 * See https://sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables
 */
export function plantStatistics(connection: Database): void {
  const wanted = statistics(connection);
  connection
    .transaction(() => {
      // Makes the table of statistics where there is none.
      connection.exec('analyze sqlite_schema');
      const known = connection.prepare<[], Statistic>('select tbl, idx, stat from sqlite_stat1').all();
      if (new Set([...known, ...wanted].map((one) => JSON.stringify(one))).size === known.length) return;
      connection.exec(`delete from sqlite_stat1 where tbl glob 'armoire_*'`);
      const insert = connection.prepare('insert into sqlite_stat1 (tbl, idx, stat) values (?, ?, ?)');
      for (const { tbl, idx, stat } of wanted) insert.run(tbl, idx, stat);
    })
    .immediate();
  // Reads them.
  connection.exec('analyze sqlite_schema');
}

/** For each index, in SQLite's notation: the number of rows, then how many share the first column, the first two, … */
function statistics(connection: Database): Statistic[] {
  const indexes = connection
    .prepare<[], { tbl: string; idx: string; columns: string }>(
      // A primary key goes by the name of its table.
      `select t.name as tbl, iif(i.origin = 'pk', t.name, i.name) as idx,
         group_concat(c.name, ' ' order by c.seqno) as columns
       from pragma_table_list as t, pragma_index_list(t.name) as i, pragma_index_info(i.name) as c
       where t.name glob 'armoire_*' group by t.name, i.name`,
    )
    .all();
  return indexes.map(({ tbl, idx, columns }) => {
    let share = rows;
    const shares = columns.split(' ').map((column) => {
      share = Math.min(share, sharing[column] ?? 1);
      return share;
    });
    return { tbl, idx, stat: [rows, ...shares].join(' ') };
  });
}
