import { statSync } from 'node:fs';
import type { Instant } from '@armoire/protocol';
import { sqlitePath } from '../options.ts';

/** The room that simulated shoppers leave their traces in. */
export interface Disk {
  /** Whether nothing more is to be written. */
  isFull(): boolean;
  /** Drops the decisions that are older, with what they chose from; what was learned of them stays. */
  clear(before: Instant): Promise<void>;
}

/**
 * The room of a database: a file in which simulated shoppers may take so much. Of a database elsewhere the demo knows no
 * size.
 *
 * @param most bytes of the file and its log
 */
export function diskOf(storage: string, most: number, clear: Disk['clear']): Disk {
  const file = sqlitePath(storage);
  const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return {
    clear,
    isFull: () => file !== undefined && file !== ':memory:' && size(file) + size(`${file}-wal`) >= most,
  };
}
