import {
  compare,
  diagnose,
  type EstimatorId,
  type IntervalChoice,
  type PolicyDifference,
  type PolicyValue,
  type Refusal,
  type Row,
  type Tuning,
  weightOf,
} from '@armoire/evaluation';
import { type Columns, rowsOf } from './columns.ts';
import { loggedName, type PolicyReport, type WeightSummary } from './report.ts';

export interface JudgeOptions {
  readonly estimators: readonly EstimatorId[];
  readonly level: number;
  readonly interval: IntervalChoice;
  /** By what parameters are chosen. */
  readonly tuning: Tuning;
}

/** Values, differences and weights of all policies of some columns, the logged one first. Synchronous, and long. */
export function judge(columns: Columns, { estimators, ...how }: JudgeOptions): PolicyReport[] {
  const names = [loggedName, ...Object.keys(columns.targets)];
  const rows = Object.fromEntries(names.map((name) => [name, rowsOf(columns, name)]));
  const values: Record<string, Partial<Record<EstimatorId, PolicyValue | Refusal>>> = {};
  const differences: Record<string, Partial<Record<EstimatorId, PolicyDifference | Refusal>>> = {};
  for (const estimator of estimators) {
    const found = compare(rows, { estimator, baseline: loggedName, ...how });
    for (const name of names) {
      const value = found.values[name];
      const difference = found.differences[name];
      values[name] = { ...values[name], ...(value === undefined ? {} : { [estimator]: value }) };
      differences[name] = {
        ...differences[name],
        ...(difference === undefined ? {} : { [estimator]: difference }),
      };
    }
  }
  return names.map((name) => {
    const own = values[name] ?? {};
    const known = Object.values(own).some(({ verdict }) => verdict === 'estimate');
    return {
      name,
      verdict: known ? 'estimate' : 'not enough evidence',
      values: own,
      ...(name === loggedName ? {} : { differences: differences[name] ?? {} }),
      weights: weightsOf(rows[name] ?? []),
    };
  });
}

/** Weights below and above these powers of two share the outermost bins. */
const [lowest, highest] = [-8, 12];

function weightsOf(rows: readonly Row[]): WeightSummary {
  const { effectiveSampleSize, largestWeight: largest, meanWeight: mean, unused: zero } = diagnose(rows);
  const counts = new Map<number, number>();
  for (const row of rows) {
    const weight = weightOf(row);
    if (weight === 0) continue;
    // A weight of 1 that was rounded stays with those of 1.
    const bin = Math.min(Math.max(Math.floor(Math.log2(weight) + 1e-9), lowest), highest);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const used = [...counts.keys()];
  const [first, last] = [Math.min(...used), Math.max(...used)];
  const bins = Array.from({ length: used.length === 0 ? 0 : last - first + 1 }, (_, i) => {
    const from = first + i;
    return { from: 2 ** from, to: 2 ** (from + 1), rows: counts.get(from) ?? 0 };
  });
  return { effectiveSampleSize, largest, mean, zero, bins };
}
