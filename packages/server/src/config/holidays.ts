import { countryOf } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import type { PointSettings } from './points.ts';
import { looksAtHolidays, type PricePolicySettings } from './policies/index.ts';

/**
 * Policies that look at holidays would learn nothing of them where none are known.
 *
 * @param path of the shop
 * @throws ArmoireError INVALID_CONFIG for one that does in a shop whose market is no country
 */
export function checkHolidays(
  points: Readonly<Record<string, PointSettings>>,
  market: string | undefined,
  path: string,
): void {
  if (countryOf(market) !== undefined) return;
  for (const [id, point] of Object.entries(points)) {
    for (const [key, policy] of policiesOf(point)) {
      if (!looksAtHolidays(policy)) continue;
      const where = `${path}.points.${id}.${key}.circumstances.holidays`;
      throw new ArmoireError('INVALID_CONFIG', `${where}: the shop has no country whose holidays are known`, {
        path: where,
        fix: "Give the shop a `market`, such as 'DE' or 'US-CA', or leave `holidays` out.",
      });
    }
  }
}

/** Those of a price point that are given with options, each with where it stands. */
function policiesOf(point: PointSettings): readonly (readonly [key: string, PricePolicySettings])[] {
  if (point.kind !== 'price') return [];
  const { policy, lastGood, experiment: { control, arms = {} } = {} } = point;
  const all = Object.entries({ policy, lastGood, 'experiment.control': control });
  for (const [arm, chooser] of Object.entries(arms)) all.push([`experiment.arms.${arm}`, chooser]);
  return all.flatMap(([key, each]) => (typeof each === 'object' ? [[key, each] as const] : []));
}
