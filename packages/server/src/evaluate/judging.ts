import { buffersOf, type Columns } from './columns.ts';
import type { JudgeOptions } from './judge.ts';
import type { PolicyReport } from './report.ts';
import { inThread } from './thread.ts';

/**
 * Judges in a thread of its own, so that resampling and the choice of parameters hold up nobody.
 *
 * @param columns are handed over, and empty afterwards
 * @throws ArmoireError as the estimators do
 */
export function judged(
  columns: Columns,
  options: JudgeOptions,
  signal?: AbortSignal,
): Promise<readonly PolicyReport[]> {
  const entry = new URL('./judge-worker.ts', import.meta.url);
  return inThread(entry, { columns, options }, buffersOf(columns), signal);
}
