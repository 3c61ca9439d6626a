import type { CandidateSet, Decision, Next } from '@armoire/core';
import type { Chances } from '../estimators/index.ts';
import { marginals } from './marginals.ts';
import type { Target } from './target.ts';

/** One place of a decision under the logging and under the target policy. */
export interface Place {
  readonly position: number;
  /** Of the chosen action among the entries of the set. */
  readonly index: number;
  /** The target's, given what stands above. */
  readonly distribution: Float64Array;
  /** Given what stands above. */
  readonly chances: Chances;
  readonly above: Chances;
  readonly marginal?: Chances;
  readonly outside?: number;
}

/**
 * The places of a decision from the top, as they were logged.
 *
 * @param most places that are wanted
 * @param logging the logging policy, where its distribution can be had again
 */
export function placesOf(
  decision: Decision,
  set: CandidateSet,
  most = Number.POSITIVE_INFINITY,
  next: Next,
  logging: Target | undefined,
): Place[] {
  const chosen = decision.chosen
    .slice(0, most)
    .map((action) => set.entries.findIndex(({ id }) => id === action));
  const logger = logging?.(decision, set);
  const wanted = logger === undefined ? [] : marginals(next, chosen);
  const made = logger === undefined ? [] : marginals(logger, chosen);
  let above: Chances = { propensity: 1, target: 1 };
  return chosen.map((index, position) => {
    const prefix = chosen.slice(0, position);
    const distribution = next(prefix);
    const chances = {
      propensity: decision.propensities[position] ?? 0,
      target: distribution[index] ?? 0,
    };
    const [target, propensity] = [wanted[position], made[position]];
    const place = {
      position,
      index,
      distribution,
      chances,
      above,
      ...(target === undefined || propensity === undefined ? {} : { marginal: { propensity, target } }),
      ...(logger === undefined ? {} : { outside: outsideOf(distribution, logger(prefix)) }),
    };
    above = {
      propensity: above.propensity * chances.propensity,
      target: above.target * chances.target,
    };
    return place;
  });
}

/** Share of the target's mass on actions that the logging policy gives none. */
function outsideOf(target: Float64Array, logging: Float64Array): number {
  return target.reduce((sum, p, i) => sum + ((logging[i] ?? 0) > 0 ? 0 : p), 0);
}
