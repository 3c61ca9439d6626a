import type { Readable } from 'node:stream';
import { type Instant, money, type ShopId, type TaxBasis } from '@armoire/protocol';
import { Account } from './account.ts';
import { type CheckpointStore, fingerprintOf, skipped } from './checkpoint.ts';
import type { Format } from './format.ts';
import { formatNamed } from './formats/index.ts';
import { type ImportProgress, silent } from './progress.ts';
import type { ImportReport } from './report.ts';
import type { ImportSink } from './sink.ts';
import { openSource, type Source } from './source.ts';
import { Tally } from './tally.ts';
import { BatchWriter } from './writer.ts';

export interface ImportOptions {
  /** A name of {@link formatNamed}. */
  readonly format: string;
  /** A path, plain or gzip; `-` reads standard input. */
  readonly file: string;
  readonly shop: ShopId;
  /** The shop's currency, ISO 4217. */
  readonly currency: string;
  readonly sink: ImportSink;
  readonly clock: { now(): Instant; monotonic(): number };
  /** Shows nothing when absent. */
  readonly progress?: ImportProgress;
  /** Replaces the sink's own place to keep how far the import is. */
  readonly checkpoint?: CheckpointStore;
  /** Stops between two batches; the report then says `interrupted`. */
  readonly signal?: AbortSignal;
  /** Whether prices include tax, for files that do not say. */
  readonly taxBasis?: TaxBasis;
  /** When the contents held, for formats without times; that of the file's last change when absent. */
  readonly asOf?: Instant;
  readonly stdin?: Readable;
}

/**
 * Reads a file into a shop. Every batch is acknowledged by the sink before the place is kept, so an import that died
 * goes on where it was: the file is read again from the start, which gives the same records, and what was
 * acknowledged is left out. Bad rows do not stop it; they are in the report.
 *
 * @throws ArmoireError for an unknown format, a file that cannot be read or is no such format; what the sink throws
 */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
  const format = formatNamed(options.format);
  money(0, options.currency);
  const progress = options.progress ?? silent;
  const tally = new Tally();
  const state = { stage: 'opening', bytes: 0, total: 0 };
  const onBytes = (count: number): void => {
    state.bytes += count;
    progress.update({ ...state, rows: tally.scanned });
  };
  const source = await openSource(options.file, {
    onBytes,
    ...(options.stdin ? { stdin: options.stdin } : {}),
  });
  state.total = source.size * format.passes;
  try {
    return await importSource(format, source, options, tally, (stage) => {
      state.stage = stage;
    });
  } finally {
    progress.done();
    await source.dispose();
  }
}

async function importSource(
  format: Format,
  source: Source,
  { shop, currency, taxBasis, sink, clock, signal, ...options }: ImportOptions,
  tally: Tally,
  stage: (name: string) => void,
): Promise<ImportReport> {
  const start = clock.monotonic();
  // Standard input was just now copied: only the caller can know a better time.
  const asOf = options.asOf ?? (source.name === '-' ? clock.now() : source.modifiedAt);
  const place = options.checkpoint ?? sink.checkpoint;
  const fingerprint = fingerprintOf(source, format.name, shop, [currency, taxBasis ?? '']);
  const resumedAfter = skipped(await place.read(), fingerprint);
  let at = { written: resumedAfter, line: 0 };
  const writer = new BatchWriter(sink, resumedAfter, async (written, line) => {
    at = { written, line };
    await place.write({ version: 1, fingerprint, written, line, complete: false });
  });
  const account = new Account();
  const context = { currency, asOf, tally, stage, ...(taxBasis === undefined ? {} : { taxBasis }) };
  let stopped = false;
  try {
    for await (const record of format.read(source, context)) {
      stopped = signal?.aborted === true;
      if (stopped) break;
      account.add(record);
      if ('use' in record) await writer.add(record);
    }
    if (!stopped) {
      await writer.finish();
      await place.write({ version: 1, fingerprint, ...at, complete: true });
    }
  } finally {
    // Nothing may still be on its way to the sink when the caller closes it.
    await writer.settle();
  }
  return {
    format: format.name,
    file: source.name,
    shop,
    status: stopped ? 'interrupted' : 'complete',
    rows: {
      read: tally.read,
      ...account.used,
      setAside: account.setAsideRows,
      rejected: account.rejectedRows,
    },
    balanced: account.rows === tally.read,
    products: account.products,
    events: account.events,
    written: { ...writer.written, resumedAfter },
    setAside: account.setAside,
    rejected: account.rejected,
    notes: tally.notes,
    assumptions: format.assumptions,
    elapsed: clock.monotonic() - start,
  };
}
