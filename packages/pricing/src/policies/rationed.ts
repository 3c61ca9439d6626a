/**
 * How often to take each rung in a period, so that a stock lasts as long as it should and earns most: the linear
 * programme
 *
 *     max Σ x_k·v_k   subject to   Σ x_k·d_k ≤ c,   Σ x_k = 1,   x ≥ 0
 *
 * With one stock its solution mixes two rungs at most, one that sells no more than c and one that sells more; all pairs
 * are looked at. Where every rung sells more than c, the one that sells least is taken.
 *
 * @param worths v_k of a period at each rung
 * @param units d_k
 * @param ration c, units that may be sold in a period on average
 * @returns x
 */
export function rationed(worths: ArrayLike<number>, units: ArrayLike<number>, ration: number): Float64Array {
  const size = worths.length;
  const shares = new Float64Array(size);
  let [best, slow, fast, share] = [Number.NEGATIVE_INFINITY, -1, -1, 1];
  for (let i = 0; i < size; i++) {
    const [v, d] = [worths[i] as number, units[i] as number];
    if (!(d <= ration)) continue;
    if (v > best) [best, slow, fast, share] = [v, i, -1, 1];
    for (let j = 0; j < size; j++) {
      const [w, more] = [worths[j] as number, units[j] as number];
      if (!(more > ration)) continue;
      const often = (more - ration) / (more - d);
      const mixed = often * v + (1 - often) * w;
      if (mixed > best) [best, slow, fast, share] = [mixed, i, j, often];
    }
  }
  if (slow < 0) {
    let least = 0;
    for (let i = 1; i < size; i++) if ((units[i] as number) < (units[least] as number)) least = i;
    shares[least] = 1;
    return shares;
  }
  shares[slow] = share;
  if (fast >= 0) shares[fast] = 1 - share;
  return shares;
}
