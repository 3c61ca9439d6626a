import { normal, seededRng } from '../../random/index.ts';

/** Linear regressions that learn side by side, by steps of AdaGrad. */
export interface Bag {
  readonly count: number;
  /** One row of weights for each member. */
  readonly weights: readonly Float64Array[];
  /** Sums of squared gradients, as AdaGrad keeps them. */
  readonly squares: readonly Float64Array[];
}

/**
 * Members that have learned nothing, and differ: rewards that are mostly 0 would teach equal ones all the same.
 *
 * @param spread deviation of the weights
 * @param stream whose members they are: each policy's draw their weights apart
 */
export function newBag(members: number, d: number, spread: number, stream: string): Bag {
  const each = <T>(make: (member: number) => T): T[] => Array.from({ length: members }, (_, i) => make(i));
  return {
    count: 0,
    weights: each((member) => {
      const rng = seededRng(member, stream);
      return Float64Array.from({ length: d }, () => spread * normal(rng));
    }),
    squares: each(() => new Float64Array(d)),
  };
}

/**
 * One step of AdaGrad (Duchi, Hazan and Singer 2011) for each member: w + η·g/√(Σg² + 10⁻⁸), where g is times·error·x.
 *
 * @param stepOf how often the member sees the observation, and how far it is off; undefined leaves it as it is
 */
export function stepped(
  { count, weights: before, squares: seen }: Bag,
  x: Float64Array,
  rate: number,
  first: boolean,
  stepOf: (
    weights: Float64Array,
    member: number,
  ) => { readonly times: number; readonly error: number } | undefined,
): Bag {
  const weights = [...before];
  const squares = [...seen];
  for (let member = 0; member < weights.length; member++) {
    const own = weights[member] as Float64Array;
    const step = stepOf(own, member);
    if (step === undefined) continue;
    const gradient = x.map((each) => step.times * step.error * each);
    const sums = (squares[member] as Float64Array).map((sum, i) => sum + (gradient[i] as number) ** 2);
    squares[member] = sums;
    weights[member] = own.map(
      (w, i) => w + (rate * (gradient[i] as number)) / Math.sqrt((sums[i] as number) + 1e-8),
    );
  }
  return { count: count + (first ? 1 : 0), weights, squares };
}

export function bagText({ count, weights, squares }: Bag): string {
  return JSON.stringify({ count, weights: weights.map((w) => [...w]), squares: squares.map((s) => [...s]) });
}

export function bagOf(text: string): Bag {
  const { count, weights, squares } = JSON.parse(text) as Saved;
  return {
    count,
    weights: weights.map((w) => Float64Array.from(w)),
    squares: squares.map((s) => Float64Array.from(s)),
  };
}

interface Saved {
  readonly count: number;
  readonly weights: readonly (readonly number[])[];
  readonly squares: readonly (readonly number[])[];
}
