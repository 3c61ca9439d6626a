export type { BadCode, BadEntry } from './bad.ts';
export type { Chunks } from './lines.ts';
export { type ObdEntry, type ObdItem, readObd, readObdItems } from './obd.ts';
export { readVw, type VwOptions } from './vw.ts';
export type {
  CbEntry,
  CcbEntry,
  ContinuousEntry,
  CostsEntry,
  NoteEntry,
  ObservationEntry,
  SlatesEntry,
  SupervisedEntry,
  VwAction,
  VwEntry,
  VwFeature,
  VwOutcome,
  VwProbability,
  VwSlot,
} from './vw-entry.ts';
export type { VwLayout } from './vw-text.ts';
