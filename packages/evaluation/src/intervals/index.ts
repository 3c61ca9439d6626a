export { asymptotic } from './asymptotic.ts';
export { bernstein } from './bernstein.ts';
export { type Bootstrap, bootstrap } from './bootstrap.ts';
export type { Interval } from './interval.ts';
