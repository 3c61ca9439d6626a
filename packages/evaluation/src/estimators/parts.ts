import type { Parts } from '../statistics/index.ts';
import type { Estimator } from './estimator.ts';
import type { Row } from './row.ts';

/** The unit of each row, numbered as they first appear: rows of one cluster are one unit. */
export function unitsOfRows(rows: readonly Row[]): { readonly of: Uint32Array; readonly count: number } {
  const clusters = new Map<string, number>();
  const of = new Uint32Array(rows.length);
  let count = 0;
  for (const [i, { cluster }] of rows.entries()) {
    const known = cluster === undefined ? undefined : clusters.get(cluster);
    of[i] = known ?? count;
    if (known !== undefined) continue;
    if (cluster !== undefined) clusters.set(cluster, count);
    count++;
  }
  return { of, count };
}

/** The ratios of an estimator over the independent units of a log: the terms of rows in one cluster are added up. */
export function partsOf(rows: readonly Row[], estimator: Estimator, parameter = 0): Parts {
  const { of, count } = unitsOfRows(rows);
  const terms = estimator.terms(parameter);
  const places = estimator.each === 'place' ? placesOf(rows) : [undefined];
  const parts = places.map(() =>
    terms.map(() => ({ y: new Float64Array(count), x: new Float64Array(count), counts: true })),
  );
  const index = new Map(places.map((place, i) => [place, i]));
  for (const [i, row] of rows.entries()) {
    const place = estimator.each === 'place' ? (row.position ?? 0) : undefined;
    const own = parts[index.get(place) as number] ?? [];
    const unit = of[i] as number;
    for (const [t, term] of terms.entries()) {
      const part = own[t] as (typeof own)[number];
      const { y, x } = term(row);
      part.counts &&= x === 1;
      part.y[unit] = (part.y[unit] as number) + y;
      part.x[unit] = (part.x[unit] as number) + x;
    }
  }
  return parts.flat();
}

/** The places that rows stand at, from the top. */
export function placesOf(rows: readonly Row[]): number[] {
  return [...new Set(rows.map(({ position = 0 }) => position))].sort((a, b) => a - b);
}
