import { storefrontWorld, type World } from '@armoire/evaluation';
import type { Instant } from '@armoire/protocol';
import { articles, productOf } from '../catalog/index.ts';
import { sessionsPerDay } from './pace.ts';

/**
 * The people of the simulated world, and how they choose: a multinomial logit over hidden tastes, qualities and prices
 * (McFadden's random utility model), with positions that are looked at less and less. The shop's learners are of another
 * family: Thompson sampling on linear regressions of what can be seen, which know neither tastes nor utilities nor that
 * choices exclude each other. So what they learn here is learned, and not the simulation's own model read back.
 *
 * Four kinds of people; what they like drifts, and each aisle has its season.
 */
export function demoWorld(seed: number, began: Instant): World {
  return storefrontWorld({
    seed,
    at: began,
    products: articles.map((article) => productOf(article)),
    settings: {
      shelves: {
        home: [{ point: 'home.featured', count: 8 }],
        category: [{ point: 'category.top', count: 6 }],
        product: [{ point: 'product.related', count: 6 }],
        cart: [{ point: 'cart.complements', count: 5 }],
      },
      price: 'price',
      shoppers: 1200,
      sessionsPerDay,
      // Whoever is simulated says so by a name in everything that is logged of them.
      consent: 1,
      // Buying is somewhat commoner than in life, so that there is something to see before the coffee is cold.
      want: -1.6,
      checkout: 0.8,
      // A quarter turn in about 24 of their days: four hours at the middle pace.
      drift: 2,
      season: 1.2,
    },
  });
}
