import { useState } from 'react';

/** Milliseconds. */
export const day = 24 * 3_600_000;

/** An instant so long before now, on a whole day of UTC, that stays the same while a view is looked at. */
export function useSince(days: number): string {
  const [since] = useState(() => new Date((Math.floor(Date.now() / day) - days) * day).toISOString());
  return since;
}
