export { popularInCategory } from './popular.ts';
export type { Candidate, CandidateQuery, CandidateSource } from './source.ts';
export { type TogetherOptions, together } from './together.ts';
export { trending } from './trending.ts';
