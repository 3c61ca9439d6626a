/** Bounds between which a value lies with a stated probability. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The probability, such as 0.95. */
  readonly level: number;
  readonly method: 'asymptotic' | 'bootstrap' | 'bernstein';
}
