import { studentCritical } from '../statistics/index.ts';
import type { CarryOver, UnitBlocks } from './switchback.ts';

/** Below so many stretches after each arm nothing can be told. */
const least = 5;

/**
 * What an arm leaves behind for the stretch after it. The first stretch of a block follows the last one of the block
 * before, whose order was drawn apart: so whether it comes after the treatment or after the control is random, and has
 * nothing to do with its own arm. The difference between the two kinds is what is left,
 *
 *     R_b = Y_b1 − Ȳ_{b−1} − Δ·(own arm − ½),   δ = (mean R after the treatment − mean R after the control) / (1 + 1/K)
 *
 * with the mean of the block before taken off, so that slow change of the level does not scatter it. Of the K stretches
 * of that block one follows the treatment unless the treatment is its last, which is what 1 + 1/K undoes. Welch's (1947)
 * standard error and degrees of freedom.
 *
 * @param effect of a stretch, summed over units
 */
export function carryOverOf(
  units: readonly UnitBlocks[],
  control: string,
  treatment: string,
  effect: number,
  level: number,
): CarryOver | undefined {
  const after: Record<'control' | 'treatment', number[]> = { control: [], treatment: [] };
  const share = effect / Math.max(units.length, 1);
  const arms = units[0]?.[0]?.length ?? 2;
  for (const unit of units) {
    for (const [i, block] of unit.entries()) {
      const before = unit[i - 1];
      const last = before?.at(-1)?.arm;
      const first = block[0];
      if (before === undefined || first === undefined) continue;
      if ((last !== control && last !== treatment) || (first.arm !== control && first.arm !== treatment))
        continue;
      const usual = before.reduce((sum, { value }) => sum + value, 0) / before.length;
      const own = share * (Number(first.arm === treatment) - 0.5);
      after[last === treatment ? 'treatment' : 'control'].push((first.value - usual - own) / (1 + 1 / arms));
    }
  }
  if (after.control.length < least || after.treatment.length < least) return undefined;
  const [c, t] = [momentsOf(after.control), momentsOf(after.treatment)];
  const variance = c.variance + t.variance;
  const value = t.mean - c.mean;
  if (!(variance > 0)) return { value, low: value, high: value };
  const degrees =
    variance ** 2 /
    (c.variance ** 2 / (after.control.length - 1) + t.variance ** 2 / (after.treatment.length - 1));
  const margin = studentCritical(level, degrees) * Math.sqrt(variance);
  // So far of one unit: together they leave as many times as much.
  const all = units.length;
  return { value: value * all, low: (value - margin) * all, high: (value + margin) * all };
}

/** The mean, and the variance of the mean. */
function momentsOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length * (values.length - 1)) };
}
