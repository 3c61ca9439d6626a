import type { EarnedGateway, PointEarned } from '../src/index.ts';
import { noon } from './fixtures.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const perUnit = { control: 180, armoire: 205, difference: 25, low: 4, high: 46, level: 0.95 };
const bounds = { value: euros(123_400), low: euros(21_000), high: euros(225_000) };
const missing = [{ arm: 'control' as const, what: 'active' as const, have: 3, need: 30 }];

const point: PointEarned = {
  point: 'home.top',
  holdout: 0.05,
  unit: 'visitor',
  units: { control: 250, armoire: 4936 },
  requests: 12,
  moved: 1,
  sampleRatio: { pValue: 0.4, mismatch: false },
  clicks: { effect: { ...perUnit, control: 0.2 } },
  orders: { missing },
  money: [
    { currency: 'EUR', revenue: { effect: { perUnit, earned: bounds, whole: bounds } }, profit: { missing } },
  ],
  linesWithoutCost: 7,
};

/** A shop that has earned something; it notes what it is asked. */
export function memoryEarned(calls: unknown[][]): EarnedGateway {
  return {
    async earned(query) {
      calls.push(['earned', query]);
      const slots: PointEarned = { ...point, point: 'price', unit: 'product-slot' };
      return { until: noon, points: [point, slots], total: [] };
    },
    async outcomes(query) {
      calls.push(['outcomes', query]);
      const sums = { decisions: 9, places: 40, click: 6, cart: 3, purchase: 2, margin: 0.8, return: 1 };
      return [{ arm: 'control', ...sums, value: 8 }];
    },
  };
}
