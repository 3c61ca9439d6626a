import { type Parts, standardErrorOf, studentCritical, sumOfRatios, unitsOf } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

/**
 * The interval of the central limit theorem, V ± t·se, with the standard error of the influences: for IPS the usual one
 * of a mean, for SNIPS the delta method's Σ w²(r − V̂)² / (Σw)² (Owen 2013, section 9.2), over clusters where rows have
 * them. t is Student's on n − 1 degrees for n units, which is wider than the normal one where units are few.
 */
export function asymptotic(parts: Parts, level: number): Interval {
  const value = sumOfRatios(parts);
  const margin = studentCritical(level, unitsOf(parts) - 1) * standardErrorOf(parts);
  return { low: value - margin, high: value + margin, level, method: 'asymptotic' };
}
