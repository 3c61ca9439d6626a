import { hour as anHour, type Instant } from '@armoire/protocol';
import type { Context } from '../policies/index.ts';

/** Version of the values below. */
export const contextSchema = 'c1';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/**
 * The circumstances of a decision: `hour` (0–23), `part` of the day, `weekday`, in UTC; what is asked about
 * (`product`, `category`); and whatever else the shop sends.
 */
export function buildContext(at: Instant, values: Context['values']): Context {
  const hours = Math.floor(at / anHour);
  const hour = hours % 24;
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  // 1970-01-01 was a Thursday.
  const weekday = weekdays[(Math.floor(hours / 24) + 4) % 7] ?? 'sunday';
  return { values: { ...values, hour, part, weekday }, schema: contextSchema };
}
