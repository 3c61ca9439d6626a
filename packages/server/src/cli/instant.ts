import { ArmoireError, type Instant } from '@armoire/protocol';

/** A time that an option gives. @throws ArmoireError INVALID_INPUT */
export function instantOf(given: string | undefined, option: string): Instant | undefined {
  if (given === undefined) return undefined;
  const at = Date.parse(given);
  if (Number.isFinite(at)) return at;
  throw new ArmoireError('INVALID_INPUT', `${option}: "${given}" is no time`, {
    fix: 'Write it like 2026-01-31T12:00:00Z.',
  });
}
