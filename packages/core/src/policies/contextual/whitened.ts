import type { Action } from '../policy.ts';
import { invertLower } from './cholesky.ts';
import type { RidgePosterior } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

/** What a linear model says of several actions at once. */
export interface Predictions {
  /** μᵀx of each action. */
  readonly means: Float64Array;
  /**
   * L⁻¹x of each action, row by row of {@link width} numbers: |L⁻¹x|² = xᵀ(λI + G)⁻¹x, and likewise for differences of
   * actions.
   */
  readonly whitened: Float64Array;
  readonly width: number;
}

export function predictions(actions: readonly Action[], posterior: RidgePosterior): Predictions {
  const { mean } = posterior;
  const d = mean.length;
  const rows = sparseRows(actions, d);
  const inverse = inverseFactor(posterior);
  const whitened = new Float64Array(actions.length * d);
  for (let row = 0; row < actions.length; row++) {
    const end = rows.starts[row + 1] as number;
    const to = row * d;
    for (let k = rows.starts[row] as number; k < end; k++) {
      const column = rows.indices[k] as number;
      const from = column * d;
      const x = rows.values[k] as number;
      for (let i = column; i < d; i++)
        whitened[to + i] = (whitened[to + i] as number) + x * (inverse[from + i] as number);
    }
  }
  return { means: timesRows(rows, mean), whitened, width: d };
}

/** The length √xᵀ(λI + G)⁻¹x of each action. */
export function lengths({ means, whitened, width }: Predictions): Float64Array {
  return means.map((_, row) => {
    let sum = 0;
    for (let i = row * width; i < (row + 1) * width; i++) sum += (whitened[i] as number) ** 2;
    return Math.sqrt(sum);
  });
}

/** The square of the length of the difference of two actions. */
export function apart({ whitened, width }: Predictions, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++)
    sum += ((whitened[a * width + i] as number) - (whitened[b * width + i] as number)) ** 2;
  return sum;
}

const known = new WeakMap<RidgePosterior, Float64Array>();

/** L⁻¹ by columns: once for each posterior, since features are sparse and actions many. */
function inverseFactor(posterior: RidgePosterior): Float64Array {
  const kept = known.get(posterior);
  if (kept !== undefined) return kept;
  const inverse = invertLower(posterior.factor, posterior.mean.length);
  known.set(posterior, inverse);
  return inverse;
}
