import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ArmoireError } from '@armoire/protocol';
import { openStorage } from '../open.ts';
import { erasePerson, type Subtract } from '../people.ts';
import type { ErasedPerson } from '../stores/people.ts';
import { type MoveOptions, type MoveReport, moveStorage } from './move.ts';

export interface RestoreOptions extends Omit<MoveOptions, 'from'> {
  /** Path of the backup, which stays as it is. */
  readonly from: string;
  /** Who was erased since the backup was made: `people.erased` of the storage that it replaces. */
  readonly erased?: readonly ErasedPerson[];
  /** Takes what their samples taught out of the sums; the sums stay as they are when absent. */
  readonly subtract?: Subtract;
}

export interface RestoreReport extends MoveReport {
  /** How many of the erasures found somebody to forget again. */
  readonly erasedAgain: number;
}

/** Brings a backup into an empty storage, and forgets again whoever was erased since it was made. */
export async function restoreStorage(options: RestoreOptions): Promise<RestoreReport> {
  const { from, erased = [], subtract = () => [], ...rest } = options;
  if (!existsSync(from)) throw noBackup(resolve(from));
  const folder = mkdtempSync(join(tmpdir(), 'armoire-restore-'));
  try {
    // A copy, since an old backup is brought to the newest schema before it is read.
    const copy = join(folder, 'armoire.db');
    copyFileSync(from, copy);
    const report = await moveStorage({ ...rest, from: `sqlite:${copy}` });
    return { ...report, erasedAgain: await eraseAgain(options.to, erased, subtract) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function eraseAgain(url: string, erased: readonly ErasedPerson[], subtract: Subtract): Promise<number> {
  if (erased.length === 0) return 0;
  const storage = await openStorage({ url });
  try {
    let found = 0;
    for (const { shop, at, names: hashes } of erased) {
      const names = await storage.people.named(shop, hashes);
      if (names.length === 0) continue;
      await erasePerson(storage, shop, names, at, subtract);
      found++;
    }
    return found;
  } finally {
    await storage.close();
  }
}

function noBackup(path: string): ArmoireError {
  return new ArmoireError('NOT_FOUND', `There is no backup at ${path}`, {
    fix: 'Give the path of a file that backup wrote.',
    path: 'from',
  });
}
