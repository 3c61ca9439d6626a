export { contentHash } from './content-hash.ts';
export { beta, draw, gamma, normal, normals } from './distributions.ts';
export { hashString } from './hash.ts';
export { type Rng, seededRng } from './rng.ts';
