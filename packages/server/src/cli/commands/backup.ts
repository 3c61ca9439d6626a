import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openStorage } from '@armoire/storage';
import { loadConfig, resolveConfig } from '../../config/index.ts';
import { type Output, print } from '../output.ts';

export interface BackupCommand {
  readonly file: string;
  readonly config?: string;
}

/** `armoire backup`: everything as of one instant, into one file, while the shop runs. */
export async function backup(output: Output, options: BackupCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const file = resolve(options.file);
  const storage = await openStorage({ url: resolveConfig(config).storage });
  try {
    await storage.backup({ to: file });
  } finally {
    await storage.close();
  }
  const { size } = statSync(file);
  print(
    output,
    { file, bytes: size },
    `Wrote ${file}, ${(size / 1e6).toFixed(1)} MB. Keys and secrets are not in it.`,
  );
  return 0;
}
