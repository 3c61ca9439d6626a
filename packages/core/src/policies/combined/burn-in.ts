import type { Sums } from '../../state/index.ts';
import { checkPositive } from '../check.ts';
import { slateOf, uniformOver } from '../distribution.ts';
import type { AnyPolicy, Next, PolicyInput } from '../policy.ts';
import { madeBy } from '../shaping.ts';
import { proportionalTo, reshaped } from './reshaped.ts';
import { tallied, tallying } from './tally.ts';

export interface BurnInOptions {
  /** Places that have to be observed before the policy decides; as many as it remembers, where it forgets. */
  readonly observations: number;
  /**
   * Index of a feature, none of it negative, by whose square the first decisions are made, but for a tenth of chance;
   * evenly when absent. The ranker's input of a shelf is exp((logit − best)/2): its square gives the ranker's own
   * softmax.
   */
  readonly feature?: number;
}

const name = 'burn-in';
const chance = 0.1;

/**
 * Burn-in, or initial random exploration (Sutton and Barto 2018, section 2.6; the first phase of explore-then-commit,
 * Lattimore and Szepesvári 2020, chapter 6): until n places were observed, actions are drawn evenly, or as the ranker
 * would, and from then on the policy decides. It learns from all of them. The count is a sum beside those of the policy,
 * so that it merges, and is replayed, as they are.
 *
 * @throws RangeError for a policy whose state is no sum
 */
export function burnIn(base: AnyPolicy, { observations, feature }: BurnInOptions): AnyPolicy {
  checkPositive({ observations });
  const counting = tallying(base, name, ({ previous }) => [previous === undefined ? 1 : 0, 0]);
  const slate = (input: PolicyInput<unknown>): Next => {
    const [seen] = tallied(input.state as Sums, name, input.at);
    if (seen >= observations) return slateOf(counting, input);
    const next = first(input, feature);
    return (prefix) => madeBy(next(prefix), 'burn-in');
  };
  return reshaped(counting, slate);
}

function first({ actions }: PolicyInput<unknown>, feature: number | undefined): Next {
  const size = actions.length;
  if (feature === undefined) return (prefix) => uniformOver(size, prefix);
  const weights = Float64Array.from(actions, ({ features }) => Math.max(features[feature] ?? 0, 0) ** 2);
  return (prefix) => {
    const floor = chance / (size - prefix.length);
    const p = proportionalTo(weights, prefix).map((each) => (1 - chance) * each + floor);
    for (const taken of prefix) p[taken] = 0;
    return p;
  };
}
