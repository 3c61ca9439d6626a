import type { Rung, VariantPrices } from '../api/types.ts';
import type { CurveMark, CurvePlace } from '../parts/curve.tsx';

/** Of a normal distribution: 95 % lie within so many deviations. */
export const within = 1.96;

/**
 * The profit curve of a variant, as finely as demand is known between the rungs; else the rungs themselves. Empty where
 * nothing is believed.
 */
export function placesOf({ demand, rungs }: Pick<VariantPrices, 'demand' | 'rungs'>): readonly CurvePlace[] {
  if (demand.length > 1) return demand.map(({ amount, worth }) => ({ x: amount, ...worth }));
  return rungs.flatMap(({ price, mean, deviation }) => {
    if (mean === null) return [];
    const half = within * (deviation ?? 0);
    return [{ x: price.amount, mean, low: mean - half, high: mean + half }];
  });
}

export function marksOf(rungs: readonly Rung[]): readonly CurveMark[] {
  return rungs.map(({ price, rule, probability, taken }) => ({
    x: price.amount,
    removed: rule !== null,
    share: probability ?? 0,
    taken,
  }));
}
