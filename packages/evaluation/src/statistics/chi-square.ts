import { logGamma } from './gamma.ts';

/**
 * The probability that a χ² variable exceeds a value: Q(k/2, x/2), the regularised upper incomplete gamma function,
 * by its series below the mean and by Lentz's continued fraction above it (Press et al. 2007, section 6.2).
 *
 * @param degrees degrees of freedom k > 0
 */
export function chiSquareTail(value: number, degrees: number): number {
  const s = degrees / 2;
  const x = value / 2;
  if (!(x > 0)) return 1;
  const front = Math.exp(s * Math.log(x) - x - logGamma(s));
  return x < s + 1 ? 1 - front * series(s, x) : front * fraction(s, x);
}

const most = 10_000;

function series(s: number, x: number): number {
  let term = 1 / s;
  let sum = term;
  for (let n = 1; n < most && term > sum * 1e-16; n++) {
    term *= x / (s + n);
    sum += term;
  }
  return sum;
}

function fraction(s: number, x: number): number {
  let b = x + 1 - s;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < most; i++) {
    const an = -i * (i - s);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
