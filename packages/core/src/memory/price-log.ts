import type { Instant, Offset, ShopId } from '@armoire/protocol';
import type { LoggedPrice, PriceLog, VariantPrice } from '../ports/index.ts';
import { Shops } from './shops.ts';

/** The shown prices in memory. */
export class MemoryPriceLog implements PriceLog {
  readonly #shops = new Shops<LoggedPrice[]>(() => []);

  async append(prices: readonly VariantPrice[]): Promise<void> {
    for (const price of prices) {
      const known = this.#shops.get(price.shop);
      known.push({ ...price, offset: known.length + 1 });
    }
  }

  async window(shop: ShopId, since: Instant): Promise<readonly LoggedPrice[]> {
    const known = this.#shops.get(shop);
    const before = new Map<string, LoggedPrice>();
    for (const each of known) {
      const key = JSON.stringify([each.market, each.variant]);
      if (each.at < since && each.at >= (before.get(key)?.at ?? Number.NEGATIVE_INFINITY))
        before.set(key, each);
    }
    const last = new Set(before.values());
    return known.filter((each) => each.at >= since || last.has(each));
  }

  async read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedPrice[]> {
    return this.#shops.get(shop).slice(after, after + limit);
  }
}
