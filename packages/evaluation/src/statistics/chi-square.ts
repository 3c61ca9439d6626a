/** Lanczos' coefficients for g = 7 (Godfrey 2001). */
const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, by Lanczos' approximation; relative error about 1e-15. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const sum = lanczos.reduce(
    (total, coefficient, i) => total + (i === 0 ? coefficient : coefficient / (z + i)),
    0,
  );
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

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
