import type { Arm } from '@armoire/core';
import { chiSquareTail } from '../statistics/index.ts';

export interface SampleRatio {
  /** χ² of the units that came against those that the weights promised. */
  readonly statistic: number;
  /** Probability of so large a value when the assignment works as it should. */
  readonly pValue: number;
  /** Whether something loses or moves units: the experiment cannot be read then. */
  readonly mismatch: boolean;
}

/** Small, since the check is looked at often and a false alarm stops an experiment (Fabijan et al. 2019). */
const alarm = 0.0005;

/**
 * Pearson's χ² test of the sizes of an experiment's arms, Σ (n_a − N·w_a)² / (N·w_a) on one degree less than arms.
 *
 * @param counts units by the name of the arm
 */
export function sampleRatio(arms: readonly Arm[], counts: Readonly<Record<string, number>>): SampleRatio {
  const expected = arms.filter(({ weight }) => weight > 0);
  const weights = expected.reduce((sum, { weight }) => sum + weight, 0);
  const units = arms.reduce((sum, { name }) => sum + (counts[name] ?? 0), 0);
  const stray = arms.some(({ name, weight }) => weight <= 0 && (counts[name] ?? 0) > 0);
  if (stray) return { statistic: Number.POSITIVE_INFINITY, pValue: 0, mismatch: true };
  if (units === 0 || expected.length < 2) return { statistic: 0, pValue: 1, mismatch: false };
  let statistic = 0;
  for (const { name, weight } of expected) {
    const promised = (units * weight) / weights;
    statistic += ((counts[name] ?? 0) - promised) ** 2 / promised;
  }
  const pValue = chiSquareTail(statistic, expected.length - 1);
  return { statistic, pValue, mismatch: pValue < alarm };
}
