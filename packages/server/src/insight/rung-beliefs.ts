import { guardLadder, type PriceFacts, type PricePoint } from '@armoire/core';
import type { RungBelief } from '@armoire/graphql';
import type { PointId } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';

/**
 * What the rungs of a variant's ladder are believed to bring in a slot, from low to high, and which of them the guard
 * removes. Nothing is decided. Policies that estimate nothing leave the beliefs out.
 */
export async function rungBeliefs(
  { engine }: ShopRuntime,
  id: PointId,
  point: PricePoint,
  facts: PriceFacts,
): Promise<readonly RungBelief[]> {
  const [made] = await engine.proposePrices(id, [facts]);
  const { removed } = guardLadder(point.ladder, facts, point.guard);
  const believed = (made?.set?.entries ?? []).flatMap(({ id: rung, price }): RungBelief[] => {
    if (made === undefined || price === undefined) return [];
    const { places } = engine.explain({ ...made.decision, chosen: [rung] }, made.set);
    const { mean, deviation } = places[0]?.estimate ?? {};
    return [
      { price, ...(mean === undefined ? {} : { mean }), ...(deviation === undefined ? {} : { deviation }) },
    ];
  });
  const out = removed.flatMap(({ price, rule }): RungBelief[] =>
    Number.isSafeInteger(price.amount) ? [{ price, rule }] : [],
  );
  return [...believed, ...out].sort((a, b) => a.price.amount - b.price.amount);
}
