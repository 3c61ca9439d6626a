import { chiSquareTail } from '@armoire/evaluation';

/**
 * Whether draws agree with the probabilities that they were made with. For draws d with probabilities p_d over K
 * actions, D = Σ (1[a_d = a] − p_d(a)) has mean 0 and covariance Σ (diag p_d − p_d p_dᵀ), whatever the probabilities
 * are and however they depend on the past: D is a sum of martingale differences. DᵀC⁻¹D is then χ² on K − 1 degrees.
 * For equal p_d it is Pearson's statistic.
 */
export class Calibration {
  readonly #actions: number;
  readonly #difference: Float64Array;
  readonly #covariance: Float64Array;

  constructor(actions: number) {
    this.#actions = actions;
    this.#difference = new Float64Array(actions);
    this.#covariance = new Float64Array(actions * actions);
  }

  add(probabilities: Float64Array, drawn: number): void {
    const k = this.#actions;
    for (let i = 0; i < k; i++) {
      const p = probabilities[i] as number;
      this.#difference[i] = (this.#difference[i] as number) + (i === drawn ? 1 : 0) - p;
      for (let j = 0; j < k; j++) {
        const at = i * k + j;
        this.#covariance[at] =
          (this.#covariance[at] as number) + (i === j ? p : 0) - p * (probabilities[j] as number);
      }
    }
  }

  /** Probability of so large a disagreement by chance. */
  get pValue(): number {
    const k = this.#actions;
    // The last action follows from the others.
    const rows = Array.from({ length: k - 1 }, (_, i) => [
      ...this.#covariance.subarray(i * k, i * k + k - 1),
      this.#difference[i] as number,
    ]);
    const solved = solve(rows);
    const statistic = solved.reduce((sum, x, i) => sum + x * (this.#difference[i] as number), 0);
    return chiSquareTail(statistic, k - 1);
  }
}

/** Gauss's elimination with pivots; each row ends with its right-hand side. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const rest = rows.slice(column);
    const pivot = rest.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    );
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] as number) / (pivot[column] as number);
      for (let j = column; j <= n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return rows.map((row, i) => (row[n] as number) / (row[i] as number));
}
