/**
 * Solves A·x = b for a symmetric positive definite A, by its Cholesky factor A = LLᵀ.
 *
 * @param matrix d × d by rows, of which the lower triangle is read and overwritten by L
 * @throws RangeError when A is not positive definite
 */
export function solvePositive(matrix: Float64Array, b: ArrayLike<number>): Float64Array {
  const d = b.length;
  const at = (i: number, j: number) => matrix[i * d + j] as number;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let left = at(i, j);
      for (let k = 0; k < j; k++) left -= at(i, k) * at(j, k);
      if (i === j && !(left > 0)) throw new RangeError(`the matrix is not positive definite at row ${i}`);
      matrix[i * d + j] = i === j ? Math.sqrt(left) : left / at(j, j);
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < d; i++) {
    let left = x[i] as number;
    for (let k = 0; k < i; k++) left -= at(i, k) * (x[k] as number);
    x[i] = left / at(i, i);
  }
  for (let i = d - 1; i >= 0; i--) {
    let left = x[i] as number;
    for (let k = i + 1; k < d; k++) left -= at(k, i) * (x[k] as number);
    x[i] = left / at(i, i);
  }
  return x;
}
