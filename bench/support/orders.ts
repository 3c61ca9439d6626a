import type { CatalogChange, ProductId, ShopEvent } from '@armoire/protocol';
import { runImport } from '@armoire/server';
import { dataFile } from './report.ts';

/** A shop's history in the order of time. */
export interface History {
  readonly changes: readonly CatalogChange[];
  readonly events: readonly ShopEvent[];
}

/** Online-retail, read as `armoire import` reads it. */
export async function onlineRetail(): Promise<History> {
  const changes: CatalogChange[] = [];
  const events: ShopEvent[] = [];
  await runImport({
    format: 'online-retail',
    file: dataFile('online-retail/online_retail.csv.gz'),
    shop: 'bench',
    currency: 'GBP',
    clock: { now: () => 0, monotonic: () => performance.now() },
    sink: {
      async applyCatalog(batch) {
        changes.push(...batch);
        return { applied: batch.length, stale: 0 };
      },
      async appendEvents(batch) {
        events.push(...batch);
        return { accepted: batch.length, duplicates: 0 };
      },
      checkpoint: { read: async () => undefined, write: async () => {} },
    },
  });
  return { changes, events: events.sort((a, b) => a.at - b.at) };
}

/** The products of an order, each once; empty for what is none. */
export function productsOf(event: ShopEvent): readonly ProductId[] {
  return event.kind === 'purchase' ? [...new Set(event.lines.map(({ product }) => product))] : [];
}
