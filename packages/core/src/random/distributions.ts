import type { Rng } from './rng.ts';

/** Standard normal, by Box and Muller (1958); the second of each pair is discarded to keep streams simple. */
export function normal(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
  return radius * Math.cos(2 * Math.PI * rng.next());
}

/** Fills with standard normals, by Box and Muller (1958): both of each pair are used. */
export function normals(rng: Rng, into: Float64Array): Float64Array {
  for (let i = 0; i < into.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
    const angle = 2 * Math.PI * rng.next();
    into[i] = radius * Math.cos(angle);
    // Beyond the end of an odd length the second is dropped: typed arrays ignore such writes.
    into[i + 1] = radius * Math.sin(angle);
  }
  return into;
}

/**
 * Gamma with the given shape and scale 1, by Marsaglia and Tsang (2000).
 *
 * @throws RangeError unless the shape is finite and above zero: the rejection below would never end
 */
export function gamma(rng: Rng, shape: number): number {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) throw new RangeError(`a gamma has no shape ${shape}`);
  if (shape < 1) return gamma(rng, shape + 1) * (1 - rng.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Beta(a, b) for a, b > 0, as a ratio of gammas. */
export function beta(rng: Rng, a: number, b: number): number {
  const x = gamma(rng, a);
  const y = gamma(rng, b);
  // Both underflow only for tiny parameters, where the distribution sits at its ends.
  return x + y > 0 ? x / (x + y) : Number(rng.next() < a / (a + b));
}

/** An index drawn with the given probabilities (non-negative, sum 1): inversion with one uniform. */
export function draw(rng: Rng, probabilities: ArrayLike<number>): number {
  let rest = rng.next();
  let last = -1;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    if (p <= 0) continue;
    last = i;
    rest -= p;
    if (rest < 0) return i;
  }
  return last;
}
