export { chiSquareTail } from './chi-square.ts';
export { criticalValue, normalQuantile } from './normal.ts';
export { type Ratio, ratio, type Totals } from './ratio.ts';
