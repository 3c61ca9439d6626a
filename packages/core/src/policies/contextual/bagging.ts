import { hashString } from '../../random/index.ts';
import { checkPositive, checkShare } from '../check.ts';
import type { Observation, Policy, PolicyInput } from '../policy.ts';
import { posteriorMixture } from '../posterior-mixture.ts';
import { type Bag, bagOf, bagText, newBag, stepped } from './bag.ts';
import { checkWidth, dot } from './ridge.ts';
import { sparseRows, timesRows } from './sparse.ts';

export interface BaggingOptions {
  /** Number of features of an action. */
  readonly width: number;
  /** How many regressions vote; 12 when absent. */
  readonly members?: number;
  /** Share of decisions made at random, so that every action keeps a probability above zero. */
  readonly epsilon?: number;
  /** Size of a step of AdaGrad; 0.1 when absent. */
  readonly rate?: number;
  /** Deviation of the weights that each member begins with; 0.05 when absent. */
  readonly spread?: number;
}

/**
 * Bagging by the online bootstrap (Eckles and Kaptein 2014; Oza and Russell 2001; `Bag` in the bake-off of Bietti,
 * Agarwal and Langford 2021): N linear regressions, each of which sees an observation k times, k ~ Poisson(1), so that
 * they differ as much as the data leaves open. An action's probability is the share of members that hold it for the
 * best, mixed with ε/K.
 *
 * Deviations: seeing k times is one step of AdaGrad with k times the gradient; k comes from a hash of the observation,
 * so that equal logs give equal bags and a revision counts as often as what it revises; members begin with random
 * weights, since rewards that are mostly 0 teach them all the same. State is sequential: N gradient learners of width
 * d are a few thousand numbers, N Gram matrices would be hundreds of thousands.
 */
export function bagging(options: BaggingOptions): Policy<Bag> {
  const { width: d, members = 12, epsilon = 0.02, rate = 0.1, spread = 0.05 } = options;
  checkPositive({ members, rate, spread });
  checkShare({ epsilon });
  if (!Number.isInteger(members)) throw new RangeError(`members must be a whole number, not ${members}`);

  const slate = ({ state, actions }: PolicyInput<Bag>) => {
    const rows = sparseRows(actions, d);
    return posteriorMixture(actions.length, { samples: members, epsilon }, (member) =>
      timesRows(rows, state.weights[member] as Float64Array),
    );
  };
  return {
    id: 'bagging',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    state: {
      kind: 'sequential',
      initial: () => newBag(members, d, spread, 'bagging'),
      update: (bag, observation) => updated(bag, observation, d, rate),
      serialize: bagText,
      parse: bagOf,
    },
    distribution: (input) => slate(input)([]),
    slate,
    estimate({ state, actions }, action) {
      const x = checkWidth(actions[action]?.features ?? new Float64Array(d), d);
      const votes = state.weights.map((w) => dot(w, x));
      const mean = votes.reduce((sum, vote) => sum + vote, 0) / members;
      const variance = votes.reduce((sum, vote) => sum + (vote - mean) ** 2, 0) / members;
      return { mean, deviation: Math.sqrt(variance), weight: state.count };
    },
    means({ state, actions }) {
      const rows = sparseRows(actions, d);
      const means = new Float64Array(actions.length);
      for (const weights of state.weights)
        for (const [i, vote] of timesRows(rows, weights).entries()) means[i] = (means[i] as number) + vote;
      return means.map((sum) => sum / members);
    },
  };
}

function updated(bag: Bag, observation: Observation, d: number, rate: number): Bag {
  const { action, at, value, previous } = observation;
  const x = checkWidth(observation.features, d);
  return stepped(bag, x, rate, previous === undefined, (weights, member) => {
    const times = poisson(hashString(`${member}/${at}/${action}`));
    if (times === 0) return undefined;
    return { times, error: value - (previous ?? dot(weights, x)) };
  });
}

/** Poisson(1) by inversion, from 32 random bits. */
function poisson(bits: number): number {
  let rest = (bits + 0.5) / 2 ** 32;
  let p = Math.exp(-1);
  let k = 0;
  while (rest > p && k < 12) {
    rest -= p;
    k++;
    p /= k;
  }
  return k;
}
