/** Without a share of chance a policy is deterministic, and its log supports no evaluation. */
export function supportOf(epsilon: number): 'full' | 'none' {
  return epsilon > 0 ? 'full' : 'none';
}

/** @throws RangeError unless the share of chance lies in [0, 1] */
export function checkChance(epsilon: number): void {
  if (!(epsilon >= 0 && epsilon <= 1)) throw new RangeError(`epsilon must lie in [0, 1], not ${epsilon}`);
}
