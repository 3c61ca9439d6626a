/** χ² of counts against equal expectations, as a z-score (Wilson and Hilferty): beyond 5 it is no accident. */
export function uniformityZ(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((a, b) => a + b, 0);
  return chiSquareZ(
    counts,
    Array.from(counts, () => total / counts.length),
  );
}

/** The same for any expectations; cells that expect nothing must be empty and are left out. */
export function chiSquareZ(counts: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  let cells = 0;
  for (let i = 0; i < counts.length; i++) {
    const e = expected[i] ?? 0;
    if (e === 0 && counts[i] === 0) continue;
    sum += ((counts[i] ?? 0) - e) ** 2 / e;
    cells++;
  }
  const k = Math.max(cells - 1, 1);
  return ((sum / k) ** (1 / 3) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
}

export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

export function variance(values: readonly number[]): number {
  const m = mean(values);
  return values.reduce((sum, x) => sum + (x - m) ** 2, 0) / (values.length - 1);
}

/** How often each of `cells` indices comes up. */
export function tally(cells: number, indices: Iterable<number>): Uint32Array {
  const counts = new Uint32Array(cells);
  for (const index of indices) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
