export { type Asked, encodeActions, entryFeatures } from './actions.ts';
export { candidateSet, candidateSetText, quantized, readCandidateSet } from './candidate-set.ts';
export type { CandidateEntry, CandidateSet, Decision, Reason, Source, Unit } from './decision.ts';
export { loggedRow, loggedScores, type ModelRecord, modelRecord } from './model-record.ts';
export { settleSlots, slotsAhead, slotUnit } from './slots.ts';
