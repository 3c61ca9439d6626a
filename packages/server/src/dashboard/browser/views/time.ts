/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A time as a field holds it, which is local, as the schema wants it. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** An instant before now, on a whole step: so that a poll asks the same question for a while. */
export function ago(span: number, step = minute): string {
  return new Date(Math.floor((Date.now() - span) / step) * step).toISOString();
}
