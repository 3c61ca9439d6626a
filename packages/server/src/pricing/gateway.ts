import type { PricingGateway } from '@armoire/graphql';
import { minute } from '@armoire/protocol';
import type { ShopRuntime } from '../runtime/index.ts';
import { priceExperiments } from './experiments.ts';
import { checkSpan, fairnessOf } from './fairness.ts';
import { Lasting } from './lasting.ts';

/** How the prices of a shop work. */
export function pricingGateway(shop: ShopRuntime): PricingGateway {
  const lasting = new Lasting(shop.clock);
  return {
    async fairness(span) {
      const { since, until = shop.clock.now() } = span;
      checkSpan(since, until);
      const { id, settings, storage, engine } = shop;
      const report = () => fairnessOf({ shop: settings, storage, catalog: engine.catalog, since, until });
      await shop.written();
      return await lasting.get(`fairness ${Math.floor(since / minute)} ${span.until ?? ''} ${id}`, report);
    },
    experiments: () => lasting.get('experiments', () => priceExperiments(shop)),
  };
}
