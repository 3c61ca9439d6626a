import { manualClock } from '@armoire/core';
import { expect, it, vi } from 'vitest';
import { steadyClock, systemEntropy } from './clock.ts';
import { silentLog } from './log.ts';

it('a clock that runs backwards stands still, and says so once', () => {
  let now = 1000;
  const warn = vi.fn();
  const clock = steadyClock({ ...manualClock(0), now: () => now }, { ...silentLog, warn });
  expect(clock.now()).toBe(1000);
  now = 400;
  expect([clock.now(), clock.now()]).toEqual([1000, 1000]);
  now = 1001;
  expect(clock.now()).toBe(1001);
  expect(warn).toHaveBeenCalledOnce();
});

it('ids are unique, and sort in the order of their making', () => {
  const entropy = systemEntropy();
  const ids = Array.from({ length: 5000 }, (_, i) => entropy.id(1_700_000_000_000 + Math.floor(i / 1000)));
  expect(new Set(ids).size).toBe(5000);
  expect([...ids].sort()).toEqual(ids);
  const seeds = Array.from({ length: 1000 }, () => entropy.seed());
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
});
