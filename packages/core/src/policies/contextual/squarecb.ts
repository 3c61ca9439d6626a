import { checkPositive } from '../check.ts';
import { argmax } from '../distribution.ts';
import type { Policy, PolicyInput, Scores } from '../policy.ts';
import { linearBelief } from './gaussian-weights.ts';
import { type LinearOptions, linearModel } from './linear-model.ts';
import { sparseRows, timesRows } from './sparse.ts';

export interface SquareCbOptions extends LinearOptions {
  /** c in γ = c·n^exponent; 10 when absent. */
  readonly scale?: number;
  /** 0.5 when absent. */
  readonly exponent?: number;
  /** What gaps are measured in: rewards, as published, or deviations of a single reward, as estimated. */
  readonly unit?: 'reward' | 'noise';
}

/**
 * SquareCB (Foster and Rakhlin 2020; inverse gap weighting of Abe and Long 1999) over a ridge regression, or over the
 * scores of a model where there are any. With ŝ the estimates, b the best of the K left and n the observations,
 *
 *     p_a = 1 / (K + γ·(ŝ_b − ŝ_a)) for a ≠ b, the rest of the mass for b;   γ = c·n^exponent
 *
 * Deviations: γ grows with what was observed in place of a round's number, so that forgetting explores again; gaps can
 * be measured in units of the estimated noise, so that c does not depend on the scale of rewards; scores that are
 * logits are turned into probabilities first.
 */
export function squareCb(options: SquareCbOptions): Policy {
  const { scale = 10, exponent = 0.5, unit = 'reward' } = options;
  checkPositive({ scale, exponent });
  const { state, posterior } = linearModel(options);
  const slate = (input: PolicyInput) => {
    const { mean, count, noise } = posterior(input.state, input.at);
    const estimates =
      input.scores === undefined
        ? timesRows(sparseRows(input.actions, mean.length), mean)
        : asValues(input.scores);
    const gamma = (scale * count ** exponent) / (unit === 'noise' ? noise : 1);
    return (prefix: readonly number[]) => {
      const left = estimates.length - prefix.length;
      const best = argmax(estimates, prefix);
      const highest = estimates[best] as number;
      const probabilities = estimates.map((estimate) => 1 / (left + gamma * (highest - estimate)));
      for (const taken of prefix) probabilities[taken] = 0;
      probabilities[best] = 0;
      const others = probabilities.reduce((sum, p) => sum + p, 0);
      probabilities[best] = 1 - others;
      return probabilities;
    };
  };
  return {
    id: 'squarecb',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'optional',
    state,
    distribution: (input) => slate(input)([]),
    slate,
    ...linearBelief(({ state: sums, at }) => posterior(sums, at)),
  };
}

function asValues({ kind, scores }: Scores): Float64Array {
  return kind === 'value' ? scores : scores.map((logit) => 1 / (1 + Math.exp(-logit)));
}
