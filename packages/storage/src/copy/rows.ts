import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { CopiedJob } from '../copied-job.ts';
import type { BulkColumns, BulkRow } from '../stores/connection.ts';
import type { Side, SideQueue } from './side.ts';
import type { CopiedTable } from './tables.ts';

type Value = string | number | null | Uint8Array;
type Row = Readonly<Record<string, Value>>;

/** What the rows of a table are, in whatever order. */
export interface Fingerprint {
  readonly rows: number;
  /** Sum of the first 64 bits of the rows' SHA-256, modulo 2⁶⁴, in hexadecimal. */
  readonly checksum: string;
}

/** Rows read at once. Models are megabytes each. */
function pageOf({ columns }: CopiedTable): number {
  return 'bytes' in columns ? 1 : 2000;
}

/** The queue of a side, for the table whose rows it keeps there. */
function queueOf(side: Side, table: CopiedTable): SideQueue | undefined {
  return table.name === jobs ? side.queue : undefined;
}

const jobs = 'armoire_jobs';

/** A node that ran a job is not there where the copy goes: the lease has run out, and the job is taken up again. */
function rowOf({ status, ...job }: CopiedJob): Row {
  return { ...job, status, lease_until: status === 'running' ? 0 : null };
}

/** The rows after a key, in its order, page by page. */
export async function* pages(
  side: Side,
  table: CopiedTable,
  after?: readonly Value[],
): AsyncIterable<readonly Row[]> {
  const queue = queueOf(side, table);
  if (queue !== undefined) {
    yield (await queue.read()).map(rowOf);
    return;
  }
  const names = Object.keys(table.columns);
  const key = names.slice(0, table.key);
  const order = sql.join(key.map((name) => sql.ref(name)));
  for (let from = after; ; ) {
    const beyond = from === undefined ? sql`true` : sql`(${order}) > (${sql.join([...from])})`;
    const { rows } = await sql<Row>`select ${sql.join(names.map((name) => sql.ref(name)))}
      from ${sql.table(table.name)} where ${beyond} order by ${order} limit ${sql.lit(pageOf(table))}`.execute(
      side.db,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    from = key.map((name) => last[name] ?? null);
  }
}

/** The key of the last row, by which a copy that broke off goes on. */
export async function lastKey(side: Side, table: CopiedTable): Promise<readonly Value[] | undefined> {
  // A queue takes all jobs at once, or none.
  if (queueOf(side, table) !== undefined) return undefined;
  const key = Object.keys(table.columns).slice(0, table.key);
  const descending = sql.join(key.map((name) => sql`${sql.ref(name)} desc`));
  const { rows } = await sql<Row>`select ${sql.join(key.map((name) => sql.ref(name)))}
    from ${sql.table(table.name)} order by ${descending} limit 1`.execute(side.db);
  return rows[0] && key.map((name) => rows[0]?.[name] ?? null);
}

/** Writes rows in one statement, which is a transaction. */
export async function write(side: Side, table: CopiedTable, rows: readonly Row[]): Promise<void> {
  const queue = queueOf(side, table);
  if (queue !== undefined) return await queue.write(rows as unknown as readonly CopiedJob[]);
  if (table.name === 'armoire_events') await side.ensure(rows.map((row) => Number(row.at)));
  const names = Object.keys(table.columns);
  const refs = sql.join(names.map((name) => sql.ref(name)));
  const into = sql`insert into ${sql.table(table.name)} (${refs})`;
  if ('bytes' in table.columns) {
    for (const row of rows) {
      const values = names.map((name) => sql`${binary(row[name] ?? null)}`);
      await sql`${into} values (${sql.join(values)}) on conflict do nothing`.execute(side.db);
    }
    return;
  }
  const values = rows.map((row): BulkRow => names.map((name) => row[name] as string | number | null));
  await sql`${into} ${side.connection.bulk.rows(table.columns as BulkColumns, values)} on conflict do nothing`.execute(
    side.db,
  );
}

export async function fingerprint(side: Side, table: CopiedTable): Promise<Fingerprint> {
  const names = Object.keys(table.columns);
  let rows = 0;
  let sum = 0n;
  for await (const page of pages(side, table)) {
    for (const row of page) {
      rows++;
      const known = table.name === jobs ? atRest(row) : row;
      sum += hashOf(names.map((name) => known[name] ?? null));
    }
  }
  return { rows, checksum: BigInt.asUintN(64, sum).toString(16).padStart(16, '0') };
}

/** A job is the same on both sides whether or not somebody runs it. */
function atRest(job: Row): Row {
  return { ...job, status: job.status === 'running' ? 'waiting' : (job.status ?? null), lease_until: null };
}

/** Deletes everything, so that it can be copied again. */
export async function clear(side: Side, table: CopiedTable): Promise<void> {
  const queue = queueOf(side, table);
  if (queue !== undefined) return await queue.clear();
  await sql`delete from ${sql.table(table.name)}`.execute(side.db);
}

/** Whether a table has any row. */
export async function isFilled(side: Side, table: CopiedTable): Promise<boolean> {
  const queue = queueOf(side, table);
  if (queue !== undefined) return (await queue.read()).length > 0;
  const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(side.db);
  return rows.length > 0;
}

function hashOf(values: readonly Value[]): bigint {
  const hash = createHash('sha256');
  const plain = values.map((value) =>
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value,
  );
  return hash.update(JSON.stringify(plain)).digest().readBigUInt64BE();
}

/** Both drivers take a Buffer, and neither every other view of bytes. */
function binary(value: Value): Value {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}
