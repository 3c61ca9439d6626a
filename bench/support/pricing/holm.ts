import { studentCritical, studentTail } from '@armoire/evaluation';

/** A hypothesis: the mean of paired differences lies above a bound. */
export interface Claim {
  readonly name: string;
  readonly differences: readonly number[];
  readonly above: number;
}

export interface Judged {
  readonly name: string;
  readonly mean: number;
  /** Lower end of the one-sided 95 % interval, uncorrected. */
  readonly low: number;
  /** Chance of such differences if the mean lay at the bound, corrected for all claims (Holm 1979). */
  readonly p: number;
  readonly holds: boolean;
}

/** Holm's step-down correction over all claims, at 5 %, of one-sided paired t-tests. */
export function holm(claims: readonly Claim[]): readonly Judged[] {
  const tested = claims.map(({ name, differences, above }) => {
    const n = differences.length;
    const mean = differences.reduce((sum, each) => sum + each, 0) / n;
    const squares = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    const error = Math.sqrt(squares / (n - 1) / n);
    const t = error > 0 ? (mean - above) / error : Math.sign(mean - above) * 1e9;
    const tail = studentTail(Math.abs(t), n - 1);
    const low = mean - studentCritical(0.9, n - 1) * error;
    return { name, mean, low, raw: t > 0 ? tail : 1 - tail };
  });
  const order = tested.map((_, i) => i).sort((a, b) => (tested[a]?.raw ?? 1) - (tested[b]?.raw ?? 1));
  let least = 0;
  const corrected = new Float64Array(tested.length);
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min((tested.length - rank) * (tested[i]?.raw ?? 1), 1));
    corrected[i] = least;
  }
  return tested.map(({ raw: _, ...each }, i) => {
    const p = corrected[i] as number;
    return { ...each, p, holds: p < 0.05 };
  });
}
