/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, A = LLᵀ, row-major and square.
 * Rows are finished in order, so that equal input gives equal bits.
 *
 * @param matrix d × d, of which the lower triangle is read
 */
export function cholesky(matrix: Float64Array, d: number): Float64Array {
  const factor = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * d + k] as number) * (factor[j * d + k] as number);
      // Forgetting and fixed point leave tiny negative pivots at worst; the ridge bounds the true ones from below.
      factor[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (factor[j * d + j] as number);
    }
  }
  return factor;
}

/** Solves Lx = b. */
export function solveLower(factor: Float64Array, b: ArrayLike<number>, d: number): Float64Array {
  const x = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * d + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * d + i] as number);
  }
  return x;
}

/** Solves Lᵀx = b. */
export function solveUpper(factor: Float64Array, b: ArrayLike<number>, d: number): Float64Array {
  const x = Float64Array.from(b);
  // By rows of L, which lie together in memory: once an unknown is known, its column of Lᵀ is taken from the rest.
  for (let i = d - 1; i >= 0; i--) {
    const solved = (x[i] as number) / (factor[i * d + i] as number);
    x[i] = solved;
    for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (factor[i * d + k] as number) * solved;
  }
  return x;
}
