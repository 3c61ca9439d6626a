import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strongest } from './strongest.ts';

describe('the strongest of some numbers', () => {
  it('are the first of all of them when sorted', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(999)), fc.nat(20), (numbers, most) => {
        const order = (a: number, b: number) => (b % 7) - (a % 7) || a - b;
        expect(strongest(numbers, most, order)).toEqual([...numbers].sort(order).slice(0, most));
      }),
    );
  });
});
