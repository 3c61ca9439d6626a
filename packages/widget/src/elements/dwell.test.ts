import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDwell } from './dwell.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const stayed: string[] = [];
  return { stayed, dwell: createDwell<string>(1000, (thing) => stayed.push(thing)) };
}

it('tells what stayed for the whole time', () => {
  const { dwell, stayed } = setUp();
  dwell.see('a', true);
  vi.advanceTimersByTime(999);
  expect(stayed).toEqual([]);
  dwell.see('a', true);
  vi.advanceTimersByTime(1);
  expect(stayed).toEqual(['a']);
});

it('starts anew after a break', () => {
  const { dwell, stayed } = setUp();
  dwell.see('a', true);
  vi.advanceTimersByTime(900);
  dwell.see('a', false);
  dwell.see('a', true);
  vi.advanceTimersByTime(900);
  expect(stayed).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(stayed).toEqual(['a']);
});

it('counts no time while the page is hidden', () => {
  const { dwell, stayed } = setUp();
  dwell.see('a', true);
  vi.advanceTimersByTime(900);
  dwell.setActive(false);
  dwell.see('b', true);
  dwell.see('c', true);
  dwell.see('c', false);
  vi.advanceTimersByTime(5000);
  dwell.setActive(true);
  dwell.setActive(true);
  vi.advanceTimersByTime(999);
  expect(stayed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(stayed).toEqual(['a', 'b']);
});
