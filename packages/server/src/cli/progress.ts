import type { MoveProgress } from '@armoire/storage';
import type { Output } from './output.ts';

/** One line on a terminal's standard error that says how far long work is; nothing where nobody reads it. */
export interface ProgressLine {
  show(text: string): void;
  end(): void;
}

export function progressLine({ json }: Output): ProgressLine {
  if (json || process.stderr.isTTY !== true) return { show: () => {}, end: () => {} };
  return {
    show: (text) => void process.stderr.write(`\r\u001b[K${text}`),
    end: () => void process.stderr.write('\r\u001b[K'),
  };
}

/** `3 of 18: armoire_events, 12,000 rows`. */
export function copied({ table, rows, step, steps }: MoveProgress): string {
  return `${step} of ${steps}: ${table}, ${rows.toLocaleString('en-US')} rows`;
}
