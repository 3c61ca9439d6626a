import type { Estimator } from './estimator.ts';
import { type Row, weightOf } from './row.ts';

/**
 * Replay (Li, Chu, Langford and Wang 2011): the mean reward of the rows on which the target would have chosen what was
 * logged,
 *
 *     V̂ = Σ π·r / Σ π,   π = the target's probability of the logged action
 *
 * It uses no propensities, and so holds for a log of one uniform probability alone; other logs are refused.
 *
 * Deviation: the paper draws the target's action and keeps a row where it matches. The expectation over these draws
 * stands here in their place; for a deterministic target (π is 0 or 1) it is the same.
 */
export const replay: Estimator = {
  needs: ['uniform'],
  terms: () => [({ target, reward }: Row) => ({ y: target * reward, x: target })],
  weight: weightOf,
};
