import { ArmoireError } from '@armoire/protocol';
import type { Action, AnyPolicy, Next, Observation, Policy, PolicyInput, Scores } from './policy.ts';

/** How far a distribution may be from summing to one. */
export const tolerance = 1e-9;

/**
 * Refuses what is no distribution over `size` actions. A policy that fails here is at fault; the engine falls back.
 *
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function checkDistribution(probabilities: Float64Array, size: number, policy: string): Float64Array {
  let sum = 0;
  let fault =
    probabilities.length === size ? '' : `${probabilities.length} probabilities for ${size} actions`;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    if (!(p >= 0)) fault ||= `a probability of ${p}`;
    sum += p;
  }
  if (!(Math.abs(sum - 1) <= tolerance)) fault ||= `probabilities that sum to ${sum}`;
  if (fault === '') return probabilities;
  throw new ArmoireError('INVALID_DISTRIBUTION', `Policy "${policy}" returned ${fault}`, {
    fix: 'Run the policy through the contract suite of @armoire/core/testing.',
  });
}

/**
 * Refuses scores that a policy cannot use: none where it needs them, as many as there are not, or none that are numbers.
 *
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function checkScores(
  policy: Pick<AnyPolicy, 'id' | 'scores'>,
  scores: Scores | undefined,
  size: number,
): void {
  const missing = policy.scores === 'required' ? 'got none' : '';
  const fault = scores === undefined ? missing : faultOf(scores, size);
  if (fault === '') return;
  throw faulty(`Policy "${policy.id}" needs a score of each action, and ${fault}`);
}

/**
 * Refuses actions with features that are no finite numbers: comparisons with NaN are all false, so that policies which
 * look for the best would be sure of whatever stands first.
 *
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function checkFeatures(policy: Pick<AnyPolicy, 'id'>, actions: readonly Action[]): void {
  for (const { id, features } of actions) {
    if (allFinite(features)) continue;
    const index = features.findIndex((x) => !Number.isFinite(x));
    const message = `Policy "${policy.id}" was given feature ${index} of "${id}" as ${features[index]}`;
    throw new ArmoireError('INVALID_DISTRIBUTION', message, {
      fix: 'Look at the candidate sources of the point, plugins first: their scores must be finite numbers.',
    });
  }
}

/**
 * Whether an observation can be learned from. One number that is not finite would stay in a state for good, so that the
 * engine learns nothing from an observation that holds one.
 */
export function isFiniteObservation(observation: Observation): boolean {
  const { value, previous = 0, propensity, features, modelFeatures, kept } = observation;
  return (
    allFinite([value, previous, propensity]) &&
    allFinite(features) &&
    (modelFeatures === undefined || allFinite(modelFeatures)) &&
    (kept === undefined || allFinite(kept)) &&
    areFinite(observation.components) &&
    areFinite(observation.previousComponents)
  );
}

function areFinite(components: Observation['components']): boolean {
  if (components === undefined) return true;
  const { pieces, ...numbers } = components;
  return allFinite(Object.values(numbers)) && (pieces === undefined || allFinite(Object.values(pieces)));
}

function allFinite(numbers: ArrayLike<number>): boolean {
  // One sum in place of a branch for each of thousands of features: it is finite only if all of them are.
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i] as number;
  return Number.isFinite(sum) || Array.from(numbers).every(Number.isFinite);
}

/**
 * Refuses what a model says of `size` candidates where no policy could use it.
 *
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function checkModel(model: string, scores: Scores, size: number): void {
  const fault = faultOf(scores, size);
  if (fault !== '') throw faulty(`Model "${model}" was asked for a score of each candidate, and we ${fault}`);
}

function faulty(message: string): ArmoireError {
  return new ArmoireError('INVALID_DISTRIBUTION', message, {
    fix: 'Look at the model behind the point: its outputs must be one finite number for each candidate.',
  });
}

function faultOf({ scores, variance, features }: Scores, size: number): string {
  if (features !== undefined) {
    const { values, width } = features;
    if (values.length !== size * width) return `got ${values.length} features for ${size} times ${width}`;
    if (!values.every(Number.isFinite)) return 'got features that are no finite numbers';
  }
  for (const numbers of variance === undefined ? [scores] : [scores, variance]) {
    if (numbers.length !== size) return `got ${numbers.length} for ${size} actions`;
    if (!numbers.every(Number.isFinite)) return 'got some that are no finite numbers';
  }
  return '';
}

/** The same probability for each action outside of `prefix`. */
export function uniformOver(size: number, prefix: readonly number[] = []): Float64Array {
  const probabilities = new Float64Array(size).fill(1 / (size - prefix.length));
  for (const taken of prefix) probabilities[taken] = 0;
  return probabilities;
}

/**
 * The slate form of any policy: its own, or places drawn one after another without replacement from the renormalised
 * distribution (Plackett–Luce).
 */
export function slateOf<S>(policy: Policy<S>, input: PolicyInput<S>): Next {
  if (policy.slate !== undefined) return policy.slate(input);
  const first = policy.distribution(input);
  return (prefix) => {
    if (prefix.length === 0) return first;
    const rest = Float64Array.from(first);
    for (const taken of prefix) rest[taken] = 0;
    const mass = rest.reduce((sum, p) => sum + p, 0);
    // Nothing is left where the first places had all the mass: the rest is as good as equal.
    return mass > 0 ? rest.map((p) => p / mass) : uniformOver(rest.length, prefix);
  };
}

type Believing<S> = Policy<S> & Required<Pick<Policy<S>, 'estimate'>>;

/** Whether a policy says what it believes of actions. */
export function believes<S>(policy: Policy<S>): policy is Believing<S> {
  return policy.estimate !== undefined;
}

/** What a policy believes each action to be worth. */
export function meansOf<S>(policy: Believing<S>, input: PolicyInput<S>): Float64Array {
  if (policy.means !== undefined) return policy.means(input);
  const means = new Float64Array(input.actions.length);
  for (let i = 0; i < means.length; i++) means[i] = policy.estimate(input, i).mean;
  return means;
}

/** Index of the largest value outside of `prefix`, the first of equals; −1 when nothing is left. */
export function argmax(values: ArrayLike<number>, prefix: readonly number[] = []): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if ((best === -1 || (values[i] as number) > (values[best] as number)) && !prefix.includes(i)) best = i;
  }
  return best;
}

/** With probability 1 − ε the largest value left, the first of equals, else any of those left: ε/K each. */
export function epsilonBest(values: Float64Array, epsilon: number): Next {
  return (prefix) => {
    const floor = epsilon / (values.length - prefix.length);
    const probabilities = new Float64Array(values.length).fill(floor);
    for (const taken of prefix) probabilities[taken] = 0;
    const best = argmax(values, prefix);
    probabilities[best] = (probabilities[best] as number) + (1 - epsilon);
    return probabilities;
  };
}
