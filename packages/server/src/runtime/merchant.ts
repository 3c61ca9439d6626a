import { type AnyPolicy, fromFixed, Sums } from '@armoire/core';
import type { MerchantGateway, PointSummary } from '@armoire/graphql';
import { ArmoireError } from '@armoire/protocol';
import { accessGateway } from '../access/index.ts';
import { insightGateway } from '../insight/index.ts';
import { pricingGateway } from '../pricing/gateway.ts';
import { pricesGateway } from './prices-gateway.ts';
import type { ShopRuntime } from './shop.ts';

/** What a shop's merchant may ask and change; whoever calls has checked the secret key. */
export function merchantGateway(shop: ShopRuntime): MerchantGateway {
  const { engine, prices, storage } = shop;
  const decision = async (id: string) => {
    shop.flush();
    return (await storage.decisions.get(shop.id, [id]))[0];
  };
  return {
    async points() {
      return Object.entries(engine.points).map(([id, { kind, policy }]): PointSummary => {
        const { support, version } = policy;
        return {
          id,
          kind,
          policy: { id: policy.id, version, support },
          samples: samplesOf(shop, id, policy),
        };
      });
    },
    decision,
    async decisions(filter, limit, cursor) {
      shop.flush();
      return await storage.decisions.list(shop.id, filter, 'desc', limit, cursor);
    },
    async explain(id) {
      const found = await decision(id);
      if (found === undefined) {
        throw new ArmoireError('UNKNOWN_DECISION', `There is no decision "${id}"`, {
          fix: 'Take the id from an answer, or from the list of decisions.',
        });
      }
      const hashes = found.candidateSet === undefined ? [] : [found.candidateSet];
      const [set] = await storage.decisions.sets(shop.id, hashes);
      return engine.explain(found, set);
    },
    audit: (limit, before) => storage.audit.list(shop.id, limit, before === undefined ? {} : { before }),
    offeredPrice: (token) => shop.priceTokens.verify(token, shop.id),
    killSwitch: async () => prices.killed,
    async setKillSwitch(on, actor, why) {
      const set = await prices.setKilled(on, actor, why);
      await shop.cycles?.soon();
      return set;
    },
    async undo(id, actor) {
      await shop.written();
      const { cycles } = shop;
      const line = cycles && (await storage.audit.get(shop.id, id));
      if (cycles === undefined || line?.action !== 'price.write') return await prices.undo(id, actor);
      const undone = await cycles.desk.undo(id, actor);
      await cycles.soon();
      return undone;
    },
    prices: pricesGateway(shop),
    pricing: pricingGateway(shop),
    upsertProducts: (products) => shop.upsertProducts(products),
    async removeProducts(changes) {
      const { applied, stale } = await shop.applyChanges(changes);
      return { accepted: applied, duplicates: stale, rejected: [] };
    },
    recordOrders: (events) => shop.ingest(events, 'server'),
    access: accessGateway(shop),
    people: shop.people,
    rules: shop.rules,
    insight: insightGateway(shop),
    evaluation: shop.evaluations,
    earned: {
      async earned(query) {
        // Whoever was erased elsewhere a moment ago counts no more.
        await shop.learning.lookForErasures();
        await shop.learning.views.catchUp();
        return await shop.earned.earned(query);
      },
      async outcomes(query) {
        await shop.written();
        return await shop.earned.outcomes(query);
      },
    },
  };
}

/** Observations behind a point: every additive state begins with their number. */
function samplesOf({ engine }: ShopRuntime, point: string, policy: AnyPolicy): number {
  const state = engine.learned.state(point, policy);
  if (!(state instanceof Sums)) return 0;
  let count = 0;
  for (const { values } of state.rows()) count += fromFixed(values[0] ?? 0);
  return count;
}
