/** kl(p, q) = p·ln(p/q) + (1 − p)·ln((1 − p)/(1 − q)), in nats; 0·ln 0 = 0. */
export function bernoulliKl(p: number, q: number): number {
  if (p === q) return 0;
  const successes = p > 0 ? p * Math.log(p / q) : 0;
  const failures = p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0;
  // Rounding may leave a little less than zero where p and q are close.
  return Math.max(successes + failures, 0);
}

/** Newton's steps come down to the root from above and double their digits each: far fewer are ever made. */
const mostSteps = 60;

/**
 * The largest q with kl(p, q) ≤ level.
 *
 * In v = −ln(1 − q) the divergence is (1 − p)·v − p·ln(1 − e⁻ᵛ) − H(p), convex, with H the entropy. So Newton's steps
 * that begin above the root stay above it; v = (level + H) / (1 − p) lies above, and so does Pinsker's p + √(level/2).
 */
export function klUpperBound(p: number, level: number): number {
  if (p >= 1) return 1;
  if (p <= 0) return -Math.expm1(-level);
  const entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
  const pinsker = p + Math.sqrt(level / 2);
  let v = (level + entropy) / (1 - p);
  if (pinsker < 1) v = Math.min(v, -Math.log(1 - pinsker));
  for (let step = 0; step < mostSteps; step++) {
    const rest = Math.exp(-v);
    const q = 1 - rest;
    const excess = (1 - p) * v - p * Math.log(q) - entropy - level;
    const slope = 1 - p - (p * rest) / q;
    if (!(excess > 1e-13 && slope > 0)) break;
    v -= excess / slope;
  }
  return Math.max(-Math.expm1(-v), p);
}
