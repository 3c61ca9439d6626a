import type { Next, PolicyInput } from '../policy.ts';
import { checkMixture, posteriorMixture } from '../posterior-mixture.ts';
import type { RidgePosterior } from './ridge.ts';
import { lengths, predictions } from './whitened.ts';

export interface RandomBoundsOptions {
  /** Factor α on the deviation: above 1 explores more; 1 when absent. */
  readonly exploration?: number;
  /** Steps M of optimism for each decision; 16 when absent. */
  readonly steps?: number;
  /** Mass ε that is spread evenly, so that every action keeps a probability above zero; 0.01 when absent. */
  readonly epsilon?: number;
}

/** @throws RangeError for steps or a share out of their range */
export function checkSteps({ steps, epsilon }: RandomBoundsOptions): void {
  checkMixture({
    ...(steps === undefined ? {} : { samples: steps }),
    ...(epsilon === undefined ? {} : { epsilon }),
  });
}

/**
 * RandUCB (Vaswani, Mehrabian, Durand and Kveton 2020): optimism with a random degree of it, the same for all actions.
 * An action is worth
 *
 *     μᵀx + α·Z·s·√(xᵀ(λI + G)⁻¹x),   Z = |N(0, 1)| in M steps of equal probability
 *
 * so that its probability is known without any sampling: the share of the M steps in which it is the best of those
 * left, mixed with ε/K. Deviation: the paper takes steps of equal width with Gaussian weights; steps of equal weight,
 * each at the middle of its share, are the same in the limit.
 */
export function randomBounds(
  actions: PolicyInput['actions'],
  posterior: RidgePosterior,
  { exploration = 1, steps = 16, epsilon = 0.01 }: RandomBoundsOptions,
): Next {
  const predicted = predictions(actions, posterior);
  const reach = lengths(predicted);
  const { means } = predicted;
  return posteriorMixture(actions.length, { samples: steps, epsilon }, (step) => {
    const z = exploration * posterior.noise * halfNormal((step + 0.5) / steps);
    return means.map((mean, i) => mean + z * (reach[i] as number));
  });
}

/**
 * The value that |N(0, 1)| stays below with a probability, √2·erf⁻¹, by Winitzki's approximation (2008): off by less
 * than 0.01, and it matters little where the steps are, but that they are always the same.
 */
export function halfNormal(probability: number): number {
  const a = 0.147;
  const log = Math.log(1 - probability ** 2);
  const half = 2 / (Math.PI * a) + log / 2;
  return Math.sqrt(2 * (Math.sqrt(half ** 2 - log / a) - half));
}
