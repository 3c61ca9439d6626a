import type { CbEntry, VwFeature, VwOutcome } from '@armoire/evaluation';
import type { VwOptions } from './cases.ts';

/** A learner that is asked before it is told. */
export interface Progressive {
  /** The probability of each action, for what it knows so far. */
  choose(actions: readonly (readonly VwFeature[])[]): ArrayLike<number>;
  /** What it expects each action to cost: what the doubly robust estimate leans on. */
  expect(actions: readonly (readonly VwFeature[])[]): ArrayLike<number>;
  learn(actions: readonly (readonly VwFeature[])[], outcome: VwOutcome): void;
}

export interface ProgressiveLoss {
  readonly loss: number;
  /** Features over all actions and examples, as Vowpal Wabbit counts them. */
  readonly features: number;
}

/**
 * Progressive validation as Vowpal Wabbit defines its average loss: each example is predicted before it is learned
 * from, and counts Σₐ p(a)·ĉ(a), where ĉ is the unbiased cost of the command's own estimate,
 *
 *     ips:  ĉ(a) = 1[a = logged]·c/p₀        dr:  ĉ(a) = q(a) + 1[a = logged]·(c − q(a))/p₀
 *
 * (`dm` and `mtr` are counted by ips, as there), and p is 1 for the best action under `--cb`, ε-greedy under
 * `--cb_explore`, and 1 for the action that the log names under `--eval`.
 */
export function progressiveLoss(
  entries: readonly CbEntry[],
  options: VwOptions,
  learner: Progressive,
  actionsOf: (entry: CbEntry) => readonly (readonly VwFeature[])[],
): ProgressiveLoss {
  let [sum, examples, features] = [0, 0, 0];
  for (const entry of entries) {
    const { outcome, evaluated } = entry;
    if (outcome === undefined || entry.skipLearn === true) continue;
    const actions = actionsOf(entry);
    for (const action of actions) features += action.length;
    const chances =
      options.task === 'evaluate'
        ? actions.map((_, a) => (a === evaluated ? 1 : 0))
        : learner.choose(actions);
    const expected = options.type === 'dr' ? learner.expect(actions) : undefined;
    for (let a = 0; a < actions.length; a++) {
      const q = expected?.[a] ?? 0;
      const rest = a === outcome.action ? (outcome.cost - q) / outcome.probability : 0;
      sum += (chances[a] as number) * (q + rest);
    }
    examples++;
    learner.learn(actions, outcome);
  }
  return { loss: sum / examples, features };
}
