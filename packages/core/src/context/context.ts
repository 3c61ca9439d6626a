import type { Instant } from '@armoire/protocol';
import type { Context } from '../policies/index.ts';
import { nearness } from './calendar.ts';
import { countryOf, localTime, nowhere, type ShopPlace, seasonOf } from './place.ts';

/** Version of the values below. */
export const contextSchema = 'c2';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * The circumstances of a decision: `hour` (0–23), `part` of the day, `weekday` in the shop's time zone; `season` and
 * `holiday` of the market; the `market`, where one is known; what is asked about (`product`, `category`); and whatever
 * else the shop sends.
 */
export function buildContext(at: Instant, values: Context['values'], place: ShopPlace = nowhere): Context {
  const { hour, weekday, month } = localTime(at, place.timeZone);
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  const market = typeof values.market === 'string' ? values.market : place.market;
  // Of a market that is no country, the shop's own holidays are the best guess.
  const home = countryOf(market) === undefined ? place.market : market;
  const days = home === undefined ? undefined : place.calendar?.holiday(at, home);
  return {
    values: {
      ...values,
      ...(market === undefined ? {} : { market }),
      hour,
      part,
      weekday: weekdays[weekday] ?? 'sunday',
      season: seasonOf(month, home),
      ...(place.calendar === undefined ? {} : { holiday: nearness(days) }),
    },
    schema: contextSchema,
  };
}
