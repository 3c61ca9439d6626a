import type { Rng } from '@armoire/core';
import { day, hour, type Instant } from '@armoire/protocol';

/** Share of the mean rate by hour of the day (UTC): quiet nights, busy evenings; the mean is 1. */
function rush(at: Instant): number {
  return 1 - 0.75 * Math.cos((2 * Math.PI * ((at % day) / hour - 4)) / 24);
}

/**
 * When the next session begins: a Poisson process whose rate follows the day, λ(t) = rush(t) · sessions / day, by
 * thinning (Lewis and Shedler 1979).
 */
export function nextArrival(rng: Rng, at: Instant, sessionsPerDay: number): Instant {
  const most = 1.75;
  for (let t = at; ; ) {
    t += (-Math.log(1 - rng.next()) * day) / (sessionsPerDay * most);
    if (rng.next() * most < rush(t)) return Math.ceil(t);
  }
}

/** The next visit of a bot, day and night alike: a Poisson process with so many visits a day on average. */
export function nextVisit(rng: Rng, at: Instant, visitsPerDay: number): Instant {
  return Math.ceil(at + (-Math.log(1 - rng.next()) * day) / visitsPerDay);
}
