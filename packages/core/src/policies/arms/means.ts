import type { Duration } from '@armoire/protocol';
import type { Sums } from '../../state/index.ts';
import { toFixed } from '../../state/index.ts';
import type { AdditiveState, Observation, PolicyInput } from '../policy.ts';

/** How a policy keeps up with a world that moves: one of the two, or neither. */
export interface Forgetting {
  /** Time after which an observation counts half. */
  readonly halfLife?: Duration;
  /** Time for which an observation counts, and afterwards not at all. */
  readonly window?: Duration;
}

/** What is known of one action by itself: how often it was observed, and the first two moments of its rewards. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

const nothing: Moments = { count: 0, sum: 0, squares: 0 };

/**
 * State of the context-free policies: count, Σr and Σr² for each action, under its id. Actions that are gone keep
 * their sums, which nobody reads; new ones have none.
 *
 * @throws RangeError for a half-life beside a window, or one that is no time
 */
export function momentsState({ halfLife, window }: Forgetting = {}): AdditiveState {
  for (const [name, span] of Object.entries({ halfLife, window }))
    if (span !== undefined && !(span > 0 && span < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be above zero, not ${span}`);
  if (halfLife !== undefined && window !== undefined)
    throw new RangeError('give halfLife or window, not both');
  return {
    kind: 'additive',
    evidence: 'any',
    sums: {
      width: 3,
      ...(halfLife === undefined ? {} : { halfLife }),
      ...(window === undefined ? {} : { window }),
    },
    contribution({ action, at, value, previous }: Observation, bucket) {
      const first = previous === undefined;
      const before = previous ?? 0;
      const values = [
        toFixed(first ? 1 : 0),
        toFixed(value) - toFixed(before),
        toFixed(value ** 2) - toFixed(before ** 2),
      ];
      return [{ key: action, bucket: bucket(at), values }];
    },
  };
}

export function moments(state: Sums, action: string, at: number): Moments {
  const read = state.read(action, at);
  return read === undefined
    ? nothing
    : { count: read[0] as number, sum: read[1] as number, squares: read[2] as number };
}

/** What is known of each action that can be chosen. */
export function allMoments({ state, actions, at }: PolicyInput): Moments[] {
  return actions.map(({ id }) => moments(state, id, at));
}

/** Observations of all these actions together: the time t of policies whose exploration slows down. */
export function rounds(known: readonly Moments[]): number {
  let t = 0;
  for (const { count } of known) t += count;
  return t;
}
