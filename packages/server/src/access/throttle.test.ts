import { manualClock } from '@armoire/core';
import { minute } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { Throttle } from './throttle.ts';

const make = (most = 100) => {
  const clock = manualClock(0);
  return { clock, throttle: new Throttle({ limit: 3, window: minute, most, clock }) };
};

describe('throttle', () => {
  it('lets so many through in a window, and says how long to wait', async () => {
    const { clock, throttle } = make();
    expect([1, 2, 3].map(() => throttle.take('a'))).toEqual([0, 0, 0]);
    clock.advance(minute / 4);
    expect(throttle.take('a')).toBe((minute * 3) / 4);
    expect(throttle.take('b')).toBe(0);
    clock.advance((minute * 3) / 4);
    expect(throttle.take('a')).toBe(0);
  });

  it('does not count what was given back or forgotten', () => {
    const { throttle } = make();
    for (let i = 0; i < 10; i++) {
      expect(throttle.take('a')).toBe(0);
      throttle.giveBack('a');
    }
    for (let i = 0; i < 3; i++) throttle.take('b');
    throttle.forget('b');
    throttle.giveBack('b');
    expect(throttle.take('b')).toBe(0);
  });

  it('remembers no more than so many', () => {
    const { throttle } = make(2);
    for (let i = 0; i < 3; i++) throttle.take('a');
    expect(throttle.take('a')).toBe(minute);
    throttle.take('b');
    throttle.take('c');
    expect(throttle.take('a')).toBe(0);
  });
});
