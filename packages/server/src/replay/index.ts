export { type ReplayOptions, type ReplayReport, replayDecisions } from './run.ts';
