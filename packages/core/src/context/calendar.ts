import type { Instant } from '@armoire/protocol';

/** Knows the public holidays of markets. */
export interface Calendar {
  /**
   * Days from the local date of an instant to the public holiday that is nearest: 0 on one, above 0 before one, below 0
   * after one; undefined for a market that it does not know, or when none is near. Asked for each decision: what takes
   * long is to be remembered.
   *
   * @param market a country, or a region of one: `DE`, `US-CA`
   */
  holiday(at: Instant, market: string): number | undefined;
}

/** How near a holiday is, as a value of few. */
export type HolidayNearness = 'none' | 'weeks before' | 'days before' | 'eve' | 'today' | 'just after';

/** @param days as {@link Calendar.holiday} gives them */
export function nearness(days: number | undefined): HolidayNearness {
  if (days === undefined || days > 21 || days < -2) return 'none';
  if (days > 7) return 'weeks before';
  if (days > 1) return 'days before';
  if (days === 1) return 'eve';
  return days === 0 ? 'today' : 'just after';
}
