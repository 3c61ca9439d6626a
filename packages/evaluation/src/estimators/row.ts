import type { Source } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';

/** Probabilities of one event under the logging and under the target policy. */
export interface Chances {
  /** Above 0: what was logged did happen. */
  readonly propensity: number;
  readonly target: number;
}

/** What a reward model expects: of the logged action q(x, a), and of the target policy Σₐ π(a|x)·q(x, a). */
export interface Expected {
  readonly logged: number;
  readonly target: number;
}

/** One logged choice as the estimators see it. In a slate each place is a row, and its chances are given those above. */
export interface Row extends Chances {
  readonly reward: number;
  /** Rows with the same name depend on each other (places of a slate, one shopper); each row by itself when absent. */
  readonly cluster?: string;
  /** Where the choice came from; `policy` when absent. */
  readonly source?: Source;
  /** Whether the logging policy could have chosen every action; `full` when absent. */
  readonly support?: 'full' | 'none';
  readonly expected?: Expected;
  /** The same of a model that was fitted by the weights of `mrdr` for this target. */
  readonly robust?: Expected;
  /** Place in its slate, from 0. */
  readonly position?: number;
  /** Of all the places above this one standing as they did: products of their conditional chances, 1 at the first. */
  readonly above?: Chances;
  /** Of this action standing at this place, whatever stands above it. */
  readonly marginal?: Chances;
  /** Share of the target's mass on actions that the logging policy cannot choose, where it is known. */
  readonly outside?: number;
}

/** Sums of probabilities may exceed one by their rounding. */
const most = 1 + 1e-9;

/**
 * Importance weight w = target / propensity.
 *
 * @throws ArmoireError INVALID_INPUT for what no policy can have logged: a chosen action has a probability above zero
 */
export function weightOf({ target, propensity }: Chances): number {
  if (!(propensity > 0 && propensity <= most && target >= 0 && target <= most)) {
    throw new ArmoireError('INVALID_INPUT', `A row has propensity ${propensity} and target ${target}`, {
      fix: 'Give the probabilities of the logged action: the propensity in (0, 1], the target in [0, 1].',
    });
  }
  return target / propensity;
}

/** Whether a policy of this probability could choose nothing else; what that would have led to is in no log of its. */
export function isSure(probability: number): boolean {
  return probability >= 1 - 1e-9;
}

/**
 * What a model expects of a row.
 *
 * @param model which of the row's
 * @throws ArmoireError INVALID_INPUT when it says nothing, or no numbers
 */
export function expectedOf(row: Row, model: 'expected' | 'robust' = 'expected'): Expected {
  const fix = 'Fit one by withModel, or give its numbers.';
  const found = required(row[model], 'what a reward model expects of it', fix);
  if (Number.isFinite(found.logged) && Number.isFinite(found.target)) return found;
  throw new ArmoireError('INVALID_INPUT', `A model expects ${found.logged} and ${found.target} of a row`, {
    fix: 'Give finite numbers; a model that is fitted needs finite features.',
  });
}

/** Weight of all that stands above a row. @throws ArmoireError INVALID_INPUT when it is not known */
export function weightAbove({ above, position }: Row): number {
  if (above === undefined && position === 0) return 1;
  const fix = 'Read the rows by logRows, or give the products of the chances of the places above.';
  return weightOf(required(above, 'the chances of the places above it', fix));
}

/** Weight of an action at its place. @throws ArmoireError INVALID_INPUT when its marginal chances are not known */
export function marginalWeight({ marginal }: Row): number {
  const fix = 'Give logRows the logging policy as well, or use rips, which needs no marginals.';
  return weightOf(required(marginal, 'the marginal chances of its place', fix));
}

function required<T>(value: T | undefined, what: string, fix: string): T {
  if (value !== undefined) return value;
  throw new ArmoireError('INVALID_INPUT', `A row does not say ${what}`, { fix });
}
