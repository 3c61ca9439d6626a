import {
  type AnyPolicy,
  checkDistribution,
  checkScores,
  type PolicyInput,
  slateOf,
} from '../policies/index.ts';
import { draw, seededRng } from '../random/index.ts';

export interface Drawn {
  /** Indices of the actions, place by place, all different. */
  readonly chosen: readonly number[];
  /** For each place, the probability of its action given those before. */
  readonly propensities: readonly number[];
}

/**
 * Fills places one after another from the policy's distribution. The draw uses the stream `draw` of the seed and the
 * policy the stream `policy`, so that neither moves the other.
 *
 * @param between called before each place; throws to stop (a deadline)
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function drawSlate(
  policy: AnyPolicy,
  input: Omit<PolicyInput<unknown>, 'rng'>,
  count: number,
  seed: number,
  between: () => void = () => {},
): Drawn {
  const size = input.actions.length;
  checkScores(policy, input.scores, size);
  const next = slateOf(policy, { ...input, rng: seededRng(seed, 'policy') });
  const rng = seededRng(seed, 'draw');
  const chosen: number[] = [];
  const propensities: number[] = [];
  while (chosen.length < Math.min(count, size)) {
    between();
    const probabilities = checkDistribution(next(chosen), size, policy.id);
    const action = draw(rng, probabilities);
    propensities.push(probabilities[action] as number);
    chosen.push(action);
  }
  return { chosen, propensities };
}
