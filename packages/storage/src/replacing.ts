import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ArmoireError } from '@armoire/protocol';

/** Writes a file beside the one that it replaces once it is whole. */
export async function replacing(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const file = resolve(path);
  const part = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(part, { force: true });
    await write(part);
    renameSync(part, file);
    for (const end of ['-wal', '-shm']) rmSync(`${part}${end}`, { force: true });
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof ArmoireError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new ArmoireError('STORAGE_UNAVAILABLE', `${file} could not be written (${said})`, {
      fix: 'Choose a path that this user may write, on a disk with room.',
      cause: error,
    });
  }
}
