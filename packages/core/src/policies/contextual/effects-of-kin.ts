import type { AnyPolicy, Kin, Policy } from '../policy.ts';
import { type EffectsThompsonOptions, effectsThompson } from './effects-thompson.ts';

export type EffectsOfKinOptions = Omit<EffectsThompsonOptions, 'category' | 'neighbours'>;

/**
 * {@link effectsThompson} of articles whose category and neighbours stand in the decision: the text prior as it was when
 * the choice was made, so that a log can be replayed, evaluated and revised after texts, and what is near them, have
 * changed. Actions that say nothing of themselves have no category and no neighbours.
 */
export function effectsOfKin(options: EffectsOfKinOptions): Policy {
  // All that is asked of the base is computed at once: what it is asked about is told just before.
  let told: ReadonlyMap<string, Kin> = new Map();
  const base = effectsThompson({
    ...options,
    category: (id) => told.get(id)?.category,
    neighbours: (id) => told.get(id)?.near ?? [],
  });
  const tell = (all: Iterable<{ readonly id: string; readonly kin?: Kin }>) => {
    const known = new Map<string, Kin>();
    for (const { id, kin } of all) if (kin !== undefined) known.set(id, kin);
    told = known;
  };
  const { state, slate, estimate, means } = base as Required<Pick<Policy, 'slate' | 'estimate' | 'means'>> &
    Policy;
  const made: Policy = {
    ...base,
    kin: 'used',
    state: {
      ...state,
      contribution(observation, bucket) {
        const { action, kin } = observation;
        tell([{ id: action, ...(kin && { kin }) }]);
        return state.contribution(observation, bucket);
      },
    },
    distribution(input) {
      tell(input.actions);
      return slate(input)([]);
    },
    slate(input) {
      tell(input.actions);
      return slate(input);
    },
    estimate(input, action) {
      tell(input.actions);
      return estimate(input, action);
    },
    means(input) {
      tell(input.actions);
      return means(input);
    },
  };
  return made satisfies AnyPolicy;
}
