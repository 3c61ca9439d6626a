/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** An instant before now, on a whole step: so that a poll asks the same question for a while. */
export function ago(span: number, step = minute): string {
  return new Date(Math.floor((Date.now() - span) / step) * step).toISOString();
}
