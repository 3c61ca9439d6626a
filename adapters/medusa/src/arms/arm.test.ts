import { expect, it } from 'vitest';
import { readOptions } from '../options.ts';
import { contextOf, drawArm, learnedContext } from './arm.ts';

const ids = Array.from({ length: 4000 }, (_, i) => `shopper-${i}`);
const armsOf = (secret: string, share: number) => ids.map((id) => drawArm(secret, 'shop', id, share).arm);

it('draws each shopper the same arm again, in the shares that were asked for', () => {
  const arms = armsOf('a', 0.9);
  expect(armsOf('a', 0.9)).toEqual(arms);
  const learned = arms.filter((arm) => arm === 'learned').length / ids.length;
  // Four standard errors.
  expect(Math.abs(learned - 0.9)).toBeLessThan(4 * Math.sqrt((0.9 * 0.1) / ids.length));
});

it('says how likely the arm was', () => {
  for (const id of ids.slice(0, 100)) {
    const { arm, propensity } = drawArm('a', 'shop', id, 0.75);
    expect(propensity).toBe(arm === 'learned' ? 0.75 : 0.25);
  }
});

it('moves shoppers one way only when the share grows', () => {
  const before = armsOf('a', 0.5);
  for (const [i, arm] of armsOf('a', 0.8).entries()) if (before[i] === 'learned') expect(arm).toBe('learned');
});

it('draws otherwise under another secret', () => {
  const one = armsOf('a', 0.5);
  const same = armsOf('b', 0.5).filter((arm, i) => arm === one[i]).length / ids.length;
  expect(Math.abs(same - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / ids.length));
});

it('has a context for what was learned, and none for the merchant’s own prices', () => {
  expect(contextOf('learned')).toEqual({ armoire_arm: 'learned' });
  expect(contextOf('own')).toEqual({});
  expect(contextOf(undefined)).toEqual({});
  const secret = 'thirty-two characters, or a few more';
  const points = { price: { kind: 'price', cycle: 'automatic' } } as const;
  expect(learnedContext(readOptions({ secret, points }))).toEqual({});
  expect(learnedContext(readOptions({ secret, points, priceArms: { share: 0.9 } }))).toEqual({
    armoire_arm: 'learned',
  });
});
