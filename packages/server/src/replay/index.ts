export { type ReplayReport, replayDecisions } from './run.ts';
