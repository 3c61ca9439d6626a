import { addFixed, type StateDelta, type StateName, type SumRow } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { parsed } from './json.ts';

const keyColumns = { key: 'text', bucket: 'integer' } as const;
const columns = {
  shop: 'text',
  state: 'text',
  key: 'text',
  bucket: 'integer',
  numbers: 'text',
  revision: 'integer',
} as const;
const columnNames = Object.keys(columns) as (keyof typeof columns)[];

export async function readSums(
  { db }: Connection,
  shop: ShopId,
  state: StateName,
): Promise<readonly SumRow[]> {
  const rows = await db
    .selectFrom('armoire_sums')
    .select(['key', 'bucket', 'numbers'])
    .where('shop', '=', shop)
    .where('state', '=', state)
    .orderBy('key')
    .orderBy('bucket')
    .execute();
  return rows.map(({ key, bucket, numbers }) => ({ key, bucket, values: parsed<number[]>(numbers) }));
}

/** Rows of all states that changed after a revision, as they are now. */
export async function readSumsSince(
  { db }: Connection,
  shop: ShopId,
  since: number,
): Promise<readonly StateDelta[]> {
  const rows = await db
    .selectFrom('armoire_sums')
    .select(['state', 'key', 'bucket', 'numbers'])
    .where('shop', '=', shop)
    .where('revision', '>', since)
    .execute();
  const states = new Map<StateName, SumRow[]>();
  for (const { state, key, bucket, numbers } of rows) {
    const known = states.get(state) ?? [];
    known.push({ key, bucket, values: parsed<number[]>(numbers) });
    states.set(state, known);
  }
  return [...states].map(([state, sums]) => ({ state, rows: sums }));
}

/**
 * Adds deltas to what is stored, exactly: integers are added in JavaScript, between a read and a write of the same
 * transaction.
 */
export async function mergeSums(
  connection: Connection,
  shop: ShopId,
  deltas: readonly StateDelta[],
  revision: number,
): Promise<void> {
  const states = new Map<StateName, Map<string, SumRow>>();
  for (const { state, rows } of deltas) {
    const sums = states.get(state) ?? new Map<string, SumRow>();
    states.set(state, sums);
    for (const row of rows) add(state, sums, row);
  }
  for (const [state, sums] of states) {
    if (sums.size === 0) continue;
    for (const row of await stored(connection, shop, state, sums)) add(state, sums, row);
    await write(connection, shop, state, sums, revision);
  }
}

function add(state: StateName, sums: Map<string, SumRow>, row: SumRow): void {
  const name = `${row.bucket}:${row.key}`;
  const known = sums.get(name)?.values;
  if (known !== undefined && known.length !== row.values.length)
    throw widthChanged(state, known.length, row.values.length);
  // Even a first contribution is added, to zero: the addition is what refuses numbers that are not exact.
  sums.set(name, { ...row, values: row.values.map((value, i) => addFixed(known?.[i] ?? 0, value)) });
}

/** The stored rows with the keys and buckets of the new ones. */
async function stored(
  { db, bulk }: Connection,
  shop: ShopId,
  state: StateName,
  sums: ReadonlyMap<string, SumRow>,
): Promise<readonly SumRow[]> {
  const keys = [...sums.values()].map(({ key, bucket }) => [key, bucket]);
  const rows = await db
    .selectFrom('armoire_sums')
    .select(['key', 'bucket', 'numbers'])
    .where('shop', '=', shop)
    .where('state', '=', state)
    .where(sql<boolean>`(key, bucket) in (${bulk.rows(keyColumns, keys)})`)
    .execute();
  return rows.map(({ key, bucket, numbers }) => ({ key, bucket, values: parsed<number[]>(numbers) }));
}

async function write(
  { db, bulk }: Connection,
  shop: ShopId,
  state: StateName,
  sums: ReadonlyMap<string, SumRow>,
  revision: number,
): Promise<void> {
  const rows = [...sums.values()].map(({ key, bucket, values }) => [
    shop,
    state,
    key,
    bucket,
    JSON.stringify(values),
    revision,
  ]);
  await db
    .insertInto('armoire_sums')
    .columns(columnNames)
    .expression(bulk.rows(columns, rows))
    .onConflict((conflict) =>
      conflict.columns(['shop', 'state', 'key', 'bucket']).doUpdateSet((row) => ({
        numbers: row.ref('excluded.numbers'),
        revision: row.ref('excluded.revision'),
      })),
    )
    .execute();
}

function widthChanged(state: StateName, width: number, other: number): ArmoireError {
  return new ArmoireError('INTERNAL', `Sums of "${state}" have ${other} numbers, not ${width}`, {
    fix: 'The state was written by another version of the policy: raise the version of the policy.',
  });
}
