import { expect, it } from 'vitest';
import { plot } from './plot.ts';

it('a plot puts each value in its row, on both sides of zero', () => {
  const rows = plot([0, 7, -7], String).split('\n');
  expect(rows).toHaveLength(8);
  expect(rows[0]).toBe(' 7 │ •');
  expect(rows[7]).toBe('-7 │  •');
  expect(rows.find((row) => row.includes('┼'))).toBe(' 0 ┼•──');
});

it('a plot of nothing but zeros is its axis', () => {
  expect(plot([0, 0], String).split('\n')[0]).toBe('0 ┼••');
});
