/** Databases of both dialects, as the storage's own tests make them. */
export { type Both, dialects, startBoth } from '../../storage/src/testing.ts';
