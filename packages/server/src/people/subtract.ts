import { Catalog, Learned } from '@armoire/core';
import type { Subtract } from '@armoire/storage';
import type { ShopSettings } from '../config/index.ts';

/**
 * Takes what samples taught out of the sums of the configured points. The configuration has to be the one that
 * learned them: a state of a policy that is configured no more stays as it is.
 */
export function subtractFrom(shops: readonly ShopSettings[]): Subtract {
  return (samples, decisions, sets) => {
    const shop = shops.find(({ id }) => id === samples[0]?.shop);
    if (shop === undefined) return [];
    const byHash = new Map(sets.map((set) => [set.hash, set]));
    const byId = new Map(decisions.map((decision) => [decision.id, decision]));
    const learned = new Learned(Object.entries(shop.points), new Catalog(shop.currency));
    return learned.opposite(samples, (id) => {
      const decision = byId.get(id);
      const set = byHash.get(decision?.candidateSet ?? '');
      return decision === undefined || set === undefined ? undefined : { decision, set };
    });
  };
}
