import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogChange, ShopEvent } from '@armoire/protocol';
import type { Checkpoint } from './checkpoint.ts';
import type { ImportReport } from './report.ts';
import { type ImportOptions, runImport } from './run.ts';
import type { ImportSink } from './sink.ts';

/** A sink in memory that knows what it has, as a real one does. For tests only. */
export class MemorySink implements ImportSink {
  readonly products = new Map<string, CatalogChange>();
  readonly events = new Map<string, ShopEvent>();
  readonly batches: number[] = [];
  place: Checkpoint | undefined;
  /** Called before each batch is taken. */
  before: () => Promise<void> = async () => {};
  readonly checkpoint = {
    read: async () => this.place,
    write: async (checkpoint: Checkpoint) => {
      this.place = checkpoint;
    },
  };

  async applyCatalog(changes: readonly CatalogChange[]): Promise<{ applied: number; stale: number }> {
    await this.before();
    this.batches.push(changes.length);
    let applied = 0;
    for (const change of changes) {
      if (change.kind !== 'upsert') continue;
      const known = this.products.get(change.product.id);
      if (known?.kind === 'upsert' && known.product.updatedAt >= change.product.updatedAt) continue;
      this.products.set(change.product.id, change);
      applied += 1;
    }
    return { applied, stale: changes.length - applied };
  }

  async appendEvents(events: readonly ShopEvent[]): Promise<{ accepted: number; duplicates: number }> {
    await this.before();
    this.batches.push(events.length);
    const known = this.events.size;
    for (const event of events) if (!this.events.has(event.id)) this.events.set(event.id, event);
    const accepted = this.events.size - known;
    return { accepted, duplicates: events.length - accepted };
  }

  product(id: string) {
    const change = this.products.get(id);
    return change?.kind === 'upsert' ? change.product : undefined;
  }
}

/** Runs an import of a text or of bytes through a temporary file. */
export async function importText(
  content: string | Uint8Array,
  options: Partial<ImportOptions> & { readonly format: string },
): Promise<{ readonly report: ImportReport; readonly sink: MemorySink }> {
  const folder = mkdtempSync(join(tmpdir(), 'armoire-import-test-'));
  const file = join(folder, 'file');
  writeFileSync(file, content);
  const sink = (options.sink as MemorySink | undefined) ?? new MemorySink();
  try {
    return { report: await importFile(file, { ...options, sink }), sink };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function importFile(
  file: string,
  options: Partial<ImportOptions> & { readonly format: string; readonly sink: ImportSink },
): Promise<ImportReport> {
  const clock = { now: () => 1_700_000_000_000, monotonic: () => performance.now() };
  return runImport({ file, shop: 'shop', currency: 'GBP', clock, ...options });
}

/** A file of the development data, where it is; tests of it are skipped by name elsewhere. */
export function dataFile(path: string): string | undefined {
  const folder = process.env.ARMOIRE_DATA;
  return folder === undefined ? undefined : join(folder, path);
}
