import { logGamma } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/**
 * t such that a variable of Student's distribution lies in ±t with the probability `level`: the root of its
 * distribution function, by Newton's steps from the normal quantile, halved where they would leave the bracket.
 *
 * @param level in (0, 1)
 * @param degrees degrees of freedom ν > 0
 */
export function studentCritical(level: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom must be above 0, not ${degrees}`);
  const tail = (1 - level) / 2;
  let t = normalQuantile(0.5 + level / 2);
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (let step = 0; step < 200; step++) {
    const excess = studentTail(t, degrees) - tail;
    if (excess > 0) low = t;
    else high = t;
    const next = t + excess / density(t, degrees);
    if (Math.abs(next - t) <= 1e-12 * t) return next;
    t = next > low && next < high ? next : high === Number.POSITIVE_INFINITY ? 2 * t : (low + high) / 2;
  }
  return t;
}

/** The probability that a variable of Student's distribution exceeds t ≥ 0: ½ I_x(ν/2, ½) at x = ν / (ν + t²). */
export function studentTail(t: number, degrees: number): number {
  return 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

function density(t: number, degrees: number): number {
  const front = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees * Math.PI);
  return Math.exp(front - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
}

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Press et al. 2007, section 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

const most = 10_000;
const tiny = 1e-300;

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < most; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}

function nonzero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
