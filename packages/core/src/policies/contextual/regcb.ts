import { checkPositive } from '../check.ts';
import { epsilonBest, uniformOver } from '../distribution.ts';
import type { Next, Policy, PolicyInput } from '../policy.ts';
import { checkChance, supportOf } from './chance.ts';
import { linearBelief } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';
import { lengths, predictions } from './whitened.ts';

export interface RegCbOptions extends LinearOptions {
  /**
   * `optimistic` takes the action with the highest bound; `elimination` any that may still be the best, with equal
   * probability.
   */
  readonly variant?: 'optimistic' | 'elimination';
  /** c in the radius c·s²·ln(K(1 + n)) of the confidence set; 0.3 when absent. */
  readonly radius?: number;
  /** Share of decisions made at random. 0 when absent and 0.02 with `elimination`, which needs some. */
  readonly epsilon?: number;
}

/**
 * RegCB (Foster, Agarwal, Dudík, Luo and Schapire 2018): confidence by regression. All weights whose squared loss is
 * within β of the least are believed; for a ridge regression that is an ellipsoid, so that the range of an action's
 * reward over it has a closed form:
 *
 *     μᵀx ± √(β · xᵀ(λI + G)⁻¹x),   β = c·s²·ln(K(1 + n))
 *
 * Deviations: the published form searches these bounds by calls to a regression oracle and cuts them to the range of
 * rewards; here β has the estimated noise s² in it, so that c does not depend on the scale of rewards (the bake-off of
 * Bietti, Agarwal and Langford 2021 uses c·ln(Kt)); and chance can be added.
 *
 * @throws RangeError for options out of their range, or for `elimination` without chance
 */
export function regCb(options: RegCbOptions): Policy {
  const { variant = 'optimistic', radius = 0.3 } = options;
  const { epsilon = variant === 'elimination' ? 0.02 : 0 } = options;
  checkPositive({ radius, ...(variant === 'elimination' ? { epsilon } : {}) });
  checkChance(epsilon);
  const { state, posterior } = linearModel(options);
  const slate = (input: PolicyInput) => {
    const believed = posterior(input.state, input.at);
    const predicted = predictions(input.actions, believed);
    const { means } = predicted;
    const width = believed.noise * Math.sqrt(radius * Math.log(means.length * (1 + believed.count)));
    const reach = lengths(predicted).map((length) => width * length);
    const upper = means.map((mean, i) => mean + (reach[i] as number));
    if (variant === 'optimistic') return epsilonBest(upper, epsilon);
    const lower = means.map((mean, i) => mean - (reach[i] as number));
    return evenlyAmongPlausible(upper, lower, epsilon);
  };
  return {
    id: variant === 'optimistic' ? 'regcb' : 'regcb-elimination',
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

/** The actions left whose upper bound reaches the highest lower bound of those left, with equal probability. */
function evenlyAmongPlausible(upper: Float64Array, lower: Float64Array, epsilon: number): Next {
  return (prefix) => {
    const probabilities = uniformOver(upper.length, prefix).map((p) => p * epsilon);
    const taken = new Set(prefix);
    const bar = lower.reduce((most, x, i) => (taken.has(i) ? most : Math.max(most, x)), -Infinity);
    const plausible: number[] = [];
    for (let i = 0; i < upper.length; i++)
      if (!taken.has(i) && (upper[i] as number) >= bar) plausible.push(i);
    for (const i of plausible)
      probabilities[i] = (probabilities[i] as number) + (1 - epsilon) / plausible.length;
    return probabilities;
  };
}
