const height = 8;

/**
 * Values over time as text: one column a value, the axis at zero, the highest and the lowest on the left.
 *
 * @param label writes a value
 */
export function plot(values: readonly number[], label: (value: number) => string): string {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const span = high - low || 1;
  const row = (value: number) => Math.round(((high - value) / span) * (height - 1));
  const zero = row(0);
  const edges = new Map([
    [row(low), label(low)],
    [row(high), label(high)],
    [zero, label(0)],
  ]);
  const width = Math.max(...[...edges.values()].map((text) => text.length));
  return Array.from({ length: height }, (_, at) => {
    const cells = values.map((value) => (row(value) === at ? '•' : at === zero ? '─' : ' '));
    return `${(edges.get(at) ?? '').padStart(width)} ${at === zero ? '┼' : '│'}${cells.join('')}`.trimEnd();
  }).join('\n');
}
