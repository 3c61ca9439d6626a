import type { Next } from './policy.ts';

export interface MixtureOptions {
  /** Posterior samples S for each decision. */
  readonly samples?: number;
  /** Mass ε that is spread evenly, so that every action keeps a probability above zero. */
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
  const drawn = Array.from({ length: samples }, (_, s) => scores(s));
  const share = (1 - epsilon) / samples;
  // The best of each sample after each place, as far as the last prefix went: most of a longer prefix is known.
  const known: { readonly taken: number; readonly best: Int32Array }[] = [];

  const bestAfter = (prefix: readonly number[]): Int32Array => {
    let same = 0;
    while (same < prefix.length && known[same + 1]?.taken === prefix[same]) same++;
    known.length = Math.min(known.length, same + 1);
    const taken = new Uint8Array(size);
    for (let place = 0; place < same; place++) taken[prefix[place] as number] = 1;
    if (known.length === 0)
      known.push({ taken: -1, best: Int32Array.from(drawn, (values) => bestLeft(values, taken)) });
    for (const action of prefix.slice(same)) {
      taken[action] = 1;
      const { best } = known[known.length - 1] as { best: Int32Array };
      known.push({
        taken: action,
        best: best.map((b, s) => (b === action ? bestLeft(drawn[s] as Float64Array, taken) : b)),
      });
    }
    return (known[prefix.length] as { best: Int32Array }).best;
  };

  return (prefix) => {
    const probabilities = new Float64Array(size).fill(epsilon / (size - prefix.length));
    for (const index of prefix) probabilities[index] = 0;
    for (const best of bestAfter(prefix)) probabilities[best] = (probabilities[best] as number) + share;
    return probabilities;
  };
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

export function checkMixture({ samples = 32, epsilon = 0.02 }: MixtureOptions): void {
  if (!Number.isInteger(samples) || samples < 1)
    throw new RangeError(`samples must be a whole number above zero, not ${samples}`);
  if (!(epsilon > 0 && epsilon <= 1)) throw new RangeError(`epsilon must lie in (0, 1], not ${epsilon}`);
}
