import type { HoldoutArm } from '@armoire/core';
import { compareArms, type Difference } from './compare.ts';

/** A metric of the units of one arm. */
export interface ArmValues {
  /** All units that were assigned, whatever they then did. */
  readonly units: number;
  /** Of those that have one; the others have 0. */
  readonly values: readonly number[];
}

/** What an effect lacks before its interval can be believed. */
export interface Missing {
  readonly arm: HoldoutArm;
  /** `active` are units in which something happened. */
  readonly what: 'units' | 'active';
  readonly have: number;
  readonly need: number;
}

export interface Bounds {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the treatment was worth to those who got it. */
export interface Effect {
  /** For each unit: treatment − control. */
  readonly perUnit: Difference;
  /** The difference times the units of the treatment: what they brought beyond what the baseline would have. */
  readonly earned: Bounds;
  /** The same times the units of both arms: as if nobody had been held out. */
  readonly whole: Bounds;
}

/** Below, the mean of so skewed a thing as revenue is not normal enough for the interval. */
const least = { units: 100, active: 30 } as const;

/** What two arms lack; empty when an effect can be told. */
export function missingFor(control: ArmValues, armoire: ArmValues): Missing[] {
  const arms = { control, armoire };
  return (['control', 'armoire'] as const).flatMap((arm) =>
    (['units', 'active'] as const).flatMap((what): Missing[] => {
      const { units, values } = arms[arm];
      const have = what === 'units' ? units : values.filter((value) => value !== 0).length;
      return have < least[what] ? [{ arm, what, have, need: least[what] }] : [];
    }),
  );
}

/**
 * The effect of the treatment on a metric of units, by intention to treat: a unit counts in the arm that it was assigned
 * to, with all that it did afterwards. The units of a holdout are assigned one by one, so {@link compareArms} holds.
 *
 * @param level probability with which the intervals are to cover
 */
export function effectOf(control: ArmValues, armoire: ArmValues, level = 0.95): Effect {
  const perUnit = compareArms(totalsOf(control), totalsOf(armoire), level);
  return {
    perUnit,
    earned: scaled(perUnit, armoire.units),
    whole: scaled(perUnit, control.units + armoire.units),
  };
}

/**
 * The sum of effects of points whose holdouts are assigned apart from each other: their errors are independent, so
 * variances add, and it holds as far as the points do not help or hinder each other.
 */
export function sumOf(parts: readonly Bounds[]): Bounds {
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  const margin = Math.hypot(...parts.map(({ low, high }) => (high - low) / 2));
  return { value, low: value - margin, high: value + margin };
}

const nothing = { y: 0, x: 1 };

function totalsOf({ units, values }: ArmValues) {
  const silent = Array.from({ length: Math.max(units - values.length, 0) }, () => nothing);
  return [...values.map((y) => ({ y, x: 1 })), ...silent];
}

function scaled({ value, low, high }: Difference, units: number): Bounds {
  return { value: value * units, low: low * units, high: high * units };
}
