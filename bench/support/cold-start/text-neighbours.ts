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
  /** Where popularity counts beside nearness: of what is nearest in the mean, every article has so much more. */
  readonly floor?: number;
}

/** For nearness alone. */
export function textSettings(texts: Texts): TextSetting[] {
  return [30, 90, 365].flatMap((days) =>
    [1, 2, 4].flatMap((power) => [1, 5, 80].map((nearest) => ({ texts, days, power, nearest }))),
  );
}

/** For nearness times popularity. */
export function popularTextSettings(texts: Texts): TextSetting[] {
  return [90, 365].flatMap((days) =>
    [1, 2].flatMap((power) =>
      [5, 80].flatMap((nearest) => [2, 4, 8].map((floor) => ({ texts, days, power, nearest, floor }))),
    ),
  );
}

/**
 * Text neighbours: an article is for who bought articles with texts like its own, the nearer and the later the more.
 *
 * @param popular the scores for who bought nothing yet, and what nearness is multiplied by where the setting says so
 */
export function textNeighbours(setting: TextSetting, popular: Scores): Scores {
  const near = nearness(setting);
  return (choice) => {
    if (choice.past.length === 0) return popular(choice);
    const values = near(choice);
    const { floor } = setting;
    if (floor === undefined) return values;
    const mean = values.reduce((a, b) => a + b, 0) / values.length || 1;
    const scores = popular(choice);
    return values.map((value, i) => (value / mean + floor) * (scores[i] as number));
  };
}

/** How near candidates are to what a person bought. */
export function nearness({ texts, days, power, nearest }: TextSetting) {
  return ({ past, at, candidates }: Parameters<Scores>[0]): Float64Array => {
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
