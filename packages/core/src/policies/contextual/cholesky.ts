/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, A = LLᵀ, row-major and square. Each entry is
 * summed in the order of its columns, so that equal input gives equal bits.
 *
 * @param matrix d × d, of which the lower triangle is read
 */
export function cholesky(matrix: Float64Array, d: number): Float64Array {
  const factor = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    const row = j * d;
    let pivot = matrix[row + j] as number;
    for (let k = 0; k < j; k++) pivot -= (factor[row + k] as number) * (factor[row + k] as number);
    // Forgetting and fixed point leave tiny negative pivots at worst; the ridge bounds the true ones from below.
    const diagonal = Math.sqrt(Math.max(pivot, 1e-12));
    factor[row + j] = diagonal;
    let i = j + 1;
    // Four rows at a time: a processor waits for a sum, and four do not wait for each other.
    for (; i + 3 < d; i += 4) {
      const a = i * d;
      const b = a + d;
      const c = b + d;
      const e = c + d;
      let s = matrix[a + j] as number;
      let t = matrix[b + j] as number;
      let u = matrix[c + j] as number;
      let v = matrix[e + j] as number;
      for (let k = 0; k < j; k++) {
        const x = factor[row + k] as number;
        s -= (factor[a + k] as number) * x;
        t -= (factor[b + k] as number) * x;
        u -= (factor[c + k] as number) * x;
        v -= (factor[e + k] as number) * x;
      }
      factor[a + j] = s / diagonal;
      factor[b + j] = t / diagonal;
      factor[c + j] = u / diagonal;
      factor[e + j] = v / diagonal;
    }
    for (; i < d; i++) {
      let sum = matrix[i * d + j] as number;
      for (let k = 0; k < j; k++) sum -= (factor[i * d + k] as number) * (factor[row + k] as number);
      factor[i * d + j] = sum / diagonal;
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

/** Four right sides in one array each. */
export type Four = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/**
 * Solves Lᵀx = b for four right sides in their own place, each to the bits of {@link solveUpper}. The factor is read
 * once for all of them, which takes a third of the time.
 */
export function solveUpperFour(factor: Float64Array, [p, q, r, s]: Four, d: number): void {
  for (let i = d - 1; i >= 0; i--) {
    const row = i * d;
    const pivot = factor[row + i] as number;
    const pi = (p[i] as number) / pivot;
    const qi = (q[i] as number) / pivot;
    const ri = (r[i] as number) / pivot;
    const si = (s[i] as number) / pivot;
    p[i] = pi;
    q[i] = qi;
    r[i] = ri;
    s[i] = si;
    for (let k = 0; k < i; k++) {
      const f = factor[row + k] as number;
      p[k] = (p[k] as number) - f * pi;
      q[k] = (q[k] as number) - f * qi;
      r[k] = (r[k] as number) - f * ri;
      s[k] = (s[k] as number) - f * si;
    }
  }
}

/** The inverse of a lower triangular matrix, by columns: entry i of column j stands at j·d + i. */
export function invertLower(factor: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let j = 0; j < d; j++) inverse[j * d + j] = 1 / (factor[j * d + j] as number);
  let j = 0;
  // Four columns at a time, as above; what stands over their diagonals is 0, and adds nothing.
  for (; j + 3 < d; j += 4) {
    const a = j * d;
    const b = a + d;
    const c = b + d;
    const e = c + d;
    for (let i = j + 1; i < d; i++) {
      const row = i * d;
      let s = 0;
      let t = 0;
      let u = 0;
      let v = 0;
      for (let k = j; k < i; k++) {
        const x = factor[row + k] as number;
        s -= x * (inverse[a + k] as number);
        t -= x * (inverse[b + k] as number);
        u -= x * (inverse[c + k] as number);
        v -= x * (inverse[e + k] as number);
      }
      const diagonal = factor[row + i] as number;
      inverse[a + i] = s / diagonal;
      if (i > j + 1) inverse[b + i] = t / diagonal;
      if (i > j + 2) inverse[c + i] = u / diagonal;
      if (i > j + 3) inverse[e + i] = v / diagonal;
    }
  }
  for (; j < d; j++) {
    for (let i = j + 1; i < d; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= (factor[i * d + k] as number) * (inverse[j * d + k] as number);
      inverse[j * d + i] = sum / (factor[i * d + i] as number);
    }
  }
  return inverse;
}
