import { manualClock } from '@armoire/core';
import { minute, second } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { pacedClock } from './paced.ts';
import { plainShop } from './plain-shop.ts';
import { finished, simulate } from './simulate.ts';
import { storefrontWorld } from './world.ts';

const start = 1_767_225_600_000;

/** A wall clock that passes only while somebody sleeps. */
function sleeping(speed: number, signal?: AbortSignal) {
  const wall = manualClock(start);
  const slept: number[] = [];
  const sleep = async (time: number) => {
    slept.push(time);
    wall.advance(time);
  };
  return {
    wall,
    slept,
    clock: pacedClock({ speed, wall, sleep, ...(signal === undefined ? {} : { signal }) }),
  };
}

describe('a paced clock', () => {
  it('passes so many times as fast as the wall, and waits no longer than it must', async () => {
    const { wall, slept, clock } = sleeping(60);
    await clock.advanceTo(start + 10 * minute);
    expect(slept).toEqual([10 * second]);
    expect(clock.now()).toBe(start + 10 * minute);
    wall.advance(minute);
    await clock.advanceTo(start + 30 * minute);
    expect(slept).toHaveLength(1);
    expect(clock.wall(start + 30 * minute)).toBe(start + 30 * second);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a speed of %d', (speed) => {
    expect(() => sleeping(speed)).toThrow(RangeError);
  });

  it('lets a simulation take its time, until it is stopped', async () => {
    const abort = new AbortController();
    const { wall, slept, clock } = sleeping(1000, abort.signal);
    const world = storefrontWorld({ seed: 1, at: start });
    const plain = plainShop(world, 1);
    let pages = 0;
    const shop: typeof plain = {
      ...plain,
      page(ask) {
        // What is asked at a time of the world comes at its time on the wall; a search takes some 2 s before it.
        expect(Math.abs(clock.wall(ask.at) - wall.now())).toBeLessThanOrEqual(5);
        if (++pages === 50) abort.abort();
        return plain.page(ask);
      },
    };
    const summary = await finished(
      simulate({ shop, world, sessions: 1000, seed: 1, clock, signal: abort.signal }),
    );
    expect(pages).toBe(50);
    expect(summary.sessions).toBeLessThan(1000);
    expect(slept.length).toBeGreaterThan(10);
  });
});
