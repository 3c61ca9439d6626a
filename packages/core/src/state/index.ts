export { addFixed, fromFixed, scale, toFixed } from './fixed-point.ts';
export { firstReadBucket, type SumRow, Sums, type SumsSpec } from './sums.ts';
