import { slateOf } from '../distribution.ts';
import type { Action, AnyPolicy, PolicyInput } from '../policy.ts';
import { bent } from '../shaping.ts';
import { checkStrength, type DiverseOptions } from './diverse.ts';
import { alongPrefix, reshaped, reweighted } from './reshaped.ts';
import type { Similarity } from './similarity.ts';

/** Added to the diagonal: two actions that are all alike then keep about 2 % of the variance, and rounding does no harm. */
const jitter = 0.01;

/** The columns of a Cholesky factor so far, and what is left of each action's variance. */
interface Explained {
  readonly columns: readonly Float64Array[];
  readonly left: Float64Array;
}

/**
 * Diversity by determinants. A determinantal point process (Kulesza and Taskar 2012) gives a set the weight
 * det(L_S), the squared volume of its vectors. With L_ij = √(p_i p_j) · S_ij, an action that follows a prefix P adds
 *
 *     det(L_{P ∪ a}) / det(L_P) = p(a) · v(a | P),   v(a | P) = S_aa − S_aP · S_PP⁻¹ · S_Pa
 *
 * where v is what the prefix leaves of the action's variance. Greedy MAP inference takes the largest of these at each
 * step, by one more row of an incremental Cholesky factor (Chen, Zhang and Zhou 2018, algorithm 1: N·k numbers for the
 * k-th place). Here the next action is drawn in proportion to them,
 *
 *     p′(a | prefix) ∝ p(a | prefix) · v(a | prefix)^β
 *
 * so that conditional propensities are exact. Deviations: places are drawn one after another without looking ahead, so
 * that sets do not have exactly the weights of a k-DPP; p is the policy's conditional distribution at the place; S has
 * 0.01 added to its diagonal, and v is cut off there, so that support stays as it is.
 */
export function determinantal(base: AnyPolicy, { similarity, strength = 1 }: DiverseOptions): AnyPolicy {
  checkStrength(strength);
  const slate = (input: PolicyInput<unknown>) => {
    const next = slateOf(base, input);
    const explained = explaining(input.actions, similarity);
    return (prefix: readonly number[]) => {
      const p = next(prefix);
      if (prefix.length === 0) return p;
      const weights = explained(prefix).left.map((v) => v ** strength);
      return bent(reweighted(p, weights), 'diversity', p);
    };
  };
  return reshaped(base, slate);
}

function explaining(
  actions: readonly Action[],
  similarity: Similarity,
): (prefix: readonly number[]) => Explained {
  const nothing = { columns: [], left: new Float64Array(actions.length).fill(1 + jitter) };
  return alongPrefix<Explained>(nothing, ({ columns, left }, prefix, place) => {
    const index = prefix[place] as number;
    const taken = actions[index] as Action;
    const root = Math.sqrt(left[index] as number);
    const column = Float64Array.from(actions, (action) => similarity(action, taken));
    for (const before of columns) {
      const own = before[index] as number;
      for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) - (before[i] as number) * own;
    }
    for (let i = 0; i < column.length; i++) column[i] = (column[i] as number) / root;
    return {
      columns: [...columns, column],
      left: left.map((v, i) => Math.max(v - (column[i] as number) ** 2, jitter)),
    };
  });
}
