/**
 * The power mean of weight and one with exponent −1 (Metelli, Russo and Restelli 2021, section 4):
 *
 *     w_λ = w / (1 − λ + λ·w)
 *
 * For λ in (0, 1] it stays below 1/λ, so that the estimate concentrates as if it were sub-Gaussian; λ = 0 leaves the
 * weight, λ = 1 makes it 1. The paper sets λ by a bound on the divergence of the policies; here it is given, or chosen
 * out of a grid, as Open Bandit Pipeline does.
 */
export function subGaussianWeight(weight: number, lambda: number): number {
  return weight === 0 ? 0 : weight / (1 - lambda + lambda * weight);
}

export const subGaussianGrid: readonly number[] = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
