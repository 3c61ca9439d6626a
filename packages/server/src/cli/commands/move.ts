import { moveStorage } from '@armoire/storage';
import { fromEnvironment, storageUrl } from '../../config/index.ts';
import { type Output, print } from '../output.ts';
import { copied, progressLine } from '../progress.ts';

export interface MoveCommand {
  readonly from: string;
  readonly to: string;
}

/** `armoire move`: everything from one storage into another, empty one. Broken off, the same command goes on. */
export async function move(output: Output, options: MoveCommand): Promise<number> {
  const from = storageUrl(fromEnvironment(options.from, '--from'), '--from');
  const to = storageUrl(fromEnvironment(options.to, '--to'), '--to');
  const line = progressLine(output);
  const report = await moveStorage({ from, to, progress: (progress) => line.show(copied(progress)) }).finally(
    line.end,
  );
  print(
    output,
    report,
    [
      `${report.rows.toLocaleString('en-US')} rows moved${report.resumed ? ', going on from an earlier try' : ''}; both sides are the same:`,
      ...report.tables.map(({ table, rows, checksum }) => `  ${table}: ${rows} rows, ${checksum}`),
      'Now give the new URL to every node as its storage.',
    ].join('\n'),
  );
  return 0;
}
