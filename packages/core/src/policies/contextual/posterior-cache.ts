import type { Instant } from '@armoire/protocol';
import type { Sums } from '../../state/index.ts';

/**
 * Keeps what was last derived from each state, until the state changes or its time does.
 *
 * @param timeOf a number that is another one whenever the time makes a difference: the bucket, where nothing is said
 */
export function cached<T>(
  compute: (state: Sums, at: Instant) => T,
  timeOf: (state: Sums, at: Instant) => number = (state, at) => state.bucket(at),
): (state: Sums, at: Instant) => T {
  const known = new WeakMap<Sums, { revision: number; time: number; derived: T }>();
  return (state, at) => {
    const time = timeOf(state, at);
    const last = known.get(state);
    if (last?.revision === state.revision && last.time === time) return last.derived;
    const derived = compute(state, at);
    known.set(state, { revision: state.revision, time, derived });
    return derived;
  };
}
