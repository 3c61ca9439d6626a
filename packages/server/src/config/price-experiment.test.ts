import { hour } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { Plugins } from './plugins.ts';
import { makePoint, pointSchema } from './points.ts';
import { experimentName } from './price-experiment.ts';

const plugins = new Plugins([], { id: 'shop', currency: 'EUR' });
const pointOf = (experiment: object, more: object = {}) => {
  const made = makePoint(pointSchema.parse({ kind: 'price', experiment, ...more }), 'EUR', plugins);
  if (made.kind !== 'price') throw new Error('no price');
  return made;
};
const autumn = { name: 'autumn', from: '2026-11-30' };
const messageOf = (experiment: object) =>
  pointSchema.safeParse({ kind: 'price', experiment }).error?.issues[0]?.message;

describe('an experiment with prices', () => {
  it("compares the point's policy with the merchant's own price, where nothing is said", () => {
    const { experiment, policy, reward } = pointOf(autumn);
    expect(experiment).toEqual({
      ...{ layer: 'prices/autumn', arms: ['control', 'policy'], unit: 'shop', hold: 1 },
      ...{ slot: 24 * hour, washout: hour, from: Date.UTC(2026, 10, 30) },
      chooses: { control: 'own', policy },
    });
    expect(experiment && experimentName(experiment)).toBe('autumn');
    expect(reward.components).toBeUndefined();
  });

  it('may have other controls and arms, whose rewards are told in parts where one of them asks for that', () => {
    const { experiment, reward } = pointOf({
      ...autumn,
      ...{ until: '2027-01-30T12:00+02:00', unit: 'product', hold: 7, washout: '1d' },
      control: { name: 'price-fixed', factor: 0.95 },
      arms: { learned: 'price-thompson', plus: { name: 'price-cost-plus', markup: 0.8 }, own: 'own' },
    });
    expect(experiment).toMatchObject({
      ...{ unit: 'product', hold: 7, washout: 24 * hour, until: Date.UTC(2027, 0, 30, 10) },
      arms: ['control', 'learned', 'plus', 'own'],
      chooses: {
        control: { id: 'price-fixed' },
        learned: { id: 'price-thompson-averaged' },
        plus: { id: 'price-cost-plus' },
        own: 'own',
      },
    });
    expect(reward.components).toBe(true);
  });

  it('takes what names no zone as UTC, and washes a quarter of a short turn', () => {
    const { experiment } = pointOf({ ...autumn, from: '2026-11-30T07:30' }, { slot: '1h' });
    expect([experiment?.from, experiment?.washout]).toEqual([Date.UTC(2026, 10, 30, 7, 30), hour / 4]);
  });

  it.each([
    [{ ...autumn, washout: '1d' }, 'experiment.washout'],
    [{ ...autumn, arms: {} }, 'experiment.arms'],
    [{ ...autumn, arms: { control: 'policy' } }, 'experiment.arms'],
    [{ ...autumn, until: '2026-11-30' }, 'experiment.until'],
  ])('is refused as %o', (experiment, path) => {
    expect(() => pointOf(experiment)).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG', path }));
  });

  it('stands beside no holdout', () => {
    expect(() => pointOf(autumn, { holdout: 0.1 })).toThrow(/has a holdout/);
  });

  it('says what is wrong with a time, a name, or an arm', () => {
    expect(messageOf({ ...autumn, from: 'soon' })).toMatch(/"soon" is no time/);
    expect(messageOf({ ...autumn, name: '7' })).toMatch(/"7" is no name/);
    expect(messageOf({ ...autumn, arms: { a: 'price-thomson' } })).toMatch(/did you mean price-thompson/);
  });
});

describe('what a guard keeps between prices', () => {
  it.each([
    ['variants', { variants: 'together' }],
    ['bundles', { bundles: [{ variant: 'set', parts: [{ variant: 'a', quantity: 1 }] }] }],
    ['mostOpen', { mostOpen: 3 }],
  ])('is refused where no cycle writes them: %s', (name, guard) => {
    const made = (more: object) =>
      makePoint(pointSchema.parse({ kind: 'price', guard, ...more }), 'EUR', plugins);
    expect(() => made({})).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', path: `guard.${name}` }),
    );
    expect(made({ cycle: 'shadow' })).toMatchObject({ guard });
  });
});
