/** A step and the milliseconds that it took. */
export interface Step {
  readonly name: string;
  readonly took: number;
}

/** Does a step, and notes how long it took. */
export async function timed<T>(steps: Step[], name: string, body: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await body();
  steps.push({ name, took: performance.now() - started });
  return result;
}

/** The steps as a table, with their sum. */
export function table(steps: readonly Step[], total: string): string {
  const sum = steps.reduce((all, { took }) => all + took, 0);
  const rows = [...steps, { name: total, took: sum }];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, took }) => `${name.padEnd(width)}  ${(took / 1000).toFixed(1).padStart(6)} s`,
  );
  const rule = '-'.repeat(width + 10);
  return [...lines.slice(0, -1), rule, lines.at(-1)].join('\n');
}
