import {
  componentsOf,
  type Decision,
  type DecisionLog,
  holdoutLayer,
  type Point,
  type StateStore,
  worth,
} from '@armoire/core';
import type { ArmOutcomes } from '@armoire/graphql';
import { ArmoireError, type Instant, type PointId, type ShopId } from '@armoire/protocol';

/** Decisions of one page: little enough that reading it does not hold up whoever is served meanwhile. */
const page = 200;

export interface OutcomeParts {
  readonly shop: ShopId;
  readonly points: Readonly<Record<PointId, Point>>;
  readonly decisions: DecisionLog;
  readonly state: Pick<StateStore, 'outcomes'>;
}

type Sums = { -readonly [Name in Exclude<keyof ArmOutcomes, 'arm'>]: number };

/**
 * What the places of a point's decisions came to, by arm, read page by page from the logs.
 *
 * @throws ArmoireError UNKNOWN_POINT
 */
export async function pointOutcomes(
  { shop, points, decisions, state }: OutcomeParts,
  range: { readonly point: PointId; readonly since?: Instant; readonly until?: Instant },
): Promise<ArmOutcomes[]> {
  const settings = points[range.point];
  if (settings === undefined) {
    throw new ArmoireError('UNKNOWN_POINT', `There is no point "${range.point}"`, {
      path: 'point',
      fix: `Use one of ${Object.keys(points).join(', ')}.`,
    });
  }
  const arms = new Map<string | undefined, Sums>();
  let cursor: string | undefined;
  do {
    const { items, next } = await decisions.list(shop, range, 'asc', page, cursor);
    const armOf = new Map(items.map((decision) => [decision.id, holdoutArm(decision)]));
    for (const arm of armOf.values()) sumsOf(arms, arm).decisions++;
    for (const outcome of await state.outcomes(shop, [...armOf.keys()])) {
      const sums = sumsOf(arms, armOf.get(outcome.decision));
      sums.places++;
      sums.value += worth(settings.reward, outcome);
      const components = componentsOf(outcome);
      for (const name of ['click', 'cart', 'purchase', 'margin', 'return'] as const)
        sums[name] += components[name];
    }
    cursor = next;
  } while (cursor !== undefined);
  return [...arms].map(([arm, sums]) => ({ ...(arm === undefined ? {} : { arm }), ...sums }));
}

function holdoutArm({ experiment, point }: Decision): string | undefined {
  return experiment?.layer === holdoutLayer(point) ? experiment.arm : undefined;
}

function sumsOf(arms: Map<string | undefined, Sums>, arm: string | undefined): Sums {
  const none = { decisions: 0, places: 0, click: 0, cart: 0, purchase: 0, margin: 0, return: 0, value: 0 };
  const known = arms.get(arm) ?? none;
  arms.set(arm, known);
  return known;
}
