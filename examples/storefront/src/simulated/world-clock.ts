import type { Duration, Instant } from '@armoire/protocol';

export interface WorldClockParts {
  /** The world's time when it begins. */
  readonly at: Instant;
  /** The real time. */
  readonly wall: () => Instant;
  /** How many times as fast as the real one the world's time passes at this moment; 0 stands still. */
  readonly speed: () => number;
  readonly sleep: (time: Duration) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Between two looks while somebody waits: after it a change of the speed is heard. */
const tick = 100;
/** Real time that counts between two looks. */
const most = 1000;

/**
 * The time of a world that is lived through beside the real one, at a speed that may change. What a busy or sleeping
 * machine missed is not caught up with: the world then has had less time, and no crowd comes at once.
 */
export class WorldClock {
  readonly #parts: WorldClockParts;
  #at: number;
  #looked: Instant;
  /** The last speed that was one. */
  #speed = 1;

  constructor(parts: WorldClockParts) {
    this.#parts = parts;
    this.#at = parts.at;
    this.#looked = parts.wall();
  }

  /** The world's time. */
  now(): Instant {
    const { wall, speed } = this.#parts;
    const now = wall();
    const passed = Math.min(Math.max(now - this.#looked, 0), most);
    this.#looked = now;
    this.#at += passed * speed();
    if (speed() > 0) this.#speed = speed();
    return Math.floor(this.#at);
  }

  /** Resolves when the world has come to this time, or when it ends. */
  async advanceTo(at: Instant): Promise<void> {
    const { sleep, signal } = this.#parts;
    for (let left = at - this.now(); left > 0 && !signal.aborted; left = at - this.now())
      await sleep(Math.min(Math.ceil(left / this.#speed), tick));
  }

  /** The real time of something that has happened in the world, by its speed of this moment. */
  wall = (at: Instant): Instant => {
    const ago = Math.max(this.now() - at, 0) / this.#speed;
    return Math.floor(this.#parts.wall() - ago);
  };
}
