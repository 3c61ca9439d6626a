export type { Checkpoint, CheckpointStore } from './checkpoint.ts';
export { formats } from './formats/index.ts';
export {
  createProgress,
  type ImportProgress,
  type ProgressOptions,
  type ProgressStream,
  silent,
} from './progress.ts';
export { formatReport, type ImportReport } from './report.ts';
export { type ImportOptions, runImport } from './run.ts';
export type { ImportSink } from './sink.ts';
