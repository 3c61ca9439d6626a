import type { Source } from './source.ts';

/** How far an import of a file was acknowledged. */
export interface Checkpoint {
  readonly version: 1;
  /** What was imported how: another file, or another reading of it, starts from the beginning. */
  readonly fingerprint: string;
  /** Products and events that the sink acknowledged, in the order of the file. */
  readonly written: number;
  /** Line of the last of them. */
  readonly line: number;
  /** Whether the file was imported to its end. */
  readonly complete: boolean;
}

/** Where an import keeps its place; one for each shop and import. Kept beside what it counts. */
export interface CheckpointStore {
  read(): Promise<Checkpoint | undefined>;
  write(checkpoint: Checkpoint): Promise<void>;
}

/** Everything that decides which records a file yields. */
export function fingerprintOf(
  source: Source,
  format: string,
  shop: string,
  settings: readonly string[],
): string {
  return [format, shop, ...settings, source.size, source.sha256].join(' ');
}

/**
 * How many products and events to skip. A finished import starts over: the sink knows what it has, and what was
 * lost from it meanwhile comes back.
 */
export function skipped(checkpoint: Checkpoint | undefined, fingerprint: string): number {
  if (checkpoint === undefined || checkpoint.complete || checkpoint.version !== 1) return 0;
  return checkpoint.fingerprint === fingerprint ? checkpoint.written : 0;
}
