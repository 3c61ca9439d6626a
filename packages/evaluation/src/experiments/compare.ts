import { criticalValue, ratio, type Totals } from '../statistics/index.ts';

/** The difference of a metric between two arms. */
export interface Difference {
  /** Treatment − control. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly standardError: number;
  readonly control: number;
  readonly treatment: number;
  /** Units of both arms. */
  readonly units: { readonly control: number; readonly treatment: number };
}

/**
 * Compares a ratio metric between two arms whose units (shoppers) were assigned at random and independently:
 *
 *     Δ = R_t − R_c,   se² = se_t² + se_c²,   Δ ± z·se
 *
 * with R = Σy / Σx and its standard error by the delta method (see {@link ratio}). Clicks for each shopper have x = 1;
 * clicks for each impression have y = clicks and x = impressions of a shopper. A unit counts in the arm that it was
 * assigned to, whatever it was then shown.
 *
 * Arms that learn apart differ also by what their learners happened to find out first, which moves all units of an arm
 * together and which no interval over units can see: compare arms that share the learner's state, or read the interval
 * as one for these two learners.
 *
 * @param level probability with which the interval is to cover, such as 0.95
 */
export function compareArms(
  control: readonly Totals[],
  treatment: readonly Totals[],
  level = 0.95,
): Difference {
  const c = ratio(control);
  const t = ratio(treatment);
  const value = t.value - c.value;
  const standardError = Math.hypot(c.standardError, t.standardError);
  const margin = criticalValue(level) * standardError;
  return {
    value,
    low: value - margin,
    high: value + margin,
    level,
    standardError,
    control: c.value,
    treatment: t.value,
    units: { control: c.units, treatment: t.units },
  };
}
