/**
 * E[D | D ≥ s] for D ~ Poisson(m): m · P(D ≥ s − 1) / P(D ≥ s). What a period that sold out at s units would have sold.
 *
 * @param least s, a whole number
 */
export function censoredMean(mean: number, least: number): number {
  if (!(mean > 0) || !(least > 0)) return Math.max(mean, least, 0);
  if (mean > large || least > large) return normalMean(mean, least);
  const above = poissonTail(mean, least);
  // Far beyond what the mean explains, the excess over s is short of one: m/s of a geometric tail.
  if (!(above > 1e-12)) return least + mean / (least + 1);
  return Math.max((mean * poissonTail(mean, least - 1)) / above, least);
}

/** Beyond this, counts are as good as normal. */
const large = 500;

/** E[X | X ≥ s] for X ~ N(m, m): m + √m·φ(z)/Q(z). */
function normalMean(mean: number, least: number): number {
  const z = (least - mean) / Math.sqrt(mean);
  return Math.max(mean + Math.sqrt(mean) * hazard(z), least);
}

/** φ(z)/Q(z) of the standard normal: from the tail's expansion, or Q from Abramowitz and Stegun 26.2.17. */
function hazard(z: number): number {
  if (z < -8) return 0;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z > 4) return z + 1 / z - 2 / z ** 3;
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = density * series;
  return density / (z >= 0 ? tail : 1 - tail);
}

/** P(D ≥ s). */
export function poissonTail(mean: number, least: number): number {
  if (least <= 0) return 1;
  let below = 0;
  // In logarithms: e^−m underflows from m = 746 on.
  let term = -mean;
  for (let k = 0; k < least; k++) {
    below += Math.exp(term);
    term += Math.log(mean) - Math.log(k + 1);
  }
  return Math.max(1 - below, 0);
}
