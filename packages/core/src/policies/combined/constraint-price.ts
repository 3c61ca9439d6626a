/** One place of a log, as two policies see it. */
export interface PricedPlace {
  /** Places of one decision hang together. */
  readonly decision: string;
  /** Decisions of one cluster, such as those of a shopper, hang together as well; each by itself when absent. */
  readonly cluster?: string;
  /** Probability of its action under the policy that made the log, given the places above. */
  readonly propensity: number;
  /** The same under the policy with the constraint, and under the one without. */
  readonly bound: number;
  readonly free: number;
  /** The reward, and the component that is constrained. */
  readonly reward: number;
  readonly component: number;
}

/** A mean for each place, with an interval that holds it in 95 of 100 logs. */
export interface Estimated {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Something under the constraint, without it, and the difference of the two (with − without). */
export interface WithAndWithout {
  readonly bound: Estimated;
  readonly free: Estimated;
  readonly difference: Estimated;
}

export interface ConstraintPrice {
  /** `reward.difference` is the price: below zero where the constraint costs. */
  readonly reward: WithAndWithout;
  /** What the price buys. */
  readonly component: WithAndWithout;
  /** Reward that one unit of the component costs at this bound; absent where none was bought for certain. */
  readonly exchange?: number;
  readonly decisions: number;
}

/** Of the normal distribution, for 95 %. */
const critical = 1.959963984540054;

/**
 * What a constraint costs, estimated from a log of either policy, or of any with support: self-normalised importance
 * sampling (Swaminathan and Joachims 2015) of the reward and of the component under both policies on the same places,
 *
 *     V = Σ w·r / Σ w,   w = target / propensity
 *
 * with the intervals of the delta method over clusters of decisions, Σ_c (Σ_places w(r − V))² / (Σ w)² (Owen 2013, section
 * 9.2). The difference is paired: its influences are the differences of the two, so that what both have in common
 * cancels. Each place is weighed given those above as they were logged. Places without a propensity support nothing, and
 * are left out.
 */
export function constraintPrice(places: readonly PricedPlace[]): ConstraintPrice | undefined {
  const known = places.filter(({ propensity }) => propensity > 0);
  const decisions = new Set(known.map(({ decision }) => decision)).size;
  const units = new Set(known.map(unitOf)).size;
  const weights = (of: 'bound' | 'free') => known.map((place) => place[of] / place.propensity);
  const [bound, free] = [weights('bound'), weights('free')];
  const total = (of: readonly number[]) => of.reduce((sum, w) => sum + w, 0);
  if (units < 2 || !(total(bound) > 0 && total(free) > 0)) return undefined;
  const both = (value: (place: PricedPlace) => number): WithAndWithout => {
    const values = known.map(value);
    const [b, f] = [ratio(bound, values), ratio(free, values)];
    const apart = b.influences.map((influence, i) => influence - (f.influences[i] as number));
    return {
      bound: estimated(b.mean, b.influences, known),
      free: estimated(f.mean, f.influences, known),
      difference: estimated(b.mean - f.mean, apart, known),
    };
  };
  const reward = both((place) => place.reward);
  const component = both((place) => place.component);
  const { mean, low, high } = component.difference;
  const exchange = low > 0 || high < 0 ? { exchange: -reward.difference.mean / mean } : {};
  return { reward, component, ...exchange, decisions };
}

function ratio(weights: readonly number[], values: readonly number[]) {
  let mass = 0;
  let sum = 0;
  for (const [i, w] of weights.entries()) {
    mass += w;
    sum += w * (values[i] as number);
  }
  const mean = sum / mass;
  return { mean, influences: weights.map((w, i) => (w * ((values[i] as number) - mean)) / mass) };
}

function unitOf({ cluster, decision }: PricedPlace): string {
  return cluster ?? decision;
}

function estimated(mean: number, influences: readonly number[], places: readonly PricedPlace[]): Estimated {
  const byUnit = new Map<string, number>();
  for (const [i, place] of places.entries()) {
    const unit = unitOf(place);
    byUnit.set(unit, (byUnit.get(unit) ?? 0) + (influences[i] as number));
  }
  let squares = 0;
  for (const influence of byUnit.values()) squares += influence ** 2;
  const units = byUnit.size;
  const margin = critical * Math.sqrt((squares * units) / (units - 1));
  return { mean, low: mean - margin, high: mean + margin };
}
