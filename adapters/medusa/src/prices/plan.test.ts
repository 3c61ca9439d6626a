import { expect, it } from 'vitest';
import { planOf } from './plan.ts';

const money = (amount: number) => ({ amount, currency: 'EUR' });
const charged = [
  { variant: 'a', charged: money(1000), own: money(1000) },
  { variant: 'b', charged: money(900), own: money(1000) },
  { variant: 'c', charged: money(900), own: money(1000) },
  { variant: 'd', charged: money(800), own: money(1000) },
];
const places = new Map([
  ['b', 'price_b'],
  ['c', 'price_c'],
  ['d', 'price_d'],
]);
const want = (variant: string, amount: number, expected: number) => ({
  variant,
  amount,
  expected,
  currency: 'EUR',
});

it('creates, changes and takes away lines of the list, and says what was before', () => {
  const plan = planOf([want('a', 950, 1000), want('b', 850, 900), want('c', 1000, 900)], charged, places);
  expect(plan).toEqual({
    answers: [
      { written: true, found: 1000 },
      { written: true, found: 900 },
      { written: true, found: 900 },
    ],
    create: [{ variant_id: 'a', amount: 9.5, currency_code: 'eur' }],
    update: [{ id: 'price_b', variant_id: 'b', amount: 8.5, currency_code: 'eur' }],
    delete: ['price_c'],
    audit: [
      { variant: 'a', before: 1000, after: 950 },
      { variant: 'b', before: 900, after: 850 },
      { variant: 'c', before: 900, after: 1000 },
    ],
  });
});

it('writes nothing where the store charges something else by now, or nothing', () => {
  const plan = planOf([want('d', 850, 900), want('gone', 1, 1)], charged, places);
  expect(plan).toMatchObject({ create: [], update: [], delete: [], audit: [] });
  expect(plan.answers).toEqual([
    { written: false, found: 800 },
    { written: false, found: Number.NaN },
  ]);
});

it('has nothing to do where the store charges it already', () => {
  expect(planOf([want('d', 800, 800)], charged, places)).toMatchObject({
    answers: [{ written: true, found: 800 }],
    ...{ create: [], update: [], delete: [], audit: [] },
  });
});
