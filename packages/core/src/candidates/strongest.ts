/**
 * The first of some numbers in an order, as sorting all of them would give them: only those that beat the last of the
 * first so far are sorted, which of many thousands are few.
 *
 * @param order negative where the first stands before the second; no two are equal
 */
export function strongest(
  numbers: readonly number[],
  most: number,
  order: (a: number, b: number) => number,
): number[] {
  const kept: number[] = [];
  let last: number | undefined;
  for (const number of numbers) {
    if (last !== undefined && order(number, last) > 0) continue;
    if (kept.push(number) < 2 * most) continue;
    kept.sort(order).length = most;
    last = kept[most - 1];
  }
  return kept.sort(order).slice(0, most);
}
