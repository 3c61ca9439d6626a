import { ArmoireError, type Duration, day, hour, minute, second } from '@armoire/protocol';

const units: Readonly<Record<string, Duration>> = { ms: 1, s: second, m: minute, h: hour, d: day };

/**
 * Reads a length of time: a number of milliseconds, or a text such as `50ms`, `10m`, `12h`, `7d`.
 *
 * @throws ArmoireError INVALID_CONFIG
 */
export function parseDuration(value: number | string): Duration {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(String(value).trim()) ?? [];
  if (count !== undefined && unit !== undefined) return Number(count) * (units[unit] ?? 1);
  throw new ArmoireError('INVALID_CONFIG', `"${value}" is not a length of time`, {
    fix: 'Write milliseconds as a number, or a text such as 50ms, 30s, 10m, 12h or 7d.',
  });
}
