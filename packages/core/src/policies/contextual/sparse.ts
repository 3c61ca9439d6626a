import type { Action } from '../policy.ts';
import { checkWidth } from './ridge.ts';

/** The features of several actions by rows, without their zeros: hashed features are mostly that. */
export interface SparseRows {
  /** Where each row begins; one more than there are rows. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

export function sparseRows(actions: readonly Action[], d: number): SparseRows {
  const starts = new Int32Array(actions.length + 1);
  const indices = new Int32Array(actions.length * d);
  const values = new Float64Array(actions.length * d);
  let end = 0;
  for (let row = 0; row < actions.length; row++) {
    const features = checkWidth((actions[row] as Action).features, d);
    for (let i = 0; i < d; i++) {
      const x = features[i] as number;
      if (x === 0) continue;
      indices[end] = i;
      values[end++] = x;
    }
    starts[row + 1] = end;
  }
  return { starts, indices, values };
}

/** The inner product of each row with a dense vector. */
export function timesRows({ starts, indices, values }: SparseRows, vector: Float64Array): Float64Array {
  const products = new Float64Array(starts.length - 1);
  for (let row = 0; row < products.length; row++) {
    let sum = 0;
    const end = starts[row + 1] as number;
    for (let k = starts[row] as number; k < end; k++)
      sum += (values[k] as number) * (vector[indices[k] as number] as number);
    products[row] = sum;
  }
  return products;
}
