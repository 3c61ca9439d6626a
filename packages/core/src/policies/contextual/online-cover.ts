import { checkPositive, checkShare } from '../check.ts';
import type { Action, Observation, Policy, PolicyInput } from '../policy.ts';
import { posteriorBests } from '../posterior-mixture.ts';
import { type Bag, bagOf, bagText, newBag, stepped } from './bag.ts';
import { checkWidth, dot } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

export interface OnlineCoverOptions {
  /** Number of features of an action. */
  readonly width: number;
  /** How many regressions cover the actions; 8 when absent, 32 at most. */
  readonly members?: number;
  /** ψ: what an action that no member covers yet is worth to the next one, as a reward; 0.1 when absent. */
  readonly psi?: number;
  /** Share of decisions made at random, so that every action keeps a probability above zero. */
  readonly epsilon?: number;
  /** Size of a step of AdaGrad; 0.1 when absent. */
  readonly rate?: number;
  /** Deviation of the weights that each member begins with; 0.05 when absent. */
  readonly spread?: number;
}

/** As many members as there are bits in what is kept of a place. */
const mostMembers = 32;

/**
 * Online Cover (Agarwal, Hsu, Kale, Langford, Li and Schapire 2014, section 4, "Taming the Monster"; algorithm 4 of
 * Bietti, Agarwal and Langford 2021): N policies, each the best by a regression of its own, of which every one after the
 * first is paid for what those before it leave out. With K actions, t observations and μ = min(1/K, 1/√(Kt)), member i
 * learns on
 *
 *     r + ψ · μ / q_i(a),   q_i(a) = μ + (1 − Kμ) · #{j < i : j holds a for the best} / (i − 1)
 *
 * The first member learns on r alone. Served is p(a) = (1 − ε) · #{i : i holds a for the best} / N + ε/K.
 *
 * Deviations: the published form estimates what every action would have cost and learns from all of them. Here what is
 * learned from knows its own features and no others, so that each member regresses on what was chosen alone, and whom
 * the members held for the best is kept with the decision; what another policy decided is learned from without a bonus.
 * Importance weights 1/(K·p), which would estimate the same sum, were tried cut at 10 and at 1: they earned up to 11 %
 * less in the worlds of the bench (seeds 101 and 102), where a linear model has to be right about the best alone. The
 * floor ε is constant in place of μ. Members begin with random weights, and a revision moves them by its difference, as
 * in {@link bagging}.
 *
 * @throws RangeError for options out of their range
 */
export function onlineCover(options: OnlineCoverOptions): Policy<Bag> {
  const { width: d, members = 8, psi = 0.1, epsilon = 0.02, rate = 0.1, spread = 0.05 } = options;
  checkPositive({ members, rate, spread, psi });
  checkShare({ epsilon });
  if (!Number.isInteger(members) || members > mostMembers)
    throw new RangeError(`members must be a whole number up to ${mostMembers}, not ${members}`);
  const best = bestOfMembers(d, members);

  const slate = ({ state, actions }: PolicyInput<Bag>) => {
    const bests = best(state, actions);
    return (prefix: readonly number[]) => {
      const probabilities = new Float64Array(actions.length).fill(epsilon / (actions.length - prefix.length));
      for (const taken of prefix) probabilities[taken] = 0;
      for (const action of bests(prefix))
        probabilities[action] = (probabilities[action] as number) + (1 - epsilon) / members;
      return probabilities;
    };
  };
  return {
    id: 'online-cover',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state: {
      kind: 'sequential',
      initial: () => newBag(members, d, spread, 'online-cover'),
      update: (bag, observation) => updated(bag, observation, d, rate, psi),
      serialize: bagText,
      parse: bagOf,
    },
    distribution: (input) => slate(input)([]),
    slate,
    estimate({ state, actions }, action) {
      const x = checkWidth(actions[action]?.features ?? new Float64Array(d), d);
      return { mean: dot(state.weights[0] as Float64Array, x), weight: state.count };
    },
    means: ({ state, actions }) => timesRows(sparseRows(actions, d), state.weights[0] as Float64Array),
    /** The members that hold the action for the best, as the bits of a number. */
    keeps({ state, actions }, prefix, action) {
      let votes = 0;
      for (const [member, held] of best(state, actions)(prefix).entries())
        if (held === action) votes += 2 ** member;
      return [votes];
    },
  };
}

type Bests = (prefix: readonly number[]) => Int32Array;

/** Whom the members hold for the best of some actions; kept for as long as the actions are, since each place asks. */
function bestOfMembers(d: number, members: number): (bag: Bag, actions: readonly Action[]) => Bests {
  const known = new WeakMap<readonly Action[], { readonly bag: Bag; readonly bests: Bests }>();
  return (bag, actions) => {
    const before = known.get(actions);
    if (before?.bag === bag) return before.bests;
    const rows = sparseRows(actions, d);
    const bests = posteriorBests(actions.length, members, (member) =>
      timesRows(rows, bag.weights[member] as Float64Array),
    );
    known.set(actions, { bag, bests });
    return bests;
  };
}

function updated(bag: Bag, observation: Observation, d: number, rate: number, psi: number): Bag {
  const { value, previous, kept } = observation;
  const x = checkWidth(observation.features, d);
  const actions = Math.max(observation.among ?? 1 / Math.max(observation.propensity, leastChance), 1);
  const first = previous === undefined;
  const least = Math.min(1 / actions, 1 / Math.sqrt(actions * (bag.count + 1)));
  const votes = kept?.[0];
  let before = 0;
  return stepped(bag, x, rate, first, (weights, member) => {
    if (!first) return { times: 1, error: value - previous };
    let bonus = 0;
    if (votes !== undefined) {
      if (member > 0) bonus = (psi * least) / (least + (1 - actions * least) * (before / member));
      before += bit(votes, member);
    }
    return { times: 1, error: value + bonus - dot(weights, x) };
  });
}

/** Least propensity that the number of actions is guessed by, where nobody says it. */
const leastChance = 1e-9;

function bit(number: number, place: number): number {
  return Math.floor(number / 2 ** place) % 2;
}
