import type { Duration, Instant } from '@armoire/protocol';
import type { Clock } from '../ports/index.ts';

/** A clock that stands still until it is told to move: for simulations, replays and tests. */
export interface ManualClock extends Clock {
  /** Moves forward and expires the timers that were due meanwhile, in their order. */
  advance(by: Duration): void;
  /** As {@link advance}, to an instant; an instant that has passed changes nothing. */
  advanceTo(at: Instant): void;
}

interface Timer {
  readonly due: number;
  readonly expire: () => void;
}

/** A {@link ManualClock} that shows `start`, and whose monotonic time begins at 0. */
export function manualClock(start: Instant): ManualClock {
  let elapsed = 0;
  const timers = new Set<Timer>();
  const advance = (by: Duration) => {
    if (!(by >= 0)) throw new RangeError(`a clock cannot be advanced by ${by}`);
    elapsed += by;
    const expired = [...timers].filter(({ due }) => due <= elapsed).sort((a, b) => a.due - b.due);
    for (const timer of expired) {
      timers.delete(timer);
      timer.expire();
    }
  };
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    timer(after) {
      let timer: Timer | undefined;
      const expired = new Promise<void>((expire) => {
        if (after <= 0) return expire();
        timer = { due: elapsed + after, expire };
        timers.add(timer);
      });
      return { expired, cancel: () => void (timer !== undefined && timers.delete(timer)) };
    },
    advance,
    advanceTo: (at) => advance(Math.max(at - start - elapsed, 0)),
  };
}
