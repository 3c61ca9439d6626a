import { type AnyPolicy, checkScores, type PolicyInput, slateOf } from '../policies/index.ts';
import { draw, seededRng } from '../random/index.ts';
import { type Filled, fillSlate } from './fill.ts';
import type { Shape } from './shape.ts';

/**
 * Fills places one after another from the policy's distribution. The draw uses the stream `draw` of the seed and the
 * policy the stream `policy`, so that neither moves the other.
 *
 * @param between called before each place; throws to stop (a deadline)
 * @param shape what the slate has to look like whatever the policy prefers
 * @param seen told the probabilities of each place
 * @throws ArmoireError INVALID_DISTRIBUTION
 */
export function drawSlate(
  policy: AnyPolicy,
  input: Omit<PolicyInput<unknown>, 'rng'>,
  count: number,
  seed: number,
  between: () => void = () => {},
  shape?: Shape,
  seen: (probabilities: Float64Array) => void = () => {},
): Filled {
  const size = input.actions.length;
  checkScores(policy, input.scores, size);
  const next = slateOf(policy, { ...input, rng: seededRng(seed, 'policy') });
  const rng = seededRng(seed, 'draw');
  const paced = (prefix: readonly number[]) => {
    between();
    return next(prefix);
  };
  return fillSlate(paced, size, count, shape, policy.id, (probabilities) => {
    seen(probabilities);
    return draw(rng, probabilities);
  });
}

/**
 * The first places of a list that is in the order in which it is preferred, in a shape.
 *
 * @returns indices into the list
 */
export function arrange(size: number, count: number, shape?: Shape): readonly number[] {
  const first = (prefix: readonly number[]) => {
    const probabilities = new Float64Array(size);
    const taken = new Set(prefix);
    for (let i = 0; i < size; i++) {
      if (taken.has(i)) continue;
      probabilities[i] = 1;
      break;
    }
    return probabilities;
  };
  return fillSlate(first, size, count, shape, 'arrange', (probabilities) => probabilities.indexOf(1)).chosen;
}
