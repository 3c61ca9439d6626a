export type { Occasion } from './features.ts';
export { merge, type Proposals } from './proposals.ts';
export { Ranker, type RankerOptions, type Ranking } from './ranker.ts';
