import type { Next } from '@armoire/core';

/** Ways to fill the places above that are gone through; a shelf of fifty candidates has more at its third place. */
const most = 2_000;

/**
 * The probability that an action stands at each place of a slate whatever stands above it, by going through all ways
 * to fill the places above:
 *
 *     P(a at k) = Σ over prefixes of length k of P(prefix) · π(a | prefix)
 *
 * @param next distribution over the actions given those that stand above
 * @param chosen the action asked for at each place from the top
 * @returns a probability for each place, down to where there are more than 2,000 prefixes
 */
export function marginals(next: Next, chosen: readonly number[]): number[] {
  const found: number[] = [];
  let prefixes: readonly Prefix[] = [{ above: [], probability: 1 }];
  for (const action of chosen) {
    const distributions = prefixes.map(({ above }) => next(above));
    found.push(
      prefixes.reduce((sum, { probability }, i) => sum + probability * (distributions[i]?.[action] ?? 0), 0),
    );
    const ways = distributions.reduce((sum, each) => sum + each.filter((p) => p > 0).length, 0);
    if (ways > most) break;
    prefixes = prefixes.flatMap((prefix, i) => longer(prefix, distributions[i] ?? new Float64Array()));
  }
  return found;
}

interface Prefix {
  readonly above: readonly number[];
  readonly probability: number;
}

function longer({ above, probability }: Prefix, distribution: Float64Array): Prefix[] {
  const found: Prefix[] = [];
  for (const [action, p] of distribution.entries())
    if (p > 0) found.push({ above: [...above, action], probability: probability * p });
  return found;
}
