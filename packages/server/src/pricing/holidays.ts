import { ArmoireError, day, type Instant } from '@armoire/protocol';
import type { ShopSettings } from '../config/index.ts';
import { calendarFor } from '../runtime/calendar.ts';

/**
 * The share of any part of a span that is public holidays of a shop's market.
 *
 * @throws ArmoireError INVALID_INPUT for a shop whose market is no country
 */
export async function holidaysIn(
  { place: { market, timeZone } }: Pick<ShopSettings, 'place'>,
  span: { readonly from: Instant; readonly to: Instant },
): Promise<(from: Instant, to: Instant) => number> {
  const days = new Set<number>();
  const [first, last] = [yearOf(span.from), yearOf(span.to)];
  for (let year = first; year <= last; year++) {
    // One calendar remembers the years beside the last that it was asked about.
    const calendar = await calendarFor(market, timeZone);
    if (calendar === undefined || market === undefined) throw unknown();
    const isHoliday = (at: Instant) => calendar.holiday(at, market) === 0;
    isHoliday(Date.UTC(year, 6));
    await calendar.idle();
    const end = Date.UTC(year + 1, 0);
    for (let at = Date.UTC(year, 0); at < end; at += day) if (isHoliday(at + day / 2)) days.add(at / day);
  }
  if (days.size === 0) throw unknown();
  return (from, to) => {
    let count = 0;
    for (let at = Math.floor(from / day); at < to / day; at++) if (days.has(at)) count++;
    return Math.min((count * day) / (to - from), 1);
  };
}

function unknown(): ArmoireError {
  return new ArmoireError('INVALID_INPUT', '--with: the shop has no country whose holidays are known', {
    fix: "Give the shop a `market` in the configuration, such as 'DE', or leave holidays out.",
  });
}

function yearOf(at: Instant): number {
  return new Date(at).getUTCFullYear();
}
