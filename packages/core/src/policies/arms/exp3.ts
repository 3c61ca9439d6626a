import { checkShare } from '../check.ts';
import type { Estimate, Next, Observation, Policy, PolicyInput } from '../policy.ts';

export interface Exp3Options {
  /** γ: share of chance, which also sets how fast is learned; in (0, 1]. */
  readonly exploration?: number;
  /** α of EXP3.S: how much of all weight every action gets back at each observation, in [0, 1]; 0 is EXP3. */
  readonly sharing?: number;
}

/** Logarithms of the weights by action, those observed last at the end. */
export type Exp3State = ReadonlyMap<string, number>;

/**
 * EXP3 (Auer, Cesa-Bianchi, Freund and Schapire 2002, figure 1), which assumes nothing of how rewards in [0, 1] come
 * about, and for shifting worlds EXP3.S (figure 4, `sharing` above 0):
 *
 *     p(a) = (1 − γ) · w_a / Σw + γ / K,   w_a ← w_a · exp(γ/K · r/p) + (e·α/K) · Σw
 *
 * with the first term for the action that was taken, and p its logged propensity. Later places of a slate apply it to
 * the actions left. The order of observations matters: one leased writer learns, in the order of the log.
 *
 * Deviations: actions come and go, so the weights have no fixed set. One that was never observed begins with the mean
 * weight of those that it stands among, where such as itself count 1, and keeps that once it is observed; K is the
 * number that was chosen from, and for the sharing that of the weights. Of more than 2,000 actions those that were not
 * observed for the longest are forgotten, as gone; one that comes back begins anew. p counts as γ/K where less is logged (a rule
 * bent the slate), so that no exponent passes γ. A revision moves the weight by γ/K · (r − r′)/p, without sharing again.
 */
export function exp3(options: Exp3Options = {}): Policy<Exp3State> {
  const { exploration = 0.05, sharing = 0 } = options;
  checkShare({ exploration });
  if (!(sharing >= 0 && sharing <= 1)) throw new RangeError(`sharing must lie in [0, 1], not ${sharing}`);
  const slate = ({ actions, state }: PolicyInput<Exp3State>): Next => {
    const weights = weightsOf(
      actions.map(({ id }) => id),
      state,
    );
    return (prefix) => {
      const left = weights.slice();
      for (const taken of prefix) left[taken] = 0;
      const total = left.reduce((sum, weight) => sum + weight, 0);
      const count = left.length - prefix.length;
      // All weight may have stood in the prefix: the others are then too light for a double, and as good as equal.
      const probabilities = left.map((weight) =>
        total > 0 ? ((1 - exploration) * weight) / total + exploration / count : 1 / count,
      );
      for (const taken of prefix) probabilities[taken] = 0;
      return probabilities;
    };
  };
  return {
    id: sharing === 0 ? 'exp3' : 'exp3-s',
    version: 1,
    support: 'full',
    reward: 'unit',
    scores: 'unused',
    features: 'unused',
    state: {
      kind: 'sequential',
      initial: () => new Map(),
      update: (state, observation) => updated(state, observation, exploration, sharing),
      serialize: (state) => JSON.stringify([...state]),
      parse: (text) => new Map(JSON.parse(text) as [string, number][]),
    },
    distribution: (input) => slate(input)([]),
    slate,
    /** The share of all weight: EXP3 estimates no mean. */
    estimate: (input, action): Estimate => ({ mean: sharesOf(input)[action] ?? 0 }),
    means: sharesOf,
  };
}

function sharesOf({ actions, state }: PolicyInput<Exp3State>): Float64Array {
  const weights = weightsOf(
    actions.map(({ id }) => id),
    state,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Weights of the actions at hand, scaled by the largest. */
function weightsOf(actions: readonly string[], state: Exp3State): Float64Array {
  const logs = actions.map((id) => state.get(id));
  const known = logs.filter((log) => log !== undefined);
  const fresh = newLog(known, actions.length);
  const top = largest([...known, fresh]);
  return Float64Array.from(logs, (log) => Math.exp((log ?? fresh) - top));
}

function updated(
  state: Exp3State,
  { action, value, previous, propensity, among }: Observation,
  exploration: number,
  sharing: number,
): Exp3State {
  const logs = new Map(state);
  const known = [...state.values()];
  const choices = Math.max(among ?? known.length, 1);
  const rate = exploration / choices;
  const gain = (rate * (value - (previous ?? 0))) / Math.max(propensity, rate);
  const before = state.get(action) ?? newLog(known, choices);
  // Taken out first, so that it stands at the end: the actions are in the order in which they were last observed.
  logs.delete(action);
  logs.set(action, before + gain);
  if (sharing > 0 && previous === undefined) {
    const all = state.has(action) ? known : [...known, before];
    const top = largest([...all, before + gain]);
    const weight = all.reduce((sum, log) => sum + Math.exp(log - top), 0);
    const share = (Math.E * sharing * weight) / all.length;
    for (const [id, log] of logs) logs.set(id, top + Math.log(Math.exp(log - top) + share));
  }
  for (const id of logs.keys()) {
    if (logs.size <= mostActions) break;
    logs.delete(id);
  }
  return logs;
}

/** Four times as many as ever reach a policy at once. */
const mostActions = 2_000;

/** The logarithm of the weight of an action that was never observed, among so many. */
function newLog(known: readonly number[], among: number): number {
  const top = largest([0, ...known]);
  const fresh = Math.max(among - known.length, 0);
  const weight = known.reduce((sum, log) => sum + Math.exp(log - top), fresh * Math.exp(-top));
  return top + Math.log(weight / Math.max(among, known.length, 1));
}

function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
