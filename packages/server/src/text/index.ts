export { openTextNeighbours } from './open.ts';
export type { TextNeighbours } from './text-neighbours.ts';
