import { uniformOver } from '../distribution.ts';
import type { Policy } from '../policy.ts';
import { momentsState } from './means.ts';

/** Every action with the same probability, 1/K: the reference for all others, and full evidence for evaluation. */
export function uniform(): Policy {
  return {
    id: 'uniform',
    version: 1,
    support: 'full',
    reward: 'signed',
    scores: 'unused',
    features: 'unused',
    state: momentsState(),
    distribution: ({ actions }) => uniformOver(actions.length),
    slate:
      ({ actions }) =>
      (prefix) =>
        uniformOver(actions.length, prefix),
  };
}
