import { ArmoireError } from '@armoire/protocol';

/** What can be earned or moved in a period, after returns. */
export type Goal = 'profit' | 'revenue' | 'units';

/** What prices are chosen for. */
export interface Objective {
  readonly maximise: Goal;
  /** What must not fall below a share of what the regular price brings: `{ units: 0.95 }`. */
  readonly least?: Readonly<Partial<Record<Goal, number>>>;
  /** What a return costs besides the lost sale, over the regular price; 0 when absent. */
  readonly handling?: number;
}

/** @throws ArmoireError INVALID_INPUT */
export function checkObjective({ least = {}, handling = 0 }: Objective): void {
  for (const [name, value] of Object.entries({ ...least, handling }))
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new ArmoireError('INVALID_INPUT', `An objective cannot have a ${name} of ${value}`, {
        fix: 'Give a share of what the regular price brings, such as 0.95.',
      });
}

/** What the money of an article depends on, besides its price and the units. */
export interface Economics {
  /** Over the regular price. */
  readonly cost: number;
  /** Share of units that come back. */
  readonly returns: number;
}

/**
 * What one unit brings, over the regular price, with a share ρ that comes back and can be sold again:
 * profit (1 − ρ)·(f − c) − ρ·h, revenue (1 − ρ)·f, units 1 − ρ.
 */
export function perUnit(
  goal: Goal,
  factor: number,
  { cost, returns }: Economics,
  { handling = 0 }: Objective,
): number {
  const kept = 1 - returns;
  if (goal === 'units') return kept;
  return goal === 'revenue' ? kept * factor : kept * (factor - cost) - returns * handling;
}

/** Far below anything that is earned: rungs that miss a bound come after all that hold it, the nearest first. */
const missed = -1e12;

/** The money of the rungs of an article, worked out once for all curves: each goal's worth of a unit. */
export interface Till {
  /** Of what is maximised, at each rung. */
  readonly worth: Float64Array;
  readonly bounds: readonly {
    readonly share: number;
    readonly each: Float64Array;
    /** At the regular price. */
    readonly regular: number;
  }[];
}

export function tillOf(objective: Objective, factors: readonly number[], economics: Economics): Till {
  const of = (goal: Goal) =>
    Float64Array.from(factors, (factor) => perUnit(goal, factor, economics, objective));
  return {
    worth: of(objective.maximise),
    bounds: (Object.entries(objective.least ?? {}) as [Goal, number][]).map(([goal, share]) => ({
      share,
      each: of(goal),
      regular: perUnit(goal, 1, economics, objective),
    })),
  };
}

/**
 * The worth of each rung on one demand curve.
 *
 * @param units expected at each rung, and at the regular price last
 */
export function worths({ worth, bounds }: Till, units: ArrayLike<number>): Float64Array {
  const size = worth.length;
  const found = new Float64Array(size);
  const regular = units[size] as number;
  for (let i = 0; i < size; i++) {
    const expected = units[i] as number;
    let short = 0;
    for (const bound of bounds) {
      const bar = bound.share * regular * bound.regular;
      const gap = bar - expected * (bound.each[i] as number);
      // A rung at the bar itself holds it: rounding of a curve that is flat must not say otherwise.
      if (gap > 1e-9 * Math.abs(bar)) short += gap;
    }
    found[i] = short > 0 ? missed * (1 + Math.min(short, 1e3)) : expected * (worth[i] as number);
  }
  return found;
}
