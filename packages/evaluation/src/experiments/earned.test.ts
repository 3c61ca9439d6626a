import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { compareArms } from './compare.ts';
import { type ArmValues, effectOf, missingFor, sumOf } from './earned.ts';

function arm(units: number, chance: number, seed: number): ArmValues {
  const rng = seededRng(seed, 'arm');
  const drawn = Array.from({ length: units }, () => (rng.next() < chance ? 1000 * rng.next() : 0));
  return { units, values: drawn.filter((value) => value > 0) };
}

describe('the effect of a treatment', () => {
  const [control, armoire] = [arm(500, 0.2, 1), arm(9500, 0.25, 2)];
  const { perUnit, earned, whole } = effectOf(control, armoire);

  it('is the difference of all units, those that did nothing among them', () => {
    const all = ({ units, values }: ArmValues) =>
      Array.from({ length: units }, (_, i) => ({ y: values[i] ?? 0, x: 1 }));
    const same = compareArms(all(control), all(armoire));
    expect(perUnit.value).toBeCloseTo(same.value, 9);
    expect(perUnit.low).toBeCloseTo(same.low, 9);
    expect(perUnit.units).toEqual({ control: 500, treatment: 9500 });
  });

  it('is scaled to the units that had the treatment, and to all', () => {
    expect(earned.value).toBe(perUnit.value * 9500);
    expect(earned.high).toBe(perUnit.high * 9500);
    expect(whole.low).toBe(perUnit.low * 10_000);
  });

  it('adds up over points with the variances of independent errors', () => {
    const three = { value: 10, low: 7, high: 13 };
    const four = { value: -2, low: -6, high: 2 };
    expect(sumOf([three, four])).toEqual({ value: 8, low: 3, high: 13 });
    expect(sumOf([three])).toEqual(three);
  });

  it('asks for units of both arms, and for some in which something happened', () => {
    expect(missingFor(control, armoire)).toEqual([]);
    expect(missingFor(arm(99, 0, 3), arm(100, 1, 4))).toEqual([
      { arm: 'control', what: 'units', have: 99, need: 100 },
      { arm: 'control', what: 'active', have: 0, need: 30 },
    ]);
  });
});
