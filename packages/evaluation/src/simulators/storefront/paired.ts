import { asymptotic } from '../../intervals/index.ts';
import { partOf } from '../../statistics/index.ts';
import type { Summary } from './simulate.ts';
import type { Totals } from './tally.ts';

/** What one shop brought more than another. */
export interface PairedDifference {
  /** Of all shoppers together. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Shoppers who came. */
  readonly units: number;
}

/**
 * Compares two shops that the same people visited at the same times: the unit is the shopper, who is paired with
 * themself in the other shop,
 *
 *     Δ = Σ_s (y_s − x_s),   Δ ± t · √n · deviation(y_s − x_s)
 *
 * The interval is one for these two shops as they learned: what a learner happened to find out first moves all of its
 * shoppers together, which no interval over shoppers can see. Other seeds show it.
 *
 * @param level probability with which the interval is to cover
 */
export function pairedDifference(
  treatment: Summary,
  control: Summary,
  metric: (totals: Readonly<Totals>) => number,
  level = 0.95,
): PairedDifference {
  const names = new Set([...treatment.shoppers.keys(), ...control.shoppers.keys()]);
  const of = (summary: Summary, name: string) => {
    const totals = summary.shoppers.get(name);
    return totals === undefined ? 0 : metric(totals);
  };
  const units = Array.from(names, (name) => ({ y: of(treatment, name) - of(control, name), x: 1 }));
  const { low, high } = asymptotic([partOf(units)], level);
  const n = units.length;
  const value = units.reduce((sum, { y }) => sum + y, 0);
  return { value, low: low * n, high: high * n, level, units: n };
}
