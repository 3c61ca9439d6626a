import type { CatalogChange, ErrorBody, Instant, ShopEvent, TaxBasis } from '@armoire/protocol';
import type { Source } from './source.ts';
import type { Tally } from './tally.ts';

/** What rows of a file became. */
export type RowUse = 'products' | 'purchases' | 'refunds' | 'events';

/** Rows that became products or events. A product drawn from rows that are counted elsewhere has `rows: 0`. */
export interface UsedRows {
  /** Line of the file, from 1, of the row that completed the record. */
  readonly line: number;
  readonly rows: number;
  readonly use: RowUse;
  readonly changes?: readonly CatalogChange[];
  readonly events?: readonly ShopEvent[];
}

/** A row that is sound, but is no product and no order line: postage, a stock correction. */
export interface SetAsideRow {
  readonly line: number;
  readonly rows?: number;
  readonly setAside: { readonly code: string; readonly reason: string };
}

/** A row that could not be read: what was wrong with it, and what to do. */
export interface RejectedRow {
  readonly line: number;
  readonly rows?: number;
  readonly rejected: ErrorBody;
}

export type ImportRecord = UsedRows | SetAsideRow | RejectedRow;

export interface FormatContext {
  /** ISO 4217; the shop's, and that of prices in files that name none. */
  readonly currency: string;
  /** Whether prices of files that do not say so include tax; the protocol's default when absent. */
  readonly taxBasis?: TaxBasis;
  /** When the file's contents held, for formats whose products carry no time of their own. */
  readonly asOf: Instant;
  readonly tally: Tally;
  /** Says what is being done now, for the progress display. */
  stage(name: string): void;
}

/**
 * A shape of file. The same file, context and version of the format yield the same records in the same order:
 * an interrupted import reads again from the start and skips what was acknowledged, so it relies on this.
 */
export interface Format {
  readonly name: string;
  /** How often the file is read from start to end. */
  readonly passes: number;
  /** What the file does not say and the format takes for granted, for the report. */
  readonly assumptions: readonly string[];
  /** @throws ArmoireError when the file as a whole is not of this format; single bad rows are yielded */
  read(source: Source, context: FormatContext): AsyncIterable<ImportRecord>;
}
