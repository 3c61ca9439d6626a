import { type SumRow, type Sums, type SumsSpec, toFixed } from '@armoire/core';
import { ArmoireError, type Duration, type Instant } from '@armoire/protocol';
import { censoredMean } from './poisson.ts';
import type { Sale } from './sale.ts';

/** The rungs that are read where nothing is said: half to one and a half of the regular price. */
export const usualLadder: readonly number[] = Array.from({ length: 21 }, (_, i) => (50 + 5 * i) / 100);

/** How a model keeps up with demand that moves: one of the two, or neither. */
export interface Forgetting {
  /** Time after which a sale counts half. */
  readonly halfLife?: Duration;
  /** Time for which a sale counts, and afterwards not at all. */
  readonly window?: Duration;
}

/** What one article sold at one price, over all periods. */
export interface RungSales {
  readonly factor: number;
  /** Periods, after forgetting. */
  readonly periods: number;
  readonly units: number;
  readonly squares: number;
  readonly returned: number;
  /** Periods of these in which it sold out, and what it sold in them. */
  readonly soldOut: number;
  readonly unitsSoldOut: number;
}

const width = 6;

/** Largest units of one period that are learned as they are: their squares must add up exactly. */
const mostUnits = 1e4;

const separator = '×';

/** The id of an article at a rung, as the engine names the actions of a price. */
export function rungKey(product: string, factor: number): string {
  return `${product}${separator}${factor}`;
}

/** The article and the factor that an id names; a factor of 1 where it names none. */
export function parseRung(id: string): { readonly product: string; readonly factor: number } {
  const cut = id.lastIndexOf(separator);
  const factor = cut < 0 ? Number.NaN : Number(id.slice(cut + 1));
  return factor > 0 && factor < Number.POSITIVE_INFINITY
    ? { product: id.slice(0, cut), factor }
    : { product: id, factor: 1 };
}

export function rungSumsSpec({ halfLife, window }: Forgetting): SumsSpec {
  for (const [name, span] of Object.entries({ halfLife, window }))
    if (span !== undefined && !(span > 0 && span < Number.POSITIVE_INFINITY)) throw wrong(name, span);
  if (halfLife !== undefined && window !== undefined)
    throw new ArmoireError('INVALID_INPUT', 'A demand model forgets by halves or all at once, not both', {
      fix: 'Give halfLife or window.',
    });
  return {
    width,
    ...(halfLife === undefined ? {} : { halfLife }),
    ...(window === undefined ? {} : { window }),
  };
}

function wrong(name: string, span: number): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `${name} must be a time above zero, not ${span}`, {
    fix: 'Give it in milliseconds.',
  });
}

/**
 * Sums for each article and price: periods, Σu, Σu², Σreturned, and periods and Σu of those that sold out. Whatever the
 * curve through them, these say all that the sales say of a demand that price alone moves.
 */
export function rungContribution(sale: Sale, bucket: (at: Instant) => number): SumRow[] {
  const { product, factor, at, previous } = sale;
  const now = sumsOf(sale);
  const before = previous && sumsOf(previous);
  return [
    {
      key: rungKey(product, factor),
      bucket: bucket(at),
      values: now.map((value, i) => toFixed(value) - toFixed(before?.[i] ?? 0)),
    },
  ];
}

function sumsOf({ units, returned = 0, soldOut = false }: Pick<Sale, 'units' | 'returned' | 'soldOut'>) {
  const sold = Math.min(Math.max(units, 0), mostUnits);
  return [
    1,
    sold,
    sold * sold,
    Math.min(Math.max(returned, 0), mostUnits),
    Number(soldOut),
    soldOut ? sold : 0,
  ];
}

/** What an article sold at each of some prices, those without sales left out; in the order of the prices. */
export function rungsOf(
  state: Sums,
  { product, at }: { readonly product: string; readonly at: Instant },
  factors: readonly number[],
): readonly RungSales[] {
  const rungs: RungSales[] = [];
  for (const factor of factors) {
    const read = state.read(rungKey(product, factor), at);
    if (read !== undefined && (read[0] as number) > 0) rungs.push(rungOf(factor, read));
  }
  return rungs;
}

/** Both, each once and from low to high: so that equal sums give equal bits. */
export function ladderWith(ladder: readonly number[], offered: readonly number[] = []): readonly number[] {
  return [...new Set([...ladder, ...offered])].sort((a, b) => a - b);
}

function rungOf(factor: number, read: Float64Array): RungSales {
  const [periods = 0, units = 0, squares = 0, returned = 0, soldOut = 0, unitsSoldOut = 0] = read;
  return { factor, periods, units, squares, returned, soldOut, unitsSoldOut };
}

const repetitions = 30;

/**
 * Rungs with what their sold-out periods would have sold. Under Poisson demand of mean m, a period that sold out at s
 * stands for E[D | D ≥ s]; m is the mean that all periods of the rung then have, so that it is found by repetition (EM;
 * Dempster, Laird and Rubin 1977). Deviations: s is the average of the rung’s sold-out periods; and thirty repetitions
 * are made, since a rung that always sold out has no largest likelihood: what it sold at least is then raised by so much.
 */
export function uncensored(rungs: readonly RungSales[]): readonly RungSales[] {
  return rungs.map((rung) => {
    const { periods, units, soldOut, unitsSoldOut } = rung;
    if (!(soldOut > 0)) return rung;
    const level = unitsSoldOut / soldOut;
    let total = units;
    for (let i = 0; i < repetitions; i++)
      total = units - unitsSoldOut + soldOut * censoredMean(total / periods, Math.round(level));
    return { ...rung, units: total, squares: rung.squares + (total * total - units * units) / periods };
  });
}

/** Periods whose scatter the prior counts for. */
const dispersionWeight = 10;

/**
 * φ = (w·φ₀ + Σ_r (Σu² − (Σu)²/n)/ū_r) / (w + Σ_r (n_r − 1)), at least 1: Pearson's estimate within each price
 * (McCullagh and Nelder 1989, section 4.5), shrunken towards what is expected, Poisson's 1 where nothing is.
 */
export function dispersionOf(rungs: readonly RungSales[], expected = 1): number {
  let [scatter, freedom] = [0, 0];
  for (const { periods, units, squares } of rungs) {
    if (!(periods > 1 && units > 0)) continue;
    scatter += Math.max(squares - (units * units) / periods, 0) / (units / periods);
    freedom += periods - 1;
  }
  return Math.max((dispersionWeight * expected + scatter) / (dispersionWeight + freedom), 1);
}

/** Sales that the prior of the return rate counts for, and the rate that it expects. */
const returnsPrior = { weight: 20, rate: 0.05 };

/** Share of units that come back, shrunken towards what is usual. */
export function returnsOf(rungs: readonly RungSales[]): number {
  let sold = returnsPrior.weight;
  let back = returnsPrior.weight * returnsPrior.rate;
  for (const { units, returned } of rungs) {
    sold += units;
    back += returned;
  }
  return Math.min(back / sold, 1);
}

export function periodsOf(rungs: readonly RungSales[]): number {
  return rungs.reduce((sum, { periods }) => sum + periods, 0);
}
