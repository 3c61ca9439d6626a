import { solvePositive } from '../../statistics/index.ts';

/** A feature vector by its entries that are not zero. Hashed features are mostly zeros. */
export interface Sparse {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

/** Features with a constant 1 in front, which has the index 0. */
export function withConstant(features: Float64Array): Sparse {
  const indices = [0];
  const values = [1];
  for (const [i, value] of features.entries()) {
    if (value === 0) continue;
    indices.push(i + 1);
    values.push(value);
  }
  return { indices, values };
}

export function product(weights: Float64Array, { indices, values }: Sparse): number {
  let sum = 0;
  for (let i = 0; i < indices.length; i++)
    sum += (weights[indices[i] as number] as number) * (values[i] as number);
  return sum;
}

/** The sums Σ c·x·xᵀ and Σ t·x of a penalised least-squares problem. */
export class NormalEquations {
  readonly #d: number;
  readonly #matrix: Float64Array;
  readonly #vector: Float64Array;

  /** @param penalties of each weight, the first of the constant */
  constructor(penalties: Float64Array) {
    this.#d = penalties.length;
    this.#matrix = new Float64Array(this.#d ** 2);
    this.#vector = new Float64Array(this.#d);
    for (const [i, penalty] of penalties.entries()) this.#matrix[i * this.#d + i] = penalty;
  }

  /** Adds c·x·xᵀ and t·x. */
  add({ indices, values }: Sparse, curvature: number, target: number): void {
    for (let i = 0; i < indices.length; i++) {
      const row = indices[i] as number;
      const value = values[i] as number;
      this.#vector[row] = (this.#vector[row] as number) + target * value;
      // The indices ascend: what stands before i is of the lower triangle.
      const start = row * this.#d;
      const scaled = curvature * value;
      for (let j = 0; j <= i; j++) {
        const at = start + (indices[j] as number);
        this.#matrix[at] = (this.#matrix[at] as number) + scaled * (values[j] as number);
      }
    }
  }

  /** Adds to the right side of the constant's row. */
  addToConstant(value: number): void {
    this.#vector[0] = (this.#vector[0] as number) + value;
  }

  solve(): Float64Array {
    return solvePositive(this.#matrix.slice(), this.#vector);
  }
}
