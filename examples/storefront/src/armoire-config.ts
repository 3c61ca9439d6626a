import { resolve } from 'node:path';
import { defineConfig } from '@armoire/server';
import { currency } from './catalog/index.ts';
import { cache, type Options } from './options.ts';

/** How the shop lets Armoire decide. What is left out here has a default. */
export function configOf({ storage, rewardWait, priceSlot }: Options) {
  const reward = { wait: rewardWait };
  const beside = ['together', 'popular', 'trending', 'newest'] as const;
  return defineConfig({
    storage,
    ...(storage.startsWith('sqlite:') ? {} : { secrets: resolve(cache, 'secrets.json') }),
    shops: [
      {
        id: 'fennel-and-flint',
        currency,
        // Whoever looks at the dashboard here is the only shopper as well.
        traffic: { own: 'count' },
        points: {
          'home.featured': { kind: 'shelf', sources: ['trending', 'popular', 'newest'], count: 8, reward },
          'category.top': { kind: 'shelf', sources: ['popular', 'trending', 'newest'], count: 6, reward },
          'product.related': { kind: 'shelf', sources: beside, count: 6, reward },
          'cart.complements': { kind: 'shelf', sources: beside, count: 5, reward },
          'thanks.next': { kind: 'shelf', sources: beside, count: 6, reward },
          price: {
            kind: 'price',
            // Never above what the shop wrote on the label: whoever looks again may only be glad.
            ladder: [0.85, 0.9, 0.95, 1],
            slot: priceSlot,
            guard: { minimumMargin: 0.3, lowest: 0.85, highest: 1, largestStep: 0.16, endings: [0, 50] },
          },
        },
      },
    ],
  });
}
