/** What is further than this from the best is treated as if it were no further: e⁻²³ is 10⁻¹⁰. */
const furthest = 23;

/**
 * p(a) ∝ exp(−distance(a)) over the actions outside of `prefix`.
 *
 * Distances are cut at 23. An action keeps 10⁻¹⁰ of the best one's probability, in place of one that a double cannot
 * hold: every action can be chosen, as the policies that use this declare, and no weight of an evaluation overflows.
 *
 * @param distance not negative; 0 for at least one of the actions left; ∞ is allowed
 */
export function boltzmann(
  size: number,
  prefix: readonly number[],
  distance: (action: number) => number,
): Float64Array {
  const odds = new Float64Array(size);
  for (const taken of prefix) odds[taken] = -1;
  let total = 0;
  for (let i = 0; i < size; i++) {
    if (odds[i] === -1) {
      odds[i] = 0;
      continue;
    }
    const weight = Math.exp(-Math.min(distance(i), furthest));
    odds[i] = weight;
    total += weight;
  }
  for (let i = 0; i < size; i++) odds[i] = (odds[i] as number) / total;
  return odds;
}

/** The largest value outside of `prefix`; −∞ when nothing is left. */
export function highest(values: Float64Array, prefix: readonly number[]): number {
  const taken = new Set(prefix);
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > best && !taken.has(i)) best = value;
  }
  return best;
}
