import { expect, it } from 'vitest';
import { manualClock } from './clock.ts';

it('moves only when told to, and never back', () => {
  const clock = manualClock(1000);
  clock.advance(5);
  clock.advanceTo(1002);
  expect([clock.now(), clock.monotonic()]).toEqual([1005, 5]);
  expect(() => clock.advance(-1)).toThrow(RangeError);
});

it('expires timers in the order in which they are due, but not those that were cancelled', async () => {
  const clock = manualClock(0);
  const expired: string[] = [];
  const after = (name: string, by: number) => {
    const timer = clock.timer(by);
    void timer.expired.then(() => expired.push(name));
    return timer;
  };
  after('late', 20);
  after('early', 10);
  after('now', 0);
  after('never', 15).cancel();
  after('beyond', 30);
  clock.advanceTo(25);
  await Promise.resolve();
  expect(expired).toEqual(['now', 'early', 'late']);
});
