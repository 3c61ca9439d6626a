import { day, hour, type Instant } from '@armoire/protocol';

/** When few people shop, in UTC. */
const nightly = 3 * hour;

/** The next hour of the night in which long work is done. */
export function nextNight(now: Instant): Instant {
  return (Math.floor((now - nightly) / day) + 1) * day + nightly;
}
