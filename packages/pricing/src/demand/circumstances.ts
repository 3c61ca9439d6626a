import type { Instant } from '@armoire/protocol';

/** What moves demand besides the article's own price. Nothing is looked at unless it is named here. */
export interface CircumstancesSpec {
  /** The time of the year. */
  readonly season?: boolean | undefined;
  /** The day of the week, for periods that are shorter than one. */
  readonly week?: boolean | undefined;
  /** Public holidays of the shop's market. */
  readonly holidays?: boolean | undefined;
  /** The merchant shows the price as reduced, or promotes the article in another way. */
  readonly promotion?: boolean | undefined;
  /** What others ask for the article. */
  readonly rivals?: boolean | undefined;
  /** What articles cost at present that may be bought instead of this one, or besides: cross effects. */
  readonly others?: boolean | undefined;
}

export type Circumstance = keyof CircumstancesSpec;

/** All that there are, in the order of their coefficients. */
export const everyCircumstance = [
  'season',
  'week',
  'holidays',
  'promotion',
  'rivals',
  'others',
] as const satisfies readonly Circumstance[];

/** The circumstances of one period. */
export interface Situation {
  readonly at: Instant;
  /** Shares of the period, in [0, 1]. */
  readonly holiday?: number;
  readonly promoted?: number;
  /** Prices of rivals, and of other articles, each over the regular one; what is unknown is as if it equalled that. */
  readonly rival?: number;
  readonly others?: number;
}

export interface Circumstances {
  /** Those that are looked at. */
  readonly kinds: readonly Circumstance[];
  /** Names of the coefficients. */
  readonly names: readonly string[];
  values(situation: Situation): readonly number[];
}

const year = 365.2425 * 86_400_000;
const week = 7 * 86_400_000;

/** Nobody is ten times as dear, whatever a feed says. */
const furthest = Math.log(10);

const parts: Readonly<
  Record<Circumstance, { readonly names: readonly string[]; of(situation: Situation): readonly number[] }>
> = {
  season: {
    names: ['sine of the year', 'cosine of the year', 'sine of the half-year', 'cosine of the half-year'],
    of: ({ at }) => [...wave(at, year), ...wave(at, year / 2)],
  },
  week: { names: ['sine of the week', 'cosine of the week'], of: ({ at }) => wave(at, week) },
  holidays: { names: ['holiday'], of: ({ holiday = 0 }) => [holiday] },
  promotion: { names: ['promotion'], of: ({ promoted = 0 }) => [promoted] },
  rivals: { names: ['rival'], of: ({ rival }) => [logOf(rival)] },
  others: { names: ['others'], of: ({ others }) => [logOf(others)] },
};

/**
 * Numbers that demand is regressed on: sine and cosine of the time of year, its half and the week; the share of a period
 * that is holiday or promotion; and the logarithms of the rivals' and other articles' prices over the regular ones, whose
 * weights are cross elasticities.
 */
export function circumstances(spec: CircumstancesSpec): Circumstances {
  const kinds = everyCircumstance.filter((kind) => spec[kind] === true);
  return {
    kinds,
    names: kinds.flatMap((kind) => parts[kind].names),
    values: (situation) => kinds.flatMap((kind) => parts[kind].of(situation)),
  };
}

/** Whether a coefficient, by its name, weighs the logarithm of a price. */
export function isElasticity(name: string): boolean {
  return parts.rivals.names.includes(name) || parts.others.names.includes(name);
}

function wave(at: Instant, period: number): readonly number[] {
  const angle = (2 * Math.PI * at) / period;
  return [Math.sin(angle), Math.cos(angle)];
}

function logOf(price: number | undefined): number {
  if (price === undefined || !(price > 0)) return 0;
  return Math.max(Math.min(Math.log(price), furthest), -furthest);
}
