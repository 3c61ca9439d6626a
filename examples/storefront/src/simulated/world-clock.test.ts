import { manualClock } from '@armoire/core';
import { hour, minute, second } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { WorldClock } from './world-clock.ts';

const began = 1_767_225_600_000;

/** A world at a speed that may be set, beside a clock that passes only while somebody sleeps. */
function started(speed: number) {
  const real = manualClock(began);
  const ending = new AbortController();
  const set = { speed };
  const clock = new WorldClock({
    at: began + hour,
    wall: () => real.now(),
    speed: () => set.speed,
    sleep: async (time) => void real.advance(time),
    signal: ending.signal,
  });
  return { clock, real, set, ending };
}

it('passes as fast as it is told to, from where it began', async () => {
  const { clock, real, set } = started(60);
  expect(clock.now()).toBe(began + hour);
  await clock.advanceTo(began + 2 * hour);
  expect(real.now() - began).toBe(minute);
  set.speed = 120;
  await clock.advanceTo(began + 3 * hour);
  expect(real.now() - began).toBe(minute + minute / 2);
  await clock.advanceTo(began);
  expect(real.now() - began).toBe(minute + minute / 2);
});

it('stands still at no speed, and hears of another', async () => {
  const { clock, real, set } = started(0);
  let come = false;
  const waiting = clock.advanceTo(began + 2 * hour).then(() => {
    come = true;
  });
  for (let i = 0; i < 50; i++) await Promise.resolve();
  expect([come, real.now() > began, clock.now()]).toEqual([false, true, began + hour]);
  set.speed = 60;
  await waiting;
  expect(clock.now()).toBeGreaterThanOrEqual(began + 2 * hour);
});

it('does not catch up with what was slept through', () => {
  const { clock, real } = started(10);
  real.advance(8 * hour);
  expect(clock.now()).toBe(began + hour + 10 * second);
});

it('says when on the wall something happened that the world has behind it', () => {
  const { clock, real } = started(10);
  real.advance(second);
  const now = clock.now();
  expect([clock.wall(now), clock.wall(now - 10 * second), clock.wall(now + hour)]).toEqual([
    real.now(),
    real.now() - second,
    real.now(),
  ]);
});

it('lets go of whoever waits when it ends', async () => {
  const { clock, ending } = started(0);
  const waiting = clock.advanceTo(Number.MAX_SAFE_INTEGER);
  ending.abort();
  await expect(waiting).resolves.toBeUndefined();
});
