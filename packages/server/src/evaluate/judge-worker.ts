import { parentPort, workerData } from 'node:worker_threads';
import { ArmoireError } from '@armoire/protocol';
import type { Columns } from './columns.ts';
import { type JudgeOptions, judge } from './judge.ts';
import type { PolicyReport } from './report.ts';
import type { Said } from './thread.ts';

const { columns, options } = workerData as { readonly columns: Columns; readonly options: JudgeOptions };

parentPort?.postMessage(said());

function said(): Said<readonly PolicyReport[]> {
  try {
    return { answer: judge(columns, options) };
  } catch (error) {
    if (!(error instanceof ArmoireError)) throw error;
    // An error loses its class on the way; the other side makes it anew.
    return { error: error.toJSON() };
  }
}
