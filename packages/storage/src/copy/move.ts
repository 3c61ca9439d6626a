import { ArmoireError } from '@armoire/protocol';
import { mark, unmark } from './marker.ts';
import { clear, type Fingerprint, fingerprint, lastKey, pages, write } from './rows.ts';
import { openSide, type Side } from './side.ts';
import { type CopiedTable, copiedTables } from './tables.ts';

export interface MoveProgress {
  readonly table: string;
  /** Rows of the table that were copied by this run. */
  readonly rows: number;
  /** Number of the table among all, from 1. */
  readonly step: number;
  readonly steps: number;
}

export interface MoveOptions {
  /** URLs as `openStorage` takes them. */
  readonly from: string;
  readonly to: string;
  readonly progress?: (progress: MoveProgress) => void;
  /** Stops between two batches; the same call goes on later. */
  readonly signal?: AbortSignal;
}

/** Proof of a move: what every table holds, the same on both sides. */
export interface MoveReport {
  readonly tables: readonly (Fingerprint & { readonly table: string })[];
  readonly rows: number;
  /** Whether an earlier try had been broken off. */
  readonly resumed: boolean;
}

/**
 * Moves everything from one storage into another, empty one, of whatever dialect. Stop the server first: what it
 * writes meanwhile is noticed at the end, and the move refused. A move that breaks off goes on where it stopped.
 *
 * @throws {@link ArmoireError} CONFLICT when the target is not empty or the source changed meanwhile.
 */
export async function moveStorage(options: MoveOptions): Promise<MoveReport> {
  const from = await openSide(options.from);
  try {
    const to = await openSide(options.to);
    try {
      return await copyAll(from, to, options, true);
    } catch (error) {
      throw to.toArmoireError(error);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** @param still whether the source must not change meanwhile; without, the copy is of the instant at which it begins. */
export async function copyAll(
  from: Side,
  to: Side,
  { progress, signal }: Pick<MoveOptions, 'progress' | 'signal'>,
  still: boolean,
): Promise<MoveReport> {
  const resumed = await mark(from, to);
  await from.begin();
  const tables: (Fingerprint & { readonly table: string })[] = [];
  try {
    for (const [i, table] of copiedTables.entries()) {
      const told = (rows: number) => {
        signal?.throwIfAborted();
        progress?.({ table: table.name, rows, step: i + 1, steps: copiedTables.length });
      };
      tables.push({ table: table.name, ...(await copyTable(from, to, table, told)) });
    }
  } finally {
    await from.end();
  }
  if (still) await refuseChanged(from, tables);
  await unmark(to);
  return { tables, rows: tables.reduce((sum, { rows }) => sum + rows, 0), resumed };
}

/** Copies what is missing, and proves it; a table that changed since an earlier try is copied again from its begin. */
async function copyTable(
  from: Side,
  to: Side,
  table: CopiedTable,
  told: (rows: number) => void,
): Promise<Fingerprint> {
  const wanted = await fingerprint(from, table);
  for (let tries = 0; tries < 2; tries++) {
    let rows = 0;
    told(rows);
    for await (const page of pages(from, table, await lastKey(to, table))) {
      await write(to, table, page);
      rows += page.length;
      told(rows);
    }
    const found = await fingerprint(to, table);
    if (found.rows === wanted.rows && found.checksum === wanted.checksum) return found;
    await clear(to, table);
  }
  throw new ArmoireError('INTERNAL', `${table.name} did not arrive as it was sent`, {
    fix: 'Look at the disks of both databases, and move into a new one.',
  });
}

/** Every change of a shop moves one of its heads or writes one of these tables. */
async function refuseChanged(
  from: Side,
  copied: readonly (Fingerprint & { table: string })[],
): Promise<void> {
  for (const table of copiedTables.filter(({ name }) =>
    /_(heads|consumers|decisions|settings|jobs)$/.test(name),
  )) {
    const { checksum } = await fingerprint(from, table);
    if (copied.find((one) => one.table === table.name)?.checksum === checksum) continue;
    throw new ArmoireError('CONFLICT', `${table.name} of the source changed during the move`, {
      fix: 'Stop the server that writes it, and run the same move again: it goes on where it stopped.',
      path: 'from',
    });
  }
}
