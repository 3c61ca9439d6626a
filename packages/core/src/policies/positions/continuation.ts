/** How far visitors go on after a click in a place. */
export interface Continuation {
  readonly position: number;
  /** λ: probability that whoever clicked here looks at what stands below. */
  readonly continuation: number;
  /** An interval that holds it in 95 of 100 logs. */
  readonly low: number;
  readonly high: number;
  readonly clicks: number;
}

/** What is known of one place: sums over slates, so that those of parts of a log add up. */
export interface ContinuationCell {
  readonly clicks: number;
  /** Those that were the lowest of their slate. */
  readonly last: number;
}

const squared = 1.959963984540054 ** 2;

/** Sums up slates, each given by the positions of its clicks. */
export function continuationCells(
  slates: Iterable<readonly number[]>,
  known: ReadonlyMap<number, ContinuationCell> = new Map(),
): Map<number, ContinuationCell> {
  const cells = new Map(known);
  for (const slate of slates) {
    const clicked = new Set(slate);
    const lowest = Math.max(...clicked);
    for (const position of clicked) {
      const { clicks, last } = cells.get(position) ?? { clicks: 0, last: 0 };
      cells.set(position, { clicks: clicks + 1, last: last + Number(position === lowest) });
    }
  }
  return cells;
}

/**
 * The dependent click model (Guo, Liu and Wang 2009), a cascade (Craswell, Zoeter, Taylor and Ramsey 2008) that may go
 * on after a click: visitors look at places from the top, go on where they do not click, and after a click in place k
 * with probability λ_k. Their estimate takes the last click for the last place looked at,
 *
 *     λ_k = 1 − (slates whose last click is in k) / (slates with a click in k)
 *
 * which maximises a lower bound of the likelihood: whoever goes on and clicks no more is taken for one who stopped, so
 * that λ comes out low. 0 everywhere is the cascade itself. Intervals are Wilson's (1927).
 *
 * @returns for each place with a click, in order
 */
export function fitContinuation(cells: ReadonlyMap<number, ContinuationCell>): Continuation[] {
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([position, { clicks, last }]) => {
      const continuation = 1 - last / clicks;
      const size = 1 + squared / clicks;
      const middle = (continuation + squared / (2 * clicks)) / size;
      const half =
        Math.sqrt((squared * continuation * (1 - continuation)) / clicks + squared ** 2 / (4 * clicks ** 2)) /
        size;
      return { position, continuation, low: middle - half, high: middle + half, clicks };
    });
}
