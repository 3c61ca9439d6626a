import { randomUUID } from 'node:crypto';
import type { InsightGateway } from '@armoire/graphql';
import type { ShopRuntime } from '../runtime/index.ts';
import { pointActivity } from './activity.ts';
import { daysOf } from './days.ts';
import { decisionOutcome } from './decision-outcome.ts';
import { healthOf } from './health.ts';
import { priceHistory } from './price-history.ts';

/** Names this process as long as it runs. */
const node = randomUUID();

/** What people may watch of a shop. */
export function insightGateway(shop: ShopRuntime): InsightGateway {
  const { engine, estimates } = shop;
  return {
    activity: (point, span, every) => pointActivity(shop, point, span, every),
    estimates: (point, limit) => estimates.of(point, limit),
    prices: (product, span) => priceHistory(shop, product, span),
    days: (span) => daysOf(shop).between(span),
    outcome: (decision) => decisionOutcome(shop, decision),
    catalogue(search, first) {
      const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
      const found = [];
      for (const product of engine.catalog.products()) {
        const { id, title, tags = [], variants } = product;
        const text = [id, title, ...tags, ...variants.flatMap((each) => [each.id, each.sku ?? ''])]
          .join(' ')
          .toLowerCase();
        if (words.every((word) => text.includes(word))) found.push(product);
        if (found.length === first) break;
      }
      return found;
    },
    showable: (product) => engine.showable(product),
    health: () => healthOf(shop, node),
  };
}
