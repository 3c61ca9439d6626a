import { describe, expect, it } from 'vitest';
import { chiSquareZ, tally } from '../../test/statistics.ts';
import { assign } from './index.ts';

const arms = [
  { name: 'control', weight: 3 },
  { name: 'empty', weight: 0 },
  { name: 'new', weight: 1 },
];
const n = 40_000;

describe('assign', () => {
  it('is sticky', () => {
    for (let i = 0; i < 100; i++)
      expect(assign('layer', `unit ${i}`, arms)).toBe(assign('layer', `unit ${i}`, arms));
  });

  it.each(['layer', 'price', 'a'])('gives the arms of layer %s their shares', (layer) => {
    const counts = tally(
      3,
      Array.from({ length: n }, (_, i) => arms.indexOf(assign(layer, `shopper-${i}`, arms) as never)),
    );
    expect(chiSquareZ(counts, [0.75 * n, 0, 0.25 * n])).toBeLessThan(5);
  });

  it.each([
    ['shelf', 'price'],
    ['layer-1', 'layer-2'],
    ['a', 'aa'],
    ['a', 'b'],
  ])('makes layers %s and %s independent', (one, two) => {
    const even = [0, 1, 2, 3].map((i) => ({ name: String(i), weight: 1 }));
    const arm = (layer: string, i: number) => Number(assign(layer, `u${i}`, even).name);
    const cells = tally(
      16,
      Array.from({ length: n }, (_, i) => arm(one, i) * 4 + arm(two, i)),
    );
    expect(
      Math.abs(
        chiSquareZ(
          cells,
          Array.from(cells, () => n / 16),
        ),
      ),
    ).toBeLessThan(5);
  });

  it.each([
    [[]],
    [[{ name: 'a', weight: 0 }]],
    [
      [
        { name: 'a', weight: -1 },
        { name: 'b', weight: 3 },
      ],
    ],
    [[{ name: 'a', weight: Number.NaN }]],
  ])('refuses arms without sound weights', (bad) => {
    expect(() => assign('layer', 'u', bad)).toThrow(RangeError);
  });
});
