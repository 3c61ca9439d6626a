import { resolve } from 'node:path';
import { defineConfig } from '@armoire/server';
import { home } from './cart/index.ts';
import { currency } from './catalog/index.ts';
import { cache, type Options } from './options.ts';
import { storeFrontPlugin } from './store-front.ts';

/** How the shop lets Armoire decide. What is left out here has a default. */
export function configOf({ storage, rewardWait, priceSlot, priceCycle, holdout }: Options) {
  const shelf = { kind: 'shelf', reward: { wait: rewardWait }, holdout } as const;
  const beside = ['together', 'text', 'popular', 'trending', 'newest'] as const;
  return defineConfig({
    storage,
    ...(priceCycle === undefined ? {} : { plugins: [storeFrontPlugin(storage)] }),
    ...(storage.startsWith('sqlite:') ? {} : { secrets: resolve(cache, 'secrets.json') }),
    shops: [
      {
        id: 'fennel-and-flint',
        currency,
        // Seasons, holidays and hours are those of the shop's own country.
        ...{ market: home, timeZone: 'Europe/Berlin' },
        // Whoever looks at the dashboard here is a shopper as well.
        traffic: { own: 'count' },
        points: {
          'home.featured': {
            ...shelf,
            sources: ['buy-again', 'together', 'text', 'trending', 'popular', 'newest', 'recently-viewed'],
            count: 8,
          },
          'category.top': { ...shelf, sources: ['popular', 'trending', 'newest'], count: 6 },
          'product.related': { ...shelf, sources: beside, count: 6 },
          'cart.complements': { ...shelf, sources: beside, count: 5 },
          'thanks.next': { ...shelf, sources: beside, count: 6 },
          price: {
            kind: 'price',
            // Never above what the shop wrote on the label: whoever looks again may only be glad.
            ladder: [0.85, 0.9, 0.95, 1],
            slot: priceSlot,
            ...(priceCycle === undefined ? {} : { cycle: priceCycle }),
            guard: {
              ...{ minimumMargin: 0.3, lowest: 0.85, highest: 1, largestStep: 0.16, endings: [0, 50] },
              ...(priceCycle === undefined ? {} : { variants: 'together' }),
            },
          },
        },
      },
    ],
  });
}
