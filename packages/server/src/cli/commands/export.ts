import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import { exportPerson, openStorage, type Storage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { idsOf } from '../../people/index.ts';
import { type Output, print } from '../output.ts';
import { type ProgressLine, progressLine } from '../progress.ts';
import { shopOf } from '../shop.ts';

export interface ExportCommand {
  readonly person: readonly string[];
  readonly file?: string;
  readonly config?: string;
  readonly shop?: string;
}

/** `armoire export`: everything that is held of a person, a line of JSON for each thing; first all their ids. */
export async function exportData(output: Output, options: ExportCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const { id: shop } = shopOf(settings, options.shop);
  const handle = options.file === undefined ? undefined : await create(resolve(options.file));
  try {
    const storage = await openStorage({ url: settings.storage });
    try {
      const write = (text: string) =>
        handle === undefined ? output.out(text) : handle.writeFile(`${text}\n`);
      const done = await writeAll(storage, shop, options.person, write, progressLine(output));
      const { file } = options;
      if (file !== undefined)
        print(output, { file: resolve(file), ...done }, `Wrote ${done.records} records to ${file}`);
      return 0;
    } finally {
      await storage.close();
    }
  } finally {
    await handle?.close();
  }
}

async function writeAll(
  storage: Storage,
  shop: ShopId,
  person: readonly string[],
  write: (text: string) => Promise<void> | void,
  line: ProgressLine,
): Promise<{ readonly ids: readonly string[]; readonly records: number }> {
  const ids = await idsOf(storage, shop, person);
  await write(JSON.stringify({ kind: 'ids', value: ids }));
  let records = 0;
  for await (const record of exportPerson(storage, shop, ids)) {
    await write(JSON.stringify(record));
    records++;
    if (records % 100 === 0) line.show(`${records.toLocaleString('en-US')} records`);
  }
  line.end();
  return { ids, records };
}

/** A file that only this user may read, and that was not there before. */
async function create(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (cause) {
    throw new ArmoireError('INVALID_INPUT', `${file} cannot be made: ${(cause as Error).message}`, {
      fix: 'Name a file that is not there yet, in a folder that this user may write.',
      cause,
    });
  }
}
