export type { CycleMode } from './course.ts';
export { type CycleReport, nextCycle, PriceCycle } from './cycle.ts';
export { type AskedProposal, PriceDesk, type PriceDeskOptions, type Ruling } from './desk.ts';
export { withoutEchoes } from './echoes.ts';
export type { NewId } from './entries.ts';
export type { CycleOptions } from './options.ts';
export { PolicyProposer } from './policy-proposer.ts';
export type { Charged, Proposed, Proposer, Standing } from './proposer.ts';
