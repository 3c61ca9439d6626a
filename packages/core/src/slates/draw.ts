import {
  type AnyPolicy,
  checkFeatures,
  checkScores,
  type PolicyInput,
  type Shaping,
  shapingsOf,
  slateOf,
} from '../policies/index.ts';
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
  checkFeatures(policy, input.actions);
  const asked = { ...input, rng: seededRng(seed, 'policy') };
  const next = slateOf(policy, asked);
  const rng = seededRng(seed, 'draw');
  const shapings: (readonly Shaping[])[] = [];
  // What the policy itself said of the place that is filled; nothing where a rule alone decides.
  let own: Float64Array | undefined;
  const paced = (prefix: readonly number[]) => {
    between();
    const given = next(prefix);
    own ??= given;
    return given;
  };
  const filled = fillSlate(paced, size, count, shape, policy.id, (probabilities) => {
    seen(probabilities);
    const action = draw(rng, probabilities);
    shapings.push(own === undefined ? [] : shapingsOf(own, action));
    own = undefined;
    return action;
  });
  const { chosen } = filled;
  const told = { ...filled, shapings };
  if (policy.keeps === undefined) return told;
  const kept = chosen.map((action, place) => policy.keeps?.(asked, chosen.slice(0, place), action) ?? []);
  return { ...told, kept };
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
