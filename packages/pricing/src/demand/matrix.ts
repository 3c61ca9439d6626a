/**
 * The lower Cholesky factor of a symmetric positive definite matrix, row-major; tiny pivots are lifted, since
 * covariances of near prices are nearly singular.
 */
export function choleskyOf(matrix: Float64Array, d: number): Float64Array {
  const factor = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * d + k] as number) * (factor[j * d + k] as number);
      factor[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-10)) : sum / (factor[j * d + j] as number);
    }
  }
  return factor;
}

/** Solves Lx = b. */
export function forward(factor: Float64Array, b: Float64Array, d: number): Float64Array {
  const x = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * d + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * d + i] as number);
  }
  return x;
}

/** Solves Lᵀx = b. */
export function backward(factor: Float64Array, b: Float64Array, d: number): Float64Array {
  const x = Float64Array.from(b);
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++)
      x[i] = (x[i] as number) - (factor[k * d + i] as number) * (x[k] as number);
    x[i] = (x[i] as number) / (factor[i * d + i] as number);
  }
  return x;
}

/** M·v for a square, row-major matrix. */
export function times(matrix: Float64Array, v: ArrayLike<number>, d: number): Float64Array {
  const out = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += (matrix[i * d + k] as number) * (v[k] as number);
    out[i] = sum;
  }
  return out;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
