import { checkFinite, checkPositive, checkShare } from '../check.ts';
import { epsilonBest } from '../distribution.ts';
import type { Estimate, Next, Policy, PolicyInput } from '../policy.ts';
import { allMoments, type Forgetting, type Moments, momentsState, rounds } from './means.ts';

export interface GreedyOptions extends Forgetting {
  /** What an action is taken to be worth before it was observed. */
  readonly priorMean?: number;
  /** Observations that the prior mean counts for. */
  readonly priorWeight?: number;
}

/** A value for each action, for policies that choose by value alone. */
export interface Values {
  readonly known: readonly Moments[];
  readonly values: Float64Array;
}

/** Shrunken means (m₀w₀ + Σr) / (w₀ + n), or a model's scores where there are any. */
export function valuesOf(input: PolicyInput, { priorMean = 0, priorWeight = 1 }: GreedyOptions): Values {
  const known = allMoments(input);
  const values =
    input.scores?.scores ??
    Float64Array.from(known, ({ count, sum }) => (priorMean * priorWeight + sum) / (priorWeight + count));
  return { known, values };
}

function checkGreedy({ priorMean = 0, priorWeight = 1 }: GreedyOptions): void {
  checkFinite({ priorMean });
  checkPositive({ priorWeight });
}

/** What policies that choose by value have in common, but for the choice. */
export function byValue(
  options: GreedyOptions,
  next: (input: PolicyInput) => Next,
): Omit<Policy, 'id' | 'support'> {
  checkGreedy(options);
  return {
    version: 1,
    reward: 'signed',
    scores: 'optional',
    features: 'unused',
    state: momentsState(options),
    distribution: (input) => next(input)([]),
    slate: next,
    estimate(input, action): Estimate {
      const { known, values } = valuesOf(input, options);
      return { mean: values[action] ?? 0, weight: known[action]?.count ?? 0 };
    },
    means: (input) => valuesOf(input, options).values,
  };
}

/**
 * Always the action with the best mean, the first of equals. Deterministic: its log supports no evaluation.
 */
export function greedy(options: GreedyOptions = {}): Policy {
  const next = (input: PolicyInput) => epsilonBest(valuesOf(input, options).values, 0);
  return { ...byValue(options, next), id: 'greedy', support: 'none' };
}

export interface EpsilonGreedyOptions extends GreedyOptions {
  /** Share of decisions made at random, in (0, 1]. */
  readonly epsilon?: number;
}

/** ε-greedy (Sutton and Barto, 2018, section 2.2): p(a) = ε/K, and 1 − ε more for the best. */
export function epsilonGreedy(options: EpsilonGreedyOptions = {}): Policy {
  const { epsilon = 0.1 } = options;
  checkShare({ epsilon });
  const next = (input: PolicyInput) => epsilonBest(valuesOf(input, options).values, epsilon);
  return { ...byValue(options, next), id: 'epsilon-greedy', support: 'full' };
}

export interface DecayingEpsilonGreedyOptions extends GreedyOptions {
  /** c: more explores longer. */
  readonly exploration?: number;
  /** d, in (0, 1]: how much worse than the best the second best is thought to be at least. */
  readonly gap?: number;
}

/**
 * ε_t-greedy (Auer, Cesa-Bianchi and Fischer 2002, figure 3): ε-greedy with
 *
 *     ε_t = min(1, c·K / (d²·t))
 *
 * where t counts the observations of the actions at hand. Deviations: t is 1 more than that count, so that it begins at
 * 1; with a half-life or a window t counts what is remembered, so that exploration never dies out; c = 0.2 and d = 0.2
 * where nothing is said (their bound asks for c > 5, their experiments took 0.05 to 0.2); and means are shrunken as in
 * {@link greedy}.
 */
export function decayingEpsilonGreedy(options: DecayingEpsilonGreedyOptions = {}): Policy {
  const { exploration = 0.2, gap = 0.2 } = options;
  checkPositive({ exploration });
  checkShare({ gap });
  const next = (input: PolicyInput): Next => {
    const { known, values } = valuesOf(input, options);
    const t = 1 + rounds(known);
    return epsilonBest(values, Math.min(1, (exploration * known.length) / (gap * gap * t)));
  };
  return { ...byValue(options, next), id: 'epsilon-decaying', support: 'full' };
}
