/** What one independent unit adds to the numerator and the denominator of a ratio metric. */
export interface Totals {
  readonly y: number;
  readonly x: number;
}

export interface Ratio {
  /** Σy / Σx. */
  readonly value: number;
  readonly standardError: number;
  readonly units: number;
}

/**
 * A ratio of sums over independent units, with its standard error by the delta method (Deng, Knoblich and Lu 2018):
 *
 *     R = Σy / Σx,   se² = n/(n − 1) · Σ(y − R·x)² / (Σx)²
 *
 * A mean is the case x = 1. Units must be independent: all rows of one shopper, or of one slate, are one unit.
 */
export function ratio(units: readonly Totals[]): Ratio {
  const n = units.length;
  let sumY = 0;
  let sumX = 0;
  for (const { y, x } of units) {
    sumY += y;
    sumX += x;
  }
  const value = sumY / sumX;
  let squares = 0;
  for (const { y, x } of units) squares += (y - value * x) ** 2;
  return { value, standardError: Math.sqrt((n / (n - 1)) * squares) / Math.abs(sumX), units: n };
}
