export { chiSquareTail } from './chi-square.ts';
export { criticalValue, normalBelow, normalQuantile } from './normal.ts';
export {
  differenceOf,
  influences,
  type Part,
  type Parts,
  partOf,
  quotient,
  standardErrorOf,
  sumOfRatios,
  unitsOf,
  withoutEach,
} from './parts.ts';
export { type Ratio, ratio, type Totals } from './ratio.ts';
export { solvePositive } from './solve.ts';
export { studentCritical, studentTail } from './student.ts';
