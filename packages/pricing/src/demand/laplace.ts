import { backward, choleskyOf, forward, times } from './matrix.ts';

/** Poisson counts whose log-rates have a Gaussian prior. */
export interface PoissonField {
  /** Prior covariance of the log-rates, row-major. */
  readonly covariance: Float64Array;
  readonly mean: Float64Array;
  /** Periods behind the events of each. */
  readonly exposure: Float64Array;
  readonly events: Float64Array;
}

export interface LaplaceFit {
  /** K⁻¹(mode − mean): what the mean at another place is the covariance with it times of. */
  readonly gradient: Float64Array;
  /** L⁻¹W½k: the covariance that the data explain at places of cross-covariance k, k′ is the product of the two. */
  whiten(cross: Float64Array): Float64Array;
}

const most = 60;

/**
 * Newton's way to the mode of the posterior of log-rates (Rasmussen and Williams 2006, algorithms 3.1 and 3.2), with
 * steps halved as long as they lead down.
 */
export function laplace({ covariance, mean, exposure, events }: PoissonField, d: number): LaplaceFit {
  let f: Float64Array = Float64Array.from(mean);
  // A first guess near the data: from a prior far off, a step of Newton's would overshoot e^f.
  for (let i = 0; i < d; i++) {
    const [n, s] = [exposure[i] as number, events[i] as number];
    if (n > 0) f[i] = Math.log((s + 0.5) / n);
  }
  let gradient: Float64Array = new Float64Array(d);
  let factor: Float64Array = new Float64Array(0);
  let roots: Float64Array = new Float64Array(d);
  const rates = (at: Float64Array) => at.map((x, i) => (exposure[i] as number) * Math.exp(Math.min(x, 30)));
  const objective = (at: Float64Array, a: Float64Array) => {
    let sum = 0;
    const rate = rates(at);
    for (let i = 0; i < d; i++)
      sum +=
        (events[i] as number) * (at[i] as number) -
        (rate[i] as number) -
        0.5 * (a[i] as number) * ((at[i] as number) - (mean[i] as number));
    return sum;
  };
  let best = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < most; round++) {
    const weights = rates(f);
    roots = weights.map(Math.sqrt);
    const b = new Float64Array(d * d);
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++)
        b[i * d + j] =
          (i === j ? 1 : 0) + (roots[i] as number) * (covariance[i * d + j] as number) * (roots[j] as number);
    factor = choleskyOf(b, d);
    const target = f.map(
      (x, i) =>
        (weights[i] as number) * (x - (mean[i] as number)) + (events[i] as number) - (weights[i] as number),
    );
    const inner = times(covariance, target, d).map((x, i) => x * (roots[i] as number));
    const solved = backward(factor, forward(factor, inner, d), d);
    const full = target.map((x, i) => x - (roots[i] as number) * (solved[i] as number));
    const aim = times(covariance, full, d).map((x, i) => x + (mean[i] as number));
    let share = 1;
    let [next, a] = [aim, full];
    let value = objective(next, a);
    // The first round has nothing to compare with: the guess is no point of the prior's span.
    while (round > 0 && !(value >= best - 1e-9) && share > 1e-3) {
      share /= 2;
      next = f.map((x, i) => x + share * ((aim[i] as number) - x));
      a = gradient.map((x, i) => x + share * ((full[i] as number) - x));
      value = objective(next, a);
    }
    let moved = 0;
    for (let i = 0; i < d; i++) moved = Math.max(moved, Math.abs((next[i] as number) - (f[i] as number)));
    f = next;
    gradient = a;
    best = value;
    if (moved < 1e-8) break;
  }
  const [scale, lower] = [roots, factor];
  return {
    gradient,
    whiten: (cross) =>
      forward(
        lower,
        cross.map((x, i) => x * (scale[i] as number)),
        d,
      ),
  };
}
