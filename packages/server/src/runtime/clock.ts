import { randomFillSync } from 'node:crypto';
import type { Clock, Entropy } from '@armoire/core';
import type { Instant } from '@armoire/protocol';
import type { Log } from './log.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timer(after) {
    let cancel = () => {};
    const expired = new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, after);
      cancel = () => clearTimeout(timeout);
    });
    return { expired, cancel };
  },
};

/**
 * A clock whose time never goes back: while the one below it is behind, it stands still. Time slots, leases and
 * waits rely on this. Says so once.
 */
export function steadyClock(clock: Clock, log: Log): Clock {
  let latest = Number.NEGATIVE_INFINITY;
  let warned = false;
  return {
    monotonic: () => clock.monotonic(),
    timer: (after) => clock.timer(after),
    now() {
      const now = clock.now();
      if (now >= latest) {
        latest = now;
      } else if (!warned) {
        warned = true;
        log.warn(
          { behind: latest - now },
          'The clock runs backwards; time stands still until it has caught up',
        );
      }
      return latest;
    },
  };
}

const block = 4096;
const idBytes = 10;

/**
 * Chance from the operating system. Ids are 12 hexadecimal digits of time, 4 of a counter that starts anew with each
 * millisecond, and 64 random bits: in the order of their making, and unguessable.
 */
export function systemEntropy(): Entropy {
  const bytes = Buffer.alloc(block);
  let used = block;
  const take = (count: number): Buffer => {
    if (used + count > block) {
      randomFillSync(bytes);
      used = 0;
    }
    used += count;
    return bytes.subarray(used - count, used);
  };
  let last: Instant = -1;
  let count = 0;
  return {
    id(at) {
      count = at === last ? count + 1 : 0;
      last = at;
      const time = at.toString(16).padStart(12, '0');
      return `${time}${count.toString(16).padStart(4, '0')}${take(idBytes - 2).toString('hex')}`;
    },
    seed: () => take(4).readUInt32LE(),
  };
}
