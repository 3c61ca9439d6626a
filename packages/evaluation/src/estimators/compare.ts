import { ArmoireError } from '@armoire/protocol';
import { type Interval, intervalOf } from '../intervals/index.ts';
import { differenceOf, sumOfRatios } from '../statistics/index.ts';
import { type EvaluateOptions, type Evidence, type PolicyValue, partsFor, valued } from './evaluate.ts';
import type { Refusal } from './refusal.ts';
import type { Row } from './row.ts';

export interface CompareOptions extends EvaluateOptions {
  /** The target that the others are compared with; the first when absent. */
  readonly baseline?: string;
}

/** What a target earns more than the baseline. */
export interface PolicyDifference {
  /** Whether the interval lies on one side of zero. */
  readonly verdict: 'better' | 'worse' | 'not told apart';
  readonly value: number;
  readonly interval: Interval;
}

export interface Comparison {
  readonly estimator: EvaluateOptions['estimator'];
  readonly baseline: string;
  /** Probability with which all intervals of the differences are to cover together. */
  readonly level: number;
  /** The values by themselves, each at the level. */
  readonly values: Readonly<Record<string, PolicyValue | Refusal>>;
  /** Of all targets but the baseline. */
  readonly differences: Readonly<Record<string, PolicyDifference | Refusal>>;
}

/**
 * Compares several targets on one log: the difference of two values over the same units, so that what both owe to the
 * luck of the log cancels out. For m differences each interval is at 1 − (1 − level)/m (Bonferroni), so that all of
 * them cover together with the level. A target that the log cannot tell about is refused, and with it its difference.
 *
 * @param targets for each target the same rows in the same order, with its own probabilities
 * @throws ArmoireError INVALID_INPUT when the rows are not those of one log
 */
export function compare(
  targets: Readonly<Record<string, readonly Row[]>>,
  options: CompareOptions,
): Comparison {
  const names = Object.keys(targets);
  const { estimator, baseline = names[0] ?? '', level = 0.95, interval = { method: 'asymptotic' } } = options;
  const base = targets[baseline];
  if (base === undefined) {
    throw new ArmoireError('INVALID_INPUT', `There is no target "${baseline}" to compare with`, {
      fix: `Name one of the targets as the baseline: ${names.join(', ')}.`,
    });
  }
  const evidence = new Map<string, Evidence | Refusal>();
  for (const [name, rows] of Object.entries(targets)) {
    checkSame(name, rows, baseline, base);
    evidence.set(name, partsFor(rows, options));
  }
  const values: Record<string, PolicyValue | Refusal> = {};
  const differences: Record<string, PolicyDifference | Refusal> = {};
  const own = evidence.get(baseline) as Evidence | Refusal;
  const single = 1 - (1 - level) / Math.max(names.length - 1, 1);
  for (const [name, found] of evidence) {
    values[name] = 'verdict' in found ? found : valued(found, estimator, level, interval);
    if (name === baseline) continue;
    if ('verdict' in found || 'verdict' in own) {
      differences[name] = 'verdict' in found ? found : (own as Refusal);
      continue;
    }
    const parts = differenceOf(found.parts, own.parts);
    const bounds = interval.method === 'bernstein' ? { ...interval, ...differenceRange(interval) } : interval;
    const around = intervalOf(parts, single, bounds);
    differences[name] = { verdict: verdictOf(around), value: sumOfRatios(parts), interval: around };
  }
  return { estimator, baseline, level, values, differences };
}

/** Differences of two values in [low, bound] lie within ± (bound − low). */
function differenceRange({ low = 0, bound }: { low?: number; bound: number }) {
  return { low: low - bound, bound: bound - low };
}

function verdictOf({ low, high }: Interval): PolicyDifference['verdict'] {
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'not told apart';
}

function checkSame(name: string, rows: readonly Row[], baseline: string, base: readonly Row[]): void {
  const same = ({ reward, propensity, cluster, position }: Row, other: Row | undefined) =>
    other !== undefined &&
    reward === other.reward &&
    propensity === other.propensity &&
    cluster === other.cluster &&
    position === other.position;
  if (rows.length === base.length && rows.every((row, i) => same(row, base[i]))) return;
  throw new ArmoireError('INVALID_INPUT', `The rows of "${name}" are not those of "${baseline}"`, {
    fix: 'Make the rows of all targets from the same decisions and samples, in the same order.',
  });
}

/**
 * The logging policy as a target on its own log: every weight is 1, and the value is the mean reward. A baseline for
 * the question whether a target would earn more than what was earned.
 */
export function asLogged(rows: readonly Row[]): Row[] {
  return rows.map(({ marginal, above, ...row }) => ({
    ...row,
    target: row.propensity,
    // A model adds nothing where all weights are 1: it would be taken away again.
    expected: { logged: 0, target: 0 },
    robust: { logged: 0, target: 0 },
    outside: 0,
    ...(above === undefined ? {} : { above: { ...above, target: above.propensity } }),
    ...(marginal === undefined ? {} : { marginal: { ...marginal, target: marginal.propensity } }),
  }));
}
