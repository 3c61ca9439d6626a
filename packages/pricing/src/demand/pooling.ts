import type { Curve } from './curves.ts';
import { normalise } from './elasticity-prior.ts';

/** How articles borrow from those that are like them: the `neighbours` of a question, at most fifty or so. */
export interface Pool {
  /** Share of belief that stays with the prior of the model, against a pool that is all alike and all unlike this one. */
  readonly caution?: number;
}

/** Medians and spreads of elasticities that a category may have. */
const medians = Array.from({ length: 12 }, (_, i) => 0.5 * 2 ** (i / 3));
const spreads = [0.15, 0.35, 0.7];

/** A form, a median and a spread that the elasticities of a category may have. */
interface Habit {
  /** Indices of the curves of the form, and the density at each. */
  readonly members: readonly number[];
  readonly density: Float64Array;
  /** The curve of the form that is nearest to the median. */
  readonly nearest: number;
}

/**
 * The prior of one article's curve given what its neighbours sold: a hierarchical model (Gelman et al. 2013, chapter 5)
 * in which the articles of a category have curves of one form with log e ~ N(log m, d²), and form, m and d are learned:
 *
 *     p(form, m, d | neighbours) ∝ p(form, m, d) · Π_i Σ_j N(log e_j; log m, d²) · L_i(j)
 *
 * over all curves j of the form, with L_i(j) the marginal likelihood of neighbour i, whose own level does not matter.
 * Form, m and d are summed over a grid. Deviations: the prior of form and m is what the model's own prior gives to the
 * nearest curve, d is as likely at each of three values, and a share `caution` of the result stays with the own prior.
 */
export class PooledPrior {
  readonly #habits: readonly Habit[];
  readonly #caution: number;

  constructor(curves: readonly Curve[], { caution = 0.05 }: Pool) {
    this.#caution = caution;
    this.#habits = [...groupByForm(curves).values()].flatMap((members) =>
      medians.flatMap((median) => {
        const nearest = members.reduce((a, b) =>
          distance(curves, a, median) <= distance(curves, b, median) ? a : b,
        );
        return spreads.map((spread) => ({
          members,
          density: densityOf(curves, members, median, spread),
          nearest,
        }));
      }),
    );
  }

  /**
   * @param own prior of each curve without neighbours
   * @param likelihoods of each curve by each neighbour, the largest of each 1
   */
  given(own: Float64Array, likelihoods: readonly Float32Array[]): Float64Array {
    const logs = this.#habits.map(({ members, density, nearest }) => {
      let total = Math.log(Math.max(own[nearest] as number, 1e-300));
      for (const likelihood of likelihoods) {
        let sum = 0;
        for (let k = 0; k < members.length; k++)
          sum += (density[k] as number) * (likelihood[members[k] as number] as number);
        total += Math.log(Math.max(sum, 1e-300));
      }
      return total;
    });
    const shares = normalise(Float64Array.from(logs));
    const prior = own.map((p) => this.#caution * p);
    for (const [h, { members, density }] of this.#habits.entries()) {
      const weight = (1 - this.#caution) * (shares[h] as number);
      for (let k = 0; k < members.length; k++) {
        const j = members[k] as number;
        prior[j] = (prior[j] as number) + weight * (density[k] as number);
      }
    }
    return prior;
  }
}

function groupByForm(curves: readonly Curve[]): ReadonlyMap<string, readonly number[]> {
  const forms = new Map<string, number[]>();
  for (const [j, { form }] of curves.entries()) {
    const members = forms.get(form);
    if (members === undefined) forms.set(form, [j]);
    else members.push(j);
  }
  return forms;
}

function distance(curves: readonly Curve[], j: number, median: number): number {
  return Math.abs(Math.log((curves[j] as Curve).elasticity / median));
}

function densityOf(
  curves: readonly Curve[],
  members: readonly number[],
  median: number,
  spread: number,
): Float64Array {
  const density = Float64Array.from(members, (j) =>
    Math.exp(-0.5 * (distance(curves, j, median) / spread) ** 2),
  );
  const sum = density.reduce((total, each) => total + each, 0);
  return density.map((each) => each / sum);
}
