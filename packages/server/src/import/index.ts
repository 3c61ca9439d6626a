export type { Checkpoint } from './checkpoint.ts';
export { createProgress } from './progress.ts';
export { formatReport, type ImportReport } from './report.ts';
export { type ImportOptions, runImport } from './run.ts';
export type { ImportSink } from './sink.ts';
