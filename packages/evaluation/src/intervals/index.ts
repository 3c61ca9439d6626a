export { asymptotic } from './asymptotic.ts';
export { bernstein, type ValueRange } from './bernstein.ts';
export { type Bootstrap, bootstrap } from './bootstrap.ts';
export { type IntervalChoice, intervalOf } from './choice.ts';
export type { Interval } from './interval.ts';
