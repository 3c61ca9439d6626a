import { type Parts, standardErrorOf, studentCritical, sumOfRatios, unitsOf } from '../statistics/index.ts';
import type { Tried } from './tuning.ts';

const margin = Math.sqrt(6) - 1;

/**
 * Chooses a parameter by SLOPE (Su, Srinath and Krishnamurthy 2020), in the form of SLOPE++ (Tucker and Lee 2021) that
 * needs no order of the biases: with half-widths Cᵢ of intervals around the values V̂ᵢ, from wide to narrow, the last i
 * before one that fails against some wider j,
 *
 *     |V̂ᵢ − V̂ⱼ| ≤ Cᵢ + (√6 − 1)·Cⱼ   for all j < i
 *
 * so that a narrower estimate is taken as long as its bias does not show. Deviation: Cᵢ is the half-width of Student's
 * interval at the level that is asked for, not of a bound that holds for all grid values together.
 *
 * @returns the one that was chosen; nothing for an empty grid
 */
export function slope(tried: readonly Tried[], level: number): Tried | undefined {
  const widest = tried
    .map((each) => ({ each, value: sumOfRatios(each.parts), half: half(each.parts, level) }))
    .sort((a, b) => b.half - a.half);
  let chosen: Tried | undefined;
  for (const [i, next] of widest.entries()) {
    const wider = widest.slice(0, i);
    if (!wider.every(({ value, half }) => Math.abs(next.value - value) <= next.half + margin * half)) break;
    chosen = next.each;
  }
  return chosen;
}

function half(parts: Parts, level: number): number {
  return studentCritical(level, unitsOf(parts) - 1) * standardErrorOf(parts);
}
