import type { Sums, SumsSpec } from '../state/index.ts';
import { toFixed } from '../state/index.ts';
import type { AdditiveState, Observation } from './policy.ts';

/** What is known of one action by itself: how often it was observed, and the first two moments of its rewards. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

const nothing: Moments = { count: 0, sum: 0, squares: 0 };

/** State of the context-free policies: count, Σr and Σr² for each action. */
export function momentsState(halfLife: number | undefined): AdditiveState {
  const sums: SumsSpec = { width: 3, ...(halfLife === undefined ? {} : { halfLife }) };
  return {
    kind: 'additive',
    sums,
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
