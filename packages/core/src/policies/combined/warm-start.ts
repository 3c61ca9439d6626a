import type { Instant } from '@armoire/protocol';
import { Sums, scale } from '../../state/index.ts';
import { checkFinite, checkPositive } from '../check.ts';
import { believes, meansOf, slateOf } from '../distribution.ts';
import type { Action, AnyPolicy, Next, PolicyInput } from '../policy.ts';
import { madeBy } from '../shaping.ts';
import { reshaped } from './reshaped.ts';

export interface WarmStartOptions {
  /** Pseudo-observations n₀ of each action: after as many real ones, history counts half. */
  readonly weight?: number;
  /** Reward of an action whose feature is 1, as a share of the reward's cap. */
  readonly worth?: number;
  /** Index of the feature that says what history expects of an action, in [0, 1]. */
  readonly feature: number;
}

/**
 * Lets a policy that looks at no features begin with what history says, by pseudo-observations: every action counts as
 * seen n₀ times with the reward worth · x, besides what was really seen. x is a feature of the decision, such as the
 * ranker's input of a shelf, which orders of the time before have taught. A prior in this form is that of a conjugate
 * family (Gelman et al. 2013, section 2.4); historical data as pseudo-observations: Shivaswamy and Joachims 2012.
 * Deviations: what history says is read at the decision from its logged inputs, not added to the sums, so that sums hold
 * nothing but samples, a decision can be replayed, and a person's orders can be erased. The pseudo-observations are not
 * forgotten, so that a policy that forgets falls back on them.
 *
 * Linear policies have the same by a prior mean of the feature's weight, held by their ridge.
 *
 * @throws RangeError for a policy that looks at features, or whose state is no sum
 */
export function warmStart(base: AnyPolicy, options: WarmStartOptions): AnyPolicy {
  const { weight = 20, worth = 0.05, feature } = options;
  checkPositive({ weight });
  checkFinite({ worth, feature });
  if (base.state.kind !== 'additive' || base.features !== 'unused')
    throw new RangeError(`a warm start is for policies that look at no features, and not for ${base.id}`);
  const { contribution } = base.state;
  const fit = { binary: [0, 1], unit: [0, 1], signed: [-1, 1] }[base.reward] as [number, number];
  const expected = ({ id, features }: Action, at: Instant) => {
    const value = Math.min(Math.max(worth * (features[feature] ?? 0), fit[0]), fit[1]);
    const pseudo = { action: id, features, propensity: 1, at, value };
    return contribution.call(base.state, pseudo, () => 0).filter(({ key }: { key: string }) => key === id);
  };
  const warmed = (input: PolicyInput<unknown>): PolicyInput<unknown> => {
    const prior = new Map<string, Float64Array>();
    for (const action of input.actions)
      for (const { key, values } of expected(action, input.at))
        prior.set(
          key,
          Float64Array.from(values, (value) => (weight * value) / scale),
        );
    return { ...input, state: new Warmed(input.state as Sums, prior) };
  };
  const slate = (input: PolicyInput<unknown>): Next => {
    const next = slateOf(base, warmed(input));
    /** What history counts for in what is believed of an action. */
    const share = (action: number) => {
      const seen = (input.state as Sums).read(input.actions[action]?.id ?? '', input.at)?.[0] ?? 0;
      return weight / (weight + seen);
    };
    return (prefix) => madeBy(next(prefix), 'warm-start', share);
  };
  return {
    ...reshaped(base, slate),
    ...(believes(base) && {
      estimate: (input: PolicyInput<unknown>, action: number) => base.estimate(warmed(input), action),
      means: (input: PolicyInput<unknown>) => meansOf(base, warmed(input)),
    }),
  };
}

/** Sums, and numbers that are read besides them. */
class Warmed extends Sums {
  readonly #real: Sums;
  readonly #prior: ReadonlyMap<string, Float64Array>;

  constructor(real: Sums, prior: ReadonlyMap<string, Float64Array>) {
    super(real.spec);
    this.#real = real;
    this.#prior = prior;
  }

  override get revision(): number {
    return this.#real.revision;
  }

  override read(key: string, at: Instant): Float64Array | undefined {
    const real = this.#real.read(key, at);
    const prior = this.#prior.get(key);
    if (real === undefined || prior === undefined) return real ?? prior;
    return real.map((value, i) => value + (prior[i] as number));
  }
}
