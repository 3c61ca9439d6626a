import { gamma, type Rng } from '@armoire/core';

/**
 * What is sold in a period, by inversion of one uniform number: worlds that differ in price alone have the same luck.
 * Poisson, or with a dispersion φ above 1 a Poisson whose mean is gamma with variance (φ − 1)·mean; beyond a mean of 500
 * a rounded normal.
 *
 * @param shape a stream for the gamma, of this period alone
 */
export function unitsSold(mean: number, luck: number, dispersion: number, shape: () => Rng): number {
  if (!(mean > 0)) return 0;
  const actual = dispersion > 1 ? gamma(shape(), mean / (dispersion - 1)) * (dispersion - 1) : mean;
  if (actual > 500) return Math.max(Math.round(actual + Math.sqrt(actual) * normalAt(luck)), 0);
  let term = Math.exp(-actual);
  let below = term;
  let units = 0;
  while (luck > below && units < 2000) {
    units++;
    term *= actual / units;
    below += term;
  }
  return units;
}

/** The normal quantile to four digits (Shore 1982), which luck needs no more of. */
function normalAt(p: number): number {
  const near = Math.min(Math.max(p, 1e-6), 1 - 1e-6);
  return near < 0.5 ? -quantileAbove(1 - near) : quantileAbove(near);
}

function quantileAbove(p: number): number {
  return 5.5556 * (1 - ((1 - p) / p) ** 0.1186);
}
