import { expect, it } from 'vitest';
import type { Rung } from '../api/types.ts';
import { marksOf, placesOf } from './picture.ts';

const rung = (amount: number, more: Partial<Rung> = {}): Rung => ({
  ...{ price: { amount, currency: 'EUR' }, probability: 0.5, taken: false },
  ...{ mean: 10, deviation: 1, rule: null },
  ...more,
});

it('draws the curve of demand where it is known between the rungs', () => {
  const worth = { mean: 3, low: 2, high: 4 };
  const demand = [
    { amount: 900, worth },
    { amount: 1000, worth },
  ];
  expect(placesOf({ demand, rungs: [rung(900)] })).toEqual([
    { x: 900, ...worth },
    { x: 1000, ...worth },
  ]);
});

it('draws it through the rungs of which something is believed where it is not', () => {
  const rungs = [rung(900), rung(950, { mean: null, deviation: null }), rung(1000, { deviation: null })];
  expect(placesOf({ demand: [], rungs })).toEqual([
    { x: 900, mean: 10, low: 10 - 1.96, high: 10 + 1.96 },
    { x: 1000, mean: 10, low: 10, high: 10 },
  ]);
});

it('marks what the guard removes, and what holds', () => {
  expect(marksOf([rung(900, { rule: 'floor', probability: null }), rung(1000, { taken: true })])).toEqual([
    { x: 900, removed: true, share: 0, taken: false },
    { x: 1000, removed: false, share: 0.5, taken: true },
  ]);
});
