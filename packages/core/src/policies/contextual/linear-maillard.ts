import { checkPositive, checkShare } from '../check.ts';
import { argmax } from '../distribution.ts';
import type { Policy, PolicyInput } from '../policy.ts';
import { linearBelief } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';
import { apart, predictions } from './whitened.ts';

export interface LinearMaillardOptions extends LinearOptions {
  /** Factor α on the deviation: above 1 explores more. */
  readonly exploration?: number;
  /** Share η of the mass, before it is weighed, that belongs to the action that looks best; in [0, 1). */
  readonly trust?: number;
  /** Mass ε that is spread evenly, so that every action keeps a probability above zero. */
  readonly epsilon?: number;
}

/**
 * Maillard sampling for linear models (LinMED; Balagopalan and Jun 2025): probabilities in closed form, without any
 * sampling. With b the action that looks best of those left, Δ_a = μᵀ(x_b − x_a) and A = λI + G,
 *
 *     p_a = (1 − ε) · w_a / Σw + ε/K,   w_a = q_a · exp(−Δ_a² / (2 α² s² (x_b − x_a)ᵀA⁻¹(x_b − x_a)))
 *
 * where q is η on b and (1 − η)/K on all. Deviations: the paper mixes an optimal design of the actions into q, which
 * would have to be found anew for each decision and is left out here; its confidence width β is α²s² with s estimated
 * from the residuals; and ε keeps probabilities from vanishing.
 */
export function linearMaillard(options: LinearMaillardOptions): Policy {
  const { exploration = 1, trust = 0.9, epsilon = 0.02 } = options;
  checkPositive({ exploration });
  checkShare({ epsilon });
  if (!(trust >= 0 && trust < 1)) throw new RangeError(`trust must lie in [0, 1), not ${trust}`);
  const { state, posterior } = linearModel(options);
  const slate = (input: PolicyInput) => {
    const believed = posterior(input.state, input.at);
    const predicted = predictions(input.actions, believed);
    const { means } = predicted;
    const unit = 2 * (exploration * believed.noise) ** 2;
    return (prefix: readonly number[]) => {
      const size = means.length;
      const taken = new Set(prefix);
      const best = argmax(means, prefix);
      const left = size - prefix.length;
      const weights = means.map((mean, a) => {
        if (taken.has(a)) return 0;
        if (a === best) return trust + (1 - trust) / left;
        const gap = (means[best] as number) - mean;
        // Actions alike in all features differ by nothing: 0/0 is as good as the best.
        const surprise = gap === 0 ? 0 : gap ** 2 / (unit * apart(predicted, best, a));
        return ((1 - trust) / left) * Math.exp(-surprise);
      });
      const mass = weights.reduce((sum, w) => sum + w, 0);
      return weights.map((w, a) => (taken.has(a) ? 0 : ((1 - epsilon) * w) / mass + epsilon / left));
    };
  };
  return {
    id: 'maillard-linear',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state,
    distribution: (input) => slate(input)([]),
    slate,
    ...linearBelief(({ state: sums, at }) => posterior(sums, at)),
  };
}
