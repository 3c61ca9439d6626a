import type { Duration, Instant } from '@armoire/protocol';

export interface PaceOptions {
  /** 1 in real time, 60 for an hour a minute. */
  readonly speed: number;
  /** The clock of the shop's server. */
  readonly wall: { now(): Instant };
  /** Resolves after a time, or sooner when the signal says so. */
  readonly sleep: (time: Duration, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** The time of a world that is lived through beside the real one. */
export interface PacedClock {
  /** The world's time; it begins at the real one. */
  now(): Instant;
  /** Resolves when the world has come to this time: at once when it already has, or when it is stopped. */
  advanceTo(at: Instant): Promise<void>;
  /** When something of the world happens on the wall's clock. */
  wall(at: Instant): Instant;
}

/**
 * Lets a simulated world keep pace with a real clock, `speed` times as fast.
 *
 * @throws RangeError unless the speed is finite and above zero
 */
export function pacedClock({ speed, wall, sleep, signal }: PaceOptions): PacedClock {
  if (!(speed > 0 && speed < Number.POSITIVE_INFINITY))
    throw new RangeError(`the speed must be above zero, not ${speed}`);
  const began = wall.now();
  const real = (at: Instant) => Math.floor(began + (at - began) / speed);
  return {
    now: () => began + Math.floor((wall.now() - began) * speed),
    wall: real,
    async advanceTo(at) {
      const time = real(at) - wall.now();
      if (time > 0 && signal?.aborted !== true) await sleep(time, signal);
    },
  };
}
