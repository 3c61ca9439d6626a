import { expect, it } from 'vitest';
import { drawArm } from './arm.ts';
import { type ArmOrder, tally } from './tally.ts';

const order = (arm: ArmOrder['arm'], propensity: number, profit: number, who = ''): ArmOrder => ({
  ...{ arm, propensity, profit, who },
  revenue: 2 * profit,
  costUnknown: 0,
});

it('sums up each arm, and weighs it by how likely it was', () => {
  const { arms, gain } = tally([order('learned', 0.8, 400, 'a'), order('own', 0.2, 90, 'b')]);
  expect(arms).toEqual({
    learned: { orders: 1, revenue: 800, profit: 400, costUnknown: 0, profitOfAll: 500 },
    own: { orders: 1, revenue: 180, profit: 90, costUnknown: 0, profitOfAll: 450 },
  });
  expect(gain.profit).toBe(50);
  expect(gain.error).toBeCloseTo(Math.hypot(500, 450), 9);
});

it('takes what one buyer ordered together', () => {
  const twice = tally([order('own', 0.5, 10, 'a'), order('own', 0.5, 10, 'a')]);
  expect(twice.gain.error).toBe(40);
  expect(tally([]).gain).toEqual({ profit: 0, error: 0 });
});

it('finds the gain, and its error, in draws of the same shoppers', () => {
  const share = 0.8;
  const gains = Array.from({ length: 400 }, (_, draw) => {
    const orders = Array.from({ length: 200 }, (_, i): ArmOrder => {
      const drawn = drawArm(`secret ${draw}`, 'shop', `shopper ${i}`, share);
      return { ...order(drawn.arm, drawn.propensity, drawn.arm === 'learned' ? 110 : 100, `${i}`) };
    });
    return tally(orders).gain;
  });
  const mean = gains.reduce((sum, { profit }) => sum + profit, 0) / gains.length;
  const variance = gains.reduce((sum, { profit }) => sum + (profit - mean) ** 2, 0) / gains.length;
  const told = gains.reduce((sum, { error }) => sum + error ** 2, 0) / gains.length;
  // 200 shoppers who each bring 10 more.
  expect(Math.abs(mean - 2000)).toBeLessThan(4 * Math.sqrt(variance / gains.length));
  expect(told / variance).toBeGreaterThan(0.8);
  expect(told / variance).toBeLessThan(1.3);
});
