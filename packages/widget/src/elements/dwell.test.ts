import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDwell } from './dwell.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const stayed = vi.fn();
  return { stayed, inSight: createDwell(1000, stayed) };
}

it('tells what stayed for the whole time, once', () => {
  const { inSight, stayed } = setUp();
  inSight(true);
  vi.advanceTimersByTime(999);
  expect(stayed).not.toHaveBeenCalled();
  inSight(true);
  vi.advanceTimersByTime(1);
  inSight(true);
  vi.advanceTimersByTime(5000);
  expect(stayed).toHaveBeenCalledOnce();
});

it('starts anew after a break', () => {
  const { inSight, stayed } = setUp();
  inSight(true);
  vi.advanceTimersByTime(900);
  inSight(false);
  inSight(true);
  vi.advanceTimersByTime(900);
  expect(stayed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(stayed).toHaveBeenCalledOnce();
});

it('tells nothing of what went out of sight', () => {
  const { inSight, stayed } = setUp();
  inSight(false);
  inSight(true);
  inSight(false);
  vi.advanceTimersByTime(5000);
  expect(stayed).not.toHaveBeenCalled();
});
