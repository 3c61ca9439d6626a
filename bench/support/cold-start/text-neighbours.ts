import { decayed } from './category-popularity.ts';
import type { Texts } from './texts.ts';
import type { Scores } from './walk.ts';

export interface TextSetting {
  readonly texts: Texts;
  /** After how many days a purchase says half as much of what is liked. */
  readonly days: number;
  /** Exponent of the cosine: the higher, the less count articles that are a little alike. */
  readonly power: number;
  /** How many of the person's articles count, those with the nearest texts. */
  readonly nearest: number;
}

export function textSettings(texts: Texts): TextSetting[] {
  return [30, 90, 365].flatMap((days) =>
    [1, 2, 4].flatMap((power) => [1, 5, 80].map((nearest) => ({ texts, days, power, nearest }))),
  );
}

/**
 * Text neighbours: an article is for who bought articles with texts like its own, the nearer and the later the more.
 *
 * @param stranger the scores for who bought nothing yet
 */
export function textNeighbours({ texts, days, power, nearest }: TextSetting, stranger: Scores): Scores {
  return (question) => {
    const { past, at, candidates } = question;
    if (past.length === 0) return stranger(question);
    const weights = past.map(([, last]) => decayed(last, at, days));
    const near = new Float64Array(past.length);
    return Float64Array.from(candidates, (candidate) => {
      const row = texts.row(candidate);
      for (const [i, [article]] of past.entries())
        near[i] = (weights[i] as number) * Math.max(row[article] as number, 0) ** power;
      if (nearest === 1) return near.reduce((a, b) => Math.max(a, b), 0);
      if (nearest < near.length) near.sort().reverse();
      return near.subarray(0, nearest).reduce((a, b) => a + b, 0);
    });
  };
}
