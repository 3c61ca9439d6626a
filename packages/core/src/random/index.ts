export { beta, draw, gamma, normal } from './distributions.ts';
export { contentHash, hashString } from './hash.ts';
export { type Rng, seededRng } from './rng.ts';
