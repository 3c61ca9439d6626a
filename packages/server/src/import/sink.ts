import type { CatalogChange, ShopEvent } from '@armoire/protocol';
import type { CheckpointStore } from './checkpoint.ts';

/**
 * Where an import puts what it reads. Calls come one after another, in the order of the file. Each resolves only when
 * its batch is durable, and may be given a batch that it has already.
 */
export interface ImportSink {
  /** `stale` are changes that were not newer than what the catalogue knew. */
  applyCatalog(
    changes: readonly CatalogChange[],
  ): Promise<{ readonly applied: number; readonly stale: number }>;
  /** `duplicates` are events whose ids the log knew. */
  appendEvents(
    events: readonly ShopEvent[],
  ): Promise<{ readonly accepted: number; readonly duplicates: number }>;
  readonly checkpoint: CheckpointStore;
}
