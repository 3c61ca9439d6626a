import { checkPositive } from '../check.ts';
import { epsilonBest } from '../distribution.ts';
import type { Policy, PolicyInput } from '../policy.ts';
import { checkChance, supportOf } from './chance.ts';
import { linearBelief } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';
import { lengths, predictions } from './whitened.ts';

export interface LinearUcbOptions extends LinearOptions {
  /** Factor α on the deviation: above 1 explores more. */
  readonly exploration?: number;
  /** Share of decisions made at random; 0, the default, supports no evaluation. */
  readonly epsilon?: number;
}

/**
 * LinUCB (Li, Chu, Langford and Schapire 2010) with weights that all actions share: the action with the largest
 *
 *     μᵀx + α·s·√(xᵀ(λI + G)⁻¹x)
 *
 * Deviations: the noise s of single rewards is estimated from the residuals, where the paper has it in α; a share ε of
 * chance can be added, so that its log supports evaluation; and a half-life or a window gives the discounted and the
 * windowed form (D-LinUCB and SW-LinUCB; Russac et al. 2019), without D-LinUCB's second matrix.
 */
export function linearUcb(options: LinearUcbOptions): Policy {
  const { exploration = 1, epsilon = 0 } = options;
  checkPositive({ exploration });
  checkChance(epsilon);
  const { state, posterior } = linearModel(options);
  const slate = (input: PolicyInput) => {
    const believed = posterior(input.state, input.at);
    const predicted = predictions(input.actions, believed);
    const length = lengths(predicted);
    const bounds = predicted.means.map(
      (mean, i) => mean + exploration * believed.noise * (length[i] as number),
    );
    return epsilonBest(bounds, epsilon);
  };
  return {
    id: 'ucb-linear',
    version: 1,
    support: supportOf(epsilon),
    reward: 'signed',
    scores: 'unused',
    state,
    distribution: (input) => slate(input)([]),
    slate,
    ...linearBelief(({ state: sums, at }) => posterior(sums, at)),
  };
}
