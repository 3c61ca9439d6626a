import { setFlagsFromString } from 'node:v8';
import type { TaxBasis } from '@armoire/protocol';
import { ArmoireError } from '@armoire/protocol';
import { createArmoire } from '../../armoire.ts';
import { loadConfig } from '../../config/index.ts';
import { createProgress, formatReport, runImport } from '../../import/index.ts';
import { createLogger } from '../../logger.ts';
import { importSink, systemClock } from '../../runtime/index.ts';
import { type Output, print } from '../output.ts';

export interface ImportCommand {
  readonly file: string;
  readonly format: string;
  readonly config?: string;
  readonly shop?: string;
  readonly taxBasis?: string;
}

/** `armoire import`: 0 when the file was read to its end, 1 when it was interrupted. The same command goes on. */
export async function importFile(output: Output, options: ImportCommand): Promise<number> {
  const taxBasis = basisOf(options.taxBasis);
  // Rows live for one batch, which is longer than a large nursery is good for: what it promotes is garbage a moment
  // later. A small nursery, and a heap that is collected before it has doubled, halve the memory of a large import for
  // a tenth of its time.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
  const { config } = await loadConfig(options.config);
  const armoire = await createArmoire(config, { log: createLogger('error') });
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once('SIGINT', interrupt);
  try {
    const shop = armoire.shop(options.shop);
    const report = await runImport({
      format: options.format,
      file: options.file,
      shop: shop.id,
      currency: shop.settings.currency,
      sink: importSink(shop),
      clock: systemClock,
      signal: abort.signal,
      ...(taxBasis === undefined ? {} : { taxBasis }),
      ...(output.json ? {} : { progress: createProgress({ stream: process.stderr, clock: systemClock }) }),
    });
    print(output, report, formatReport(report));
    return report.status === 'complete' ? 0 : 1;
  } finally {
    process.removeListener('SIGINT', interrupt);
    await armoire.close();
  }
}

function basisOf(given: string | undefined): TaxBasis | undefined {
  if (given === undefined || given === 'gross' || given === 'net') return given;
  throw new ArmoireError('INVALID_INPUT', `"${given}" is no tax basis`, { fix: 'Use gross or net.' });
}
