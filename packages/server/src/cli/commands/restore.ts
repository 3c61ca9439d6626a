import { type ErasedPerson, openStorage, restoreStorage } from '@armoire/storage';
import { fromEnvironment, loadConfig, resolveConfig, storageUrl } from '../../config/index.ts';
import { subtractFrom } from '../../people/index.ts';
import { type Output, print } from '../output.ts';
import { copied, progressLine } from '../progress.ts';

export interface RestoreCommand {
  readonly file: string;
  readonly to: string;
  readonly config?: string;
  readonly erasedIn?: string;
}

/** `armoire restore`: a backup into an empty storage; whoever was erased since is forgotten again. */
export async function restore(output: Output, options: RestoreCommand): Promise<number> {
  const { config } = await loadConfig(options.config);
  const { shops } = resolveConfig(config);
  const to = storageUrl(fromEnvironment(options.to, '--to'), '--to');
  const erased = await erasedIn(
    options.erasedIn,
    shops.map(({ id }) => id),
  );
  const line = progressLine(output);
  const report = await restoreStorage({
    from: options.file,
    to,
    erased,
    subtract: subtractFrom(shops),
    progress: (progress) => line.show(copied(progress)),
  }).finally(line.end);
  print(
    output,
    report,
    `${report.rows.toLocaleString('en-US')} rows restored; ${report.erasedAgain} of ${erased.length} people erased since were forgotten again.`,
  );
  return 0;
}

/** Who was erased in the storage that the backup replaces. */
async function erasedIn(
  given: string | undefined,
  shops: readonly string[],
): Promise<readonly ErasedPerson[]> {
  if (given === undefined) return [];
  const url = storageUrl(fromEnvironment(given, '--erased-in'), '--erased-in');
  const storage = await openStorage({ url });
  try {
    return (await Promise.all(shops.map((shop) => storage.people.erased(shop)))).flat();
  } finally {
    await storage.close();
  }
}
