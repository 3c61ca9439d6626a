import { NormalEquations, product, withConstant } from './normal-equations.ts';
import type { FitModel } from './reward-model.ts';

export interface RidgeModelOptions {
  /** Penalty λ on each squared weight but that of the constant; 1 when absent. */
  readonly ridge?: number;
}

/**
 * Ridge regression with a constant of its own, which is not penalised (Hoerl and Kennard 1970):
 *
 *     min Σ wᵢ·(rᵢ − β₀ − β·xᵢ)² + λ·|β|²
 *
 * For rewards of any size. Its expectations may lie outside of the rewards' range, which the doubly robust estimators
 * correct and the direct method does not.
 */
export function ridgeModel({ ridge = 1 }: RidgeModelOptions = {}): FitModel {
  return (examples) => {
    const width = examples[0]?.features.length ?? 0;
    const penalties = new Float64Array(width + 1).fill(ridge);
    penalties[0] = negligible;
    const equations = new NormalEquations(penalties);
    for (const { features, reward, weight } of examples)
      equations.add(withConstant(features), weight, weight * reward);
    const weights = equations.solve();
    return { predict: (features) => product(weights, withConstant(features)) };
  };
}

/** Keeps the equations solvable where all examples weigh next to nothing. */
const negligible = 1e-12;
