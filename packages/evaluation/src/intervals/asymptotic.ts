import { criticalValue, ratio, type Totals } from '../statistics/index.ts';
import type { Interval } from './interval.ts';

/**
 * The normal interval of a mean or a ratio, R ± z·se, with the standard error of {@link ratio}: for IPS the usual one
 * of a mean, for SNIPS the delta method's Σ w²(r − V̂)² / (Σw)² (Owen 2013, section 9.2).
 */
export function asymptotic(units: readonly Totals[], level: number): Interval {
  const { value, standardError } = ratio(units);
  const margin = criticalValue(level) * standardError;
  return { low: value - margin, high: value + margin, level, method: 'asymptotic' };
}
