import type { Instant } from '@armoire/protocol';

/** What moves demand besides the article's own price. Nothing is looked at unless it is named here. */
export interface CircumstancesSpec {
  /** Waves of the year (and of its half) and of the week. */
  readonly yearly?: boolean;
  readonly weekly?: boolean;
  readonly holidays?: boolean;
  /** The article is promoted, on a banner or in a newsletter, whatever it costs. */
  readonly promotion?: boolean;
  /**
   * How many rivals' prices are looked at (0 when absent): prices of competitors, or of own articles that may be bought
   * instead or besides (cross effects).
   */
  readonly rivals?: number;
}

/** The circumstances of one period. */
export interface Situation {
  readonly at: Instant;
  readonly holiday?: boolean;
  readonly promoted?: boolean;
  /** Rivals' prices as factors of the article's own regular price; an unknown one is as if it equalled that. */
  readonly rivals?: readonly (number | undefined)[];
}

export interface Circumstances {
  readonly names: readonly string[];
  values(situation: Situation): readonly number[];
}

const year = 365.2425 * 86_400_000;
const week = 7 * 86_400_000;

/**
 * Numbers that demand is regressed on: sine and cosine of the time of year, its half and the week; 0 or 1 for holiday
 * and promotion; and the logarithm of each rival's price over the regular one, whose weight is the cross elasticity.
 */
export function circumstances(spec: CircumstancesSpec): Circumstances {
  const { yearly = false, weekly = false, holidays = false, promotion = false, rivals = 0 } = spec;
  const waves: [string, number][] = [
    ...(yearly ? [['year', year] as [string, number], ['half-year', year / 2] as [string, number]] : []),
    ...(weekly ? [['week', week] as [string, number]] : []),
  ];
  const others = Array.from({ length: rivals }, (_, i) => i);
  return {
    names: [
      ...waves.flatMap(([name]) => [`sine of the ${name}`, `cosine of the ${name}`]),
      ...(holidays ? ['holiday'] : []),
      ...(promotion ? ['promotion'] : []),
      ...others.map((i) => `rival ${i + 1}`),
    ],
    values: ({ at, holiday = false, promoted = false, rivals: prices = [] }) => [
      ...waves.flatMap(([, period]) => {
        const angle = (2 * Math.PI * at) / period;
        return [Math.sin(angle), Math.cos(angle)];
      }),
      ...(holidays ? [Number(holiday)] : []),
      ...(promotion ? [Number(promoted)] : []),
      ...others.map((i) => {
        const price = prices[i];
        return price !== undefined && price > 0 ? Math.log(price) : 0;
      }),
    ],
  };
}
