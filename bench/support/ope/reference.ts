import type { EstimatorId, Row } from '@armoire/evaluation';

/**
 * The estimators written down once more from their papers, as means over columns, and sharing no code with the ones
 * that they are held against.
 */
export function reference(rows: readonly Row[], id: EstimatorId, parameter = 0): number {
  const n = rows.length;
  const r = rows.map(({ reward }) => reward);
  const w = rows.map(({ target, propensity }) => target / propensity);
  const q = rows.map(({ expected }) => expected?.logged ?? Number.NaN);
  const v = rows.map(({ expected }) => expected?.target ?? Number.NaN);
  const own = rows.map(({ robust }) => robust?.logged ?? Number.NaN);
  const ownTarget = rows.map(({ robust }) => robust?.target ?? Number.NaN);
  const mean = (f: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += f(i);
    return sum / n;
  };
  const at = (column: readonly number[], i: number) => column[i] as number;
  const left = (i: number) => at(r, i) - at(q, i);
  const os = (i: number) => (parameter * at(w, i)) / (at(w, i) ** 2 + parameter);
  const sg = (i: number) => 1 / ((1 - parameter) / at(w, i) + parameter);
  switch (id) {
    case 'ips':
      return mean((i) => at(w, i) * at(r, i));
    case 'snips':
      return mean((i) => at(w, i) * at(r, i)) / mean((i) => at(w, i));
    case 'clipped-ips':
      return mean((i) => Math.min(at(w, i), parameter) * at(r, i));
    case 'sg-ips':
      return mean((i) => sg(i) * at(r, i));
    case 'dm':
      return mean((i) => at(v, i));
    case 'dr':
      return mean((i) => at(v, i) + at(w, i) * left(i));
    case 'mrdr':
      return mean((i) => at(ownTarget, i) + at(w, i) * (at(r, i) - at(own, i)));
    case 'sndr':
      return mean((i) => at(v, i)) + mean((i) => at(w, i) * left(i)) / mean((i) => at(w, i));
    case 'switch-dr':
      return mean((i) => at(v, i) + (at(w, i) > parameter ? 0 : at(w, i) * left(i)));
    case 'dros':
      return mean((i) => at(v, i) + os(i) * left(i));
    case 'sg-dr':
      return mean((i) => at(v, i) + sg(i) * left(i));
    default:
      throw new Error(`there is no reference for "${id}"`);
  }
}

/** (Σw)² / Σw², by its definition. */
export function kish(weights: readonly number[]): number {
  const sum = weights.reduce((total, w) => total + w, 0);
  return sum ** 2 / weights.reduce((total, w) => total + w ** 2, 0);
}
