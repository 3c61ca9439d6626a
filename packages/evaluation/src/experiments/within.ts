import { studentCritical } from '../statistics/index.ts';

/** One observation of a value of an article, of somebody in the group or not. */
export interface WithinRow {
  readonly article: string;
  /** What moves together, such as all that was sold of an article while one price stood. */
  readonly cluster: string;
  readonly inGroup: boolean;
  readonly value: number;
  /** How many times it was observed. */
  readonly weight: number;
}

/** How a value differs between those of a group and the others, for the same article. */
export interface WithinDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Articles that both bought. */
  readonly articles: number;
  readonly clusters: number;
}

/** Below so many clusters that tell something, their scatter is not known. */
const least = 10;

/**
 * The difference of a value between a group and all others within articles: the regression of the value on who it was,
 * with an effect of each article taken out,
 *
 *     β = Σ w·x̃·y / Σ w·x̃²,   x̃ = x − x̄_article,   x = 1 in the group, else 0
 *     se² = C/(C − 1) · Σ_c (Σ_{i∈c} w·x̃·ẽ)² / (Σ w·x̃²)²,   ẽ = y − ȳ_article − β·x̃
 *
 * (Wooldridge 2010, section 10.5; clusters by Liang and Zeger 1986). What a group buys does not count, only what it pays
 * for the same; articles that only one side bought say nothing. Prices stand for a while, so that what was sold meanwhile
 * is one cluster, not many observations. The quantile is Student's on C − 1 degrees.
 *
 * @param level probability with which the interval is to cover
 * @returns undefined where fewer than ten clusters tell anything
 */
export function withinDifference(rows: readonly WithinRow[], level = 0.95): WithinDifference | undefined {
  const articles = new Map<string, { weight: number; x: number; y: number }>();
  for (const { article, inGroup, value, weight } of rows) {
    const sums = articles.get(article) ?? { weight: 0, x: 0, y: 0 };
    articles.set(article, sums);
    sums.weight += weight;
    sums.x += weight * Number(inGroup);
    sums.y += weight * value;
  }
  const centred = rows.flatMap((row) => {
    const { weight, x, y } = articles.get(row.article) ?? { weight: 0, x: 0, y: 0 };
    // Everybody who bought it stands on one side.
    if (x === 0 || x === weight) return [];
    return [{ ...row, x: Number(row.inGroup) - x / weight, y: row.value - y / weight }];
  });
  const spread = centred.reduce((sum, { x, weight }) => sum + weight * x * x, 0);
  const value = centred.reduce((sum, { x, y, weight }) => sum + weight * x * y, 0) / spread;
  const scores = new Map<string, number>();
  for (const { cluster, x, y, weight } of centred)
    scores.set(cluster, (scores.get(cluster) ?? 0) + weight * x * (y - value * x));
  const clusters = scores.size;
  if (clusters < least) return undefined;
  let squares = 0;
  for (const score of scores.values()) squares += score * score;
  const margin =
    (studentCritical(level, clusters - 1) * Math.sqrt((clusters / (clusters - 1)) * squares)) / spread;
  const known = new Set(centred.map(({ article }) => article)).size;
  return { value, low: value - margin, high: value + margin, level, articles: known, clusters };
}
