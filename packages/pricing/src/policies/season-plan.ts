/** A rung of a season that is planned: what it sells in a period on average, and what each unit brings. */
export interface PlannedRung {
  readonly units: number;
  readonly margin: number;
}

export interface SeasonPlan {
  /** What is expected to be earned from here on. */
  value(periodsLeft: number, stock: number): number;
  /** The rung to take. */
  best(periodsLeft: number, stock: number): number;
}

/**
 * The best prices for a stock and a season, where demand is known: the dynamic programme of Gallego and van Ryzin (1994)
 * in periods,
 *
 *     V_t(s) = max_k E[m_k·min(D_k, s) + V_{t−1}(s − min(D_k, s))],   V_0(s) = salvage·s,   D_k ~ Poisson(d_k)
 *
 * exact, in O(periods · stock² · rungs): the reference where it is computable, up to some hundred of each.
 */
export function seasonPlan(
  rungs: readonly PlannedRung[],
  season: { readonly periods: number; readonly stock: number; readonly salvage?: number },
): SeasonPlan {
  const { periods, stock, salvage = 0 } = season;
  const chances = rungs.map(({ units }) => poisson(units, stock));
  const width = stock + 1;
  const values = new Float64Array((periods + 1) * width);
  const choices = new Uint16Array((periods + 1) * width);
  for (let s = 0; s <= stock; s++) values[s] = salvage * s;
  for (let t = 1; t <= periods; t++) {
    for (let s = 0; s <= stock; s++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < rungs.length; k++) {
        const pmf = chances[k] as Float64Array;
        const { margin } = rungs[k] as PlannedRung;
        let [sum, rest] = [0, 1];
        for (let sold = 0; sold < s; sold++) {
          const p = pmf[sold] as number;
          sum += p * (margin * sold + (values[(t - 1) * width + s - sold] as number));
          rest -= p;
          if (rest < 1e-12) break;
        }
        sum += Math.max(rest, 0) * (margin * s + (values[(t - 1) * width] as number));
        if (sum > best) {
          best = sum;
          choices[t * width + s] = k;
        }
      }
      values[t * width + s] = best;
    }
  }
  const at = (t: number, s: number) =>
    Math.min(Math.max(t, 0), periods) * width + Math.min(Math.max(s, 0), stock);
  return {
    value: (left, units) => values[at(left, units)] as number,
    best: (left, units) => choices[at(left, units)] as number,
  };
}

function poisson(mean: number, most: number): Float64Array {
  const pmf = new Float64Array(most + 1);
  if (!(mean > 0)) {
    pmf[0] = 1;
    return pmf;
  }
  let log = -mean;
  for (let k = 0; k <= most; k++) {
    pmf[k] = Math.exp(log);
    log += Math.log(mean) - Math.log(k + 1);
  }
  return pmf;
}
