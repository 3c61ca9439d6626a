import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PersonName, Who } from '@armoire/core';
import { ArmoireError, type ShopId } from '@armoire/protocol';
import { openStorage, type Storage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { namesOfPerson, personLines } from '../../people/index.ts';
import { type Output, print } from '../output.ts';
import { type PersonOptions, whoOf } from '../person.ts';
import { type ProgressLine, progressLine } from '../progress.ts';
import { shopOf } from '../shop.ts';

export interface ExportCommand extends PersonOptions {
  readonly file?: string;
  readonly config?: string;
  readonly shop?: string;
}

/** `armoire export`: everything that is held of a person, a line of JSON for each thing; first all their names. */
export async function exportData(output: Output, options: ExportCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const settings = resolveConfig(config);
  const { id: shop } = shopOf(settings, options.shop);
  const who = whoOf(options);
  const handle = options.file === undefined ? undefined : await create(resolve(options.file));
  try {
    const storage = await openStorage({ url: settings.storage });
    try {
      const write = (text: string) =>
        handle === undefined ? output.out(text) : handle.writeFile(`${text}\n`);
      const done = await writeAll(storage, shop, who, write, progressLine(output));
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
  who: readonly Who[],
  write: (text: string) => Promise<void> | void,
  line: ProgressLine,
): Promise<{ readonly names: readonly PersonName[]; readonly records: number }> {
  const names = await namesOfPerson(storage, shop, who);
  let records = -1;
  for await (const text of personLines(storage, shop, names)) {
    await write(text);
    records++;
    if (records % 100 === 99) line.show(`${records.toLocaleString('en-US')} records`);
  }
  line.end();
  return { names, records };
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
