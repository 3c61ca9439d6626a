import { checkPositive } from '../check.ts';
import { epsilonBest } from '../distribution.ts';
import type { Estimate, Policy, PolicyInput } from '../policy.ts';
import { klUpperBound } from './bernoulli-kl.ts';
import { allMoments, type Forgetting, type Moments, moments, momentsState, rounds } from './means.ts';

/** A policy that takes the actions with the largest index, those that were never observed first. */
function byIndex(
  id: string,
  options: Forgetting,
  index: (known: Moments, mean: number, t: number) => number,
): Policy {
  const slate = (input: PolicyInput) => {
    const known = allMoments(input);
    const t = rounds(known);
    return epsilonBest(
      Float64Array.from(known, (each) =>
        each.count > 0 ? index(each, meanOf(each), t) : Number.POSITIVE_INFINITY,
      ),
      0,
    );
  };
  return {
    id,
    version: 1,
    support: 'none',
    reward: 'unit',
    scores: 'unused',
    features: 'unused',
    state: momentsState(options),
    distribution: (input) => slate(input)([]),
    slate,
    estimate({ state, actions, at }, action): Estimate {
      const known = moments(state, actions[action]?.id ?? '', at);
      return { mean: meanOf(known), weight: known.count };
    },
    means: (input) => Float64Array.from(allMoments(input), meanOf),
  };
}

/** Forgetting may leave rounding behind: a mean of rewards in [0, 1] lies there too. */
function meanOf({ count, sum }: Moments): number {
  return count > 0 ? Math.min(Math.max(sum / count, 0), 1) : 0;
}

export interface UcbOptions extends Forgetting {
  /** Factor under the root; 2 in the paper, less explores less. */
  readonly exploration?: number;
}

/**
 * UCB1 (Auer, Cesa-Bianchi and Fischer 2002, figure 1) for rewards in [0, 1]: the action with the largest
 * μ̂_a + √(2·ln t / n_a), each action once before. t = Σ n over the actions at hand. With a half-life or a window it is
 * D-UCB or SW-UCB (Garivier and Moulines 2011) with n and t of what is remembered. A slate takes the largest indices in
 * order. Deterministic: its log supports no evaluation, unless {@link epsilonSoft} is put around it; and until rewards
 * arrive it repeats itself.
 */
export function ucb1(options: UcbOptions = {}): Policy {
  const { exploration = 2 } = options;
  checkPositive({ exploration });
  return byIndex(
    'ucb1',
    options,
    ({ count }, mean, t) => mean + Math.sqrt((exploration * Math.max(Math.log(t), 0)) / count),
  );
}

export interface KlUcbOptions extends Forgetting {
  /** c in ln t + c·ln ln t: 0 is what its authors advise, their proof takes 3. */
  readonly exploration?: number;
}

/**
 * KL-UCB (Garivier and Cappé 2011, algorithm 1) for rewards in [0, 1]: the action with the largest
 * max {q : n_a · kl(μ̂_a, q) ≤ ln t + c·ln ln t}, kl being the divergence of Bernoulli distributions. The rest is as in
 * {@link ucb1}.
 *
 * @throws RangeError for a c below zero
 */
export function klUcb(options: KlUcbOptions = {}): Policy {
  const { exploration = 0 } = options;
  if (!(exploration >= 0 && exploration < Number.POSITIVE_INFINITY))
    throw new RangeError(`exploration must not be below zero, and not be ${exploration}`);
  return byIndex('kl-ucb', options, ({ count }, mean, t) => {
    const log = Math.max(Math.log(t), 0);
    const level = log + (log > 1 ? exploration * Math.log(log) : 0);
    return klUpperBound(mean, level / count);
  });
}
