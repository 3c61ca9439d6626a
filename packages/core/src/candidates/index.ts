export { buyAgain } from './buy-again.ts';
export { usualCrowd } from './crowd.ts';
export { newest } from './newest.ts';
export { popularInCategory } from './popular.ts';
export { recentlyViewed } from './recently-viewed.ts';
export { Repeats } from './repeats.ts';
export type { BoardOptions, Candidate, CandidateQuery, CandidateSource } from './source.ts';
export { type TogetherOptions, together } from './together.ts';
export { trending } from './trending.ts';
