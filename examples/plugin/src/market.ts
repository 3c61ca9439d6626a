import type { StoreFront } from '@armoire/core';
import type { Product } from '@armoire/protocol';

/** A platform that keeps its articles and prices in memory; a real one asks an API, and hands the signals on to it. */
export function market(articles: readonly Product[]): StoreFront {
  const own = new Map(articles.flatMap(({ variants }) => variants.map(({ id, price }) => [id, price])));
  const charged = new Map([...own].map(([id, { amount }]) => [id, amount]));
  return {
    capabilities: { writesPrices: true, knowsCost: true, nativeRecommendations: true, catalog: 'pull' },
    async *catalog(signal) {
      if (!signal.aborted) yield articles.map((product) => ({ kind: 'upsert', product }));
    },
    async readPrices(variants) {
      return variants.flatMap((variant) => {
        const [price, amount] = [own.get(variant), charged.get(variant)];
        if (price === undefined || amount === undefined) return [];
        return [{ variant, charged: { ...price, amount }, own: price }];
      });
    },
    async writePrices(writes) {
      return writes.map(({ variant, price, expected }) => {
        const found = charged.get(variant) ?? Number.NaN;
        if (found === expected) charged.set(variant, price.amount);
        return { written: found === expected, found };
      });
    },
    async recommendations(product, limit) {
      const others = articles.filter(({ id, status }) => id !== product && status === 'active');
      return others.slice(0, limit).map(({ id }) => id);
    },
  };
}
