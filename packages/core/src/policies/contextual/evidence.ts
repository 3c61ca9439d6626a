import { cholesky, solveLower } from './cholesky.ts';
import { dot, type RidgeOptions, withPrior } from './ridge.ts';

/**
 * The logarithm of the evidence p(r | x, λ) of rewards that fall into segments, each with weights of its own and all
 * with one noise; up to a constant that is the same for all λ and all ways to cut the same rewards:
 *
 *     Σ_k ½(log|Λ| − log|Λ + G_k|) − (a₀ + n/2) · log(b₀ + ½ Σ_k residual_k)
 *
 * with Λ the prior precision (λ, in units of the noise), residual_k = Σr² − bᵀ(Λ + G)⁻¹b, a₀ = noiseWeight/2 and
 * b₀ = a₀ · noise². The noise and the weights are integrated out (normal-inverse-gamma prior; Bishop 2006, section 3.5,
 * and MacKay 1992), so that fitting better by having more parameters does not pay by itself.
 *
 * @param segments sums laid out as those of the linear policies
 */
export function logEvidence(segments: readonly Float64Array[], d: number, options: RidgeOptions): number {
  const { noise, noiseWeight } = options;
  let determinants = 0;
  let residual = 0;
  let count = 0;
  for (const sums of segments) {
    const { matrix, b, squares, logPrior } = withPrior(sums, d, options);
    const factor = cholesky(matrix, d);
    const whitened = solveLower(factor, b, d);
    for (let i = 0; i < d; i++) determinants -= Math.log(factor[i * d + i] as number);
    determinants += logPrior / 2;
    residual += Math.max(squares - dot(whitened, whitened), 0);
    count += sums[0] as number;
  }
  return determinants - ((noiseWeight + count) / 2) * Math.log((noiseWeight * noise ** 2 + residual) / 2);
}
