import { describe, expect, it } from 'vitest';
import { mayPass, pauseBefore } from './retry.ts';

const options = { tries: 4, pause: 500, longestPause: 10_000 };
const now = Date.parse('2026-01-01T00:00:00Z');

describe('the pause before another try', () => {
  it('doubles, to a limit', () => {
    expect([1, 2, 3, 9].map((tried) => pauseBefore(tried, null, now, options))).toEqual([
      500, 1_000, 2_000, 10_000,
    ]);
  });

  it.each([
    ['3', 3_000],
    ['0', 500],
    ['Thu, 01 Jan 2026 00:00:04 GMT', 4_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 500],
    ['soon', 500],
    ['86400', 10_000],
  ])('is as long as Retry-After %s asks for', (asked, time) => {
    expect(pauseBefore(1, asked, now, options)).toBe(time);
  });

  it('is made for what may pass', () => {
    expect([400, 401, 404, 408, 413, 429, 500, 503].filter(mayPass)).toEqual([408, 429, 500, 503]);
  });
});
