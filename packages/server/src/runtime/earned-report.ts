import { type HoldoutArm, holdoutArms, type Point } from '@armoire/core';
import {
  type ArmValues,
  type Bounds,
  type Effect,
  effectOf,
  missingFor,
  sampleRatio,
  sumOf,
} from '@armoire/evaluation';
import type {
  CurrencyEarned,
  MoneyBounds,
  MoneyEffect,
  PointEarned,
  Told,
  TotalEarned,
  UnitEffect,
} from '@armoire/graphql';
import { type PointId, roundHalfAway } from '@armoire/protocol';
import type { HoldoutUnits, UnitTally } from './earned-units.ts';

/** What the units of a point tell. */
export function pointEarned(point: PointId, settings: Point | undefined, layer: HoldoutUnits): PointEarned {
  const tallies = [...layer.units.values(), ...layer.requests.values()];
  const arms = {
    control: tallies.filter(({ arm }) => arm === 'control'),
    armoire: tallies.filter(({ arm }) => arm === 'armoire'),
  };
  const units = { control: unitsOf(layer, 'control'), armoire: unitsOf(layer, 'armoire') };
  const values = (metric: (tally: UnitTally) => number) => (arm: HoldoutArm) => ({
    units: units[arm],
    values: arms[arm].map(metric).filter((value) => value !== 0),
  });
  const currencies = [...new Set(tallies.flatMap(({ money }) => [...money.keys()]))].sort();
  const share = settings?.holdout ?? 0;
  const check = share > 0 ? sampleRatio(holdoutArms(share), units) : undefined;
  return {
    point,
    ...(share > 0 ? { holdout: share } : {}),
    unit: settings?.kind === 'price' ? 'product-slot' : 'visitor',
    units,
    requests: layer.asked.control + layer.asked.armoire,
    moved: tallies.filter(({ moved }) => moved).length,
    ...(check === undefined ? {} : { sampleRatio: { pValue: check.pValue, mismatch: check.mismatch } }),
    clicks: told(
      values(({ clicks }) => clicks),
      unitEffect,
    ),
    orders: told(
      values(({ orders }) => orders),
      unitEffect,
    ),
    money: currencies.map((currency): CurrencyEarned => {
      const amount = (of: 'revenue' | 'profit') =>
        told(
          values(({ money }) => money.get(currency)?.[of] ?? 0),
          (effect) => moneyEffect(effect, currency),
        );
      return { currency, revenue: amount('revenue'), profit: amount('profit') };
    }),
    linesWithoutCost: layer.linesWithoutCost,
  };
}

/** The points together, currency by currency: those that can be told. */
export function totalEarned(points: readonly PointEarned[]): TotalEarned[] {
  const currencies = [
    ...new Set(points.flatMap(({ money }) => money.map(({ currency }) => currency))),
  ].sort();
  return currencies.flatMap((currency): TotalEarned[] => {
    const parts = points.flatMap(({ point, money }) => {
      const found = money.find((each) => each.currency === currency);
      return found !== undefined && 'effect' in found.revenue && 'effect' in found.profit
        ? [{ point, revenue: found.revenue.effect.earned, profit: found.profit.effect.earned }]
        : [];
    });
    if (parts.length === 0) return [];
    const sum = (of: 'revenue' | 'profit') =>
      moneyBounds(sumOf(parts.map((part) => plain(part[of]))), currency);
    return [
      { currency, points: parts.map(({ point }) => point), revenue: sum('revenue'), profit: sum('profit') },
    ];
  });
}

/** Single requests that led to nothing were counted, and not kept. */
function unitsOf({ units, asked }: HoldoutUnits, arm: HoldoutArm): number {
  let count = asked[arm];
  for (const tally of units.values()) if (tally.arm === arm) count++;
  return count;
}

function told<Shaped>(of: (arm: HoldoutArm) => ArmValues, shape: (effect: Effect) => Shaped): Told<Shaped> {
  const [control, armoire] = [of('control'), of('armoire')];
  const missing = missingFor(control, armoire);
  return missing.length > 0 ? { missing } : { effect: shape(effectOf(control, armoire)) };
}

function unitEffect({ perUnit }: Effect): UnitEffect {
  const { control, treatment: armoire, value: difference, low, high, level } = perUnit;
  return { control, armoire, difference, low, high, level };
}

function moneyEffect(effect: Effect, currency: string): MoneyEffect {
  return {
    perUnit: unitEffect(effect),
    earned: moneyBounds(effect.earned, currency),
    whole: moneyBounds(effect.whole, currency),
  };
}

function moneyBounds({ value, low, high }: Bounds, currency: string): MoneyBounds {
  const money = (amount: number) => ({ amount: roundHalfAway(amount), currency });
  return { value: money(value), low: money(low), high: money(high) };
}

function plain({ value, low, high }: MoneyBounds): Bounds {
  return { value: value.amount, low: low.amount, high: high.amount };
}
