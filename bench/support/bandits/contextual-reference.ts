/**
 * Ridge LinUCB (Li et al. 2010, with weights that all actions share) and its discounted form, on plain matrices and
 * with none of the code that it is compared to. A⁻¹ is kept by the formula of Sherman and Morrison where nothing is
 * forgotten, and inverted anew each round where it is.
 */
export class ReferenceLinUcb {
  readonly #alpha: number;
  readonly #gamma: number;
  readonly #matrix: number[][];
  readonly #vector: number[];
  #inverse: number[][];

  /** @param gamma by which all that was seen is multiplied each round; 1 forgets nothing */
  constructor(width: number, { alpha, gamma = 1 }: { alpha: number; gamma?: number }) {
    this.#alpha = alpha;
    this.#gamma = gamma;
    this.#matrix = identity(width);
    this.#inverse = identity(width);
    this.#vector = new Array<number>(width).fill(0);
  }

  choose(actions: readonly Float64Array[]): number {
    const weights = this.#inverse.map((row) => inner(row, this.#vector));
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (const [i, x] of actions.entries()) {
      const variance = inner(
        this.#inverse.map((row) => inner(row, x)),
        x,
      );
      const bound = inner(weights, x) + this.#alpha * Math.sqrt(Math.max(variance, 0));
      if (bound > highest) {
        best = i;
        highest = bound;
      }
    }
    return best;
  }

  learn(x: Float64Array, reward: number): void {
    for (const [i, each] of x.entries()) {
      this.#vector[i] = this.#gamma * (this.#vector[i] as number) + reward * each;
    }
    if (this.#gamma === 1) {
      const turned = this.#inverse.map((row) => inner(row, x));
      const scale = 1 + inner(turned, x);
      for (const [i, row] of this.#inverse.entries())
        for (let j = 0; j < row.length; j++)
          row[j] = (row[j] as number) - ((turned[i] as number) * (turned[j] as number)) / scale;
      return;
    }
    // λI stays whole while the rest fades, as in D-LinUCB (Russac et al. 2019).
    for (const [i, row] of this.#matrix.entries())
      for (let j = 0; j < row.length; j++)
        row[j] =
          this.#gamma * (row[j] as number) +
          (x[i] as number) * (x[j] as number) +
          (i === j ? 1 - this.#gamma : 0);
    this.#inverse = inverted(this.#matrix);
  }
}

function identity(width: number): number[][] {
  return Array.from({ length: width }, (_, i) => Array.from({ length: width }, (__, j) => Number(i === j)));
}

/** Gauss and Jordan; positive definite matrices need no pivots. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const left = matrix.map((row) => [...row]);
  const right = identity(matrix.length);
  for (const [c, pivotRow] of left.entries()) {
    const pivot = pivotRow[c] as number;
    const pivotRight = right[c] as number[];
    for (let k = 0; k < left.length; k++) {
      pivotRow[k] = (pivotRow[k] as number) / pivot;
      pivotRight[k] = (pivotRight[k] as number) / pivot;
    }
    for (const [r, row] of left.entries()) {
      const factor = row[c] as number;
      if (r === c || factor === 0) continue;
      const rowRight = right[r] as number[];
      for (let k = 0; k < left.length; k++) {
        row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
        rowRight[k] = (rowRight[k] as number) - factor * (pivotRight[k] as number);
      }
    }
  }
  return right;
}

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
