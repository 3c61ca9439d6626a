import type { Clock } from '@armoire/core';

/** The machine's own time, where no clock was given. */
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
