import type { Component } from '../../rewards/index.ts';
import type { Sums } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import { slateOf } from '../distribution.ts';
import type { AnyPolicy, Observation, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { reshaped, reweighted } from './reshaped.ts';
import { type Pair, tallied, talliedOf, tallying } from './tally.ts';

/** A second objective, and the bound that the mean place has to keep: one of the two. */
export interface ConstraintOptions {
  readonly of: Component;
  /** Mean of the component over the places observed, above zero. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** η: how much a place that is off by the whole bound moves the multiplier. */
  readonly step?: number;
  /** Largest multiplier. */
  readonly most?: number;
}

/** Observations that the mean of all counts for in the mean of one. */
const pseudo = 20;

/**
 * Maximises the reward under a bound b on the mean of another component c, by a Lagrange multiplier. Online primal-dual
 * methods (Agrawal and Devanur 2014, section 4; Balseiro, Lu and Mirrokni 2020) step the multiplier against each
 * round's violation. Summed up lazily, before it is cut off, it is a function of two sums over the places observed,
 *
 *     λ = min(max(η · Σ (1 − c/b), 0), λ_max)          for a floor; with the other sign for a ceiling
 *
 * so that it merges and is replayed exactly, and each place is drawn by the Gibbs form of the Lagrangian,
 *
 *     p′(a | prefix) ∝ p(a | prefix) · exp(±λ · ĉ(a)/b)
 *
 * with ĉ(a) the mean of c over the places of a, held by the mean of all as by 20 observations. Deviations: theirs
 * maximises, this draws, which keeps propensities exact; slack is credit, so that the bound is on the mean of all that
 * is remembered; counts of actions are hashed into 32,768 counters; and ĉ knows actions, not circumstances, so that the
 * multiplier, not the model, keeps the bound. The reward of the point has to tell its components.
 *
 * @throws RangeError for a policy whose state is no sum, or unless there is one bound above zero
 */
export function constrained(base: AnyPolicy, options: ConstraintOptions): AnyPolicy {
  const { of, atLeast, atMost, step = 0.01, most = 10 } = options;
  const bound = atLeast ?? atMost;
  if (bound === undefined || (atLeast !== undefined && atMost !== undefined))
    throw new RangeError('a constraint has one bound, at least or at most');
  checkPositive({ bound, step, most });
  const name = `constraint ${of}`;
  const telling = tallying(base, name, (observation) => added(observation, of), { each: true });
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(telling, input);
    const state = input.state as Sums;
    const all = tallied(state, name, input.at);
    const lambda = multiplier(all, options);
    if (lambda === 0) return next;
    const sign = atLeast === undefined ? -1 : 1;
    const mean = all[0] > 0 ? all[1] / all[0] : 0;
    const factors = input.actions.map(({ id }) => {
      const [count, sum] = talliedOf(state, name, id, input.at);
      const expected = (sum + pseudo * mean) / (count + pseudo);
      return Math.exp(within(sign * lambda * (expected / bound), mostExponent));
    });
    return (prefix: readonly number[]) => {
      const p = next(prefix);
      return bent(reweighted(p, factors), 'constraint', p);
    };
  };
  return reshaped(telling, slate);
}

/** Odds that differ by more would leave a probability that cannot be told from none. */
const mostExponent = 20;

/** λ by how many places were observed, and the sum of their components. */
export function multiplier([count, sum]: Pair, options: ConstraintOptions): number {
  const { atLeast, atMost = 1, step = 0.01, most = 10 } = options;
  const missing = atLeast === undefined ? sum / atMost - count : count - sum / atLeast;
  return Math.min(Math.max(step * missing, 0), most);
}

function added({ components, previousComponents }: Observation, of: Component): Pair {
  if (components === undefined) return [0, 0];
  return [previousComponents === undefined ? 1 : 0, components[of] - (previousComponents?.[of] ?? 0)];
}

function within(value: number, bound: number): number {
  return Math.min(Math.max(value, -bound), bound);
}
