import type { Next } from './policy.ts';

export interface MixtureOptions {
  /** Posterior samples S for each decision. */
  readonly samples?: number;
  /**
   * Mass ε that is spread evenly, so that every action keeps a probability above zero. 0 only with a single sample:
   * that is Thompson sampling itself, whose propensities are not known, so that its log supports no evaluation.
   */
  readonly epsilon?: number;
}

/**
 * Thompson sampling with a known propensity. S samples of the posterior are drawn once for a whole slate; at each
 * place the action is drawn from
 *
 *     p(a) = (1 − ε) · #{s : a is the best of those left under sample s} / S + ε / K
 *
 * where K counts the actions left. This mixture is the policy, so the probability is exact, not an estimate of
 * Thompson sampling's own.
 *
 * @param scores for sample s, the value of each action
 */
export function posteriorMixture(
  size: number,
  options: MixtureOptions,
  scores: (s: number) => Float64Array,
): Next {
  const { samples = 32, epsilon = 0.02 } = options;
  const share = (1 - epsilon) / samples;
  const bestAfter = posteriorBests(size, samples, scores);
  return (prefix) => {
    const probabilities = new Float64Array(size).fill(epsilon / (size - prefix.length));
    for (const index of prefix) probabilities[index] = 0;
    for (const best of bestAfter(prefix)) probabilities[best] = (probabilities[best] as number) + share;
    return probabilities;
  };
}

/**
 * Posterior samples, drawn once, and for each of them the best action outside of a prefix.
 *
 * @param scores for sample s, the value of each action
 * @returns for a prefix that leaves at least one action, an index for each sample; not to be written to
 */
export function posteriorBests(
  size: number,
  samples: number,
  scores: (s: number) => Float64Array,
): (prefix: readonly number[]) => Int32Array {
  const drawn: Float64Array[] = [];
  for (let i = 0; i < samples; i++) drawn.push(scores(i));
  // The best of each sample after each place, as far as the last prefix went: most of a longer prefix is known.
  const known: { readonly taken: number; readonly best: Int32Array }[] = [
    { taken: -1, best: bestOfEach(drawn, new Uint8Array(size)) },
  ];

  return (prefix) => {
    let same = 0;
    while (same < prefix.length && known[same + 1]?.taken === prefix[same]) same++;
    known.length = same + 1;
    if (same < prefix.length) {
      const taken = new Uint8Array(size);
      for (let place = 0; place < same; place++) taken[prefix[place] as number] = 1;
      for (let place = same; place < prefix.length; place++) {
        const action = prefix[place] as number;
        taken[action] = 1;
        const { best } = known[place] as { best: Int32Array };
        known.push({ taken: action, best: bestOfEach(drawn, taken, best) });
      }
    }
    return (known[prefix.length] as { best: Int32Array }).best;
  };
}

/** @param before the best of each as long as they were not taken */
function bestOfEach(drawn: readonly Float64Array[], taken: Uint8Array, before?: Int32Array): Int32Array {
  const best = new Int32Array(drawn.length);
  for (let s = 0; s < best.length; s++) {
    const last = before?.[s] ?? -1;
    best[s] = last !== -1 && taken[last] === 0 ? last : bestLeft(drawn[s] as Float64Array, taken);
  }
  return best;
}

function bestLeft(values: Float64Array, taken: Uint8Array): number {
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (taken[i] === 0 && (best === -1 || value > highest)) {
      best = i;
      highest = value;
    }
  }
  return best;
}

/** @throws RangeError naming the first option that will not do */
export function checkMixture({ samples = 32, epsilon = 0.02 }: MixtureOptions): void {
  if (!Number.isInteger(samples) || samples < 1)
    throw new RangeError(`samples must be a whole number above zero, not ${samples}`);
  if (!(epsilon > 0 && epsilon <= 1) && !(epsilon === 0 && samples === 1))
    throw new RangeError(`epsilon must lie in (0, 1], or be 0 with a single sample, not ${epsilon}`);
}

export function mixtureSupport({ epsilon }: MixtureOptions): 'full' | 'none' {
  return epsilon === 0 ? 'none' : 'full';
}
