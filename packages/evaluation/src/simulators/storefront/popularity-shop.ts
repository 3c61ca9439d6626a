import type { Duration, Instant, ProductId, ShopEvent } from '@armoire/protocol';
import type { PageAnswer, PageAsk, PriceAnswer, PriceAsk, Shop } from './shop.ts';
import { soldOut } from './sold-out.ts';
import type { Article, World } from './world.ts';

/** An order line counts as much as five clicks, as in the reward that shelves learn by default. */
const worth: Readonly<Partial<Record<ShopEvent['kind'], number>>> = { click: 1, purchase: 5 };

/**
 * The shelf that most shops have: best sellers of the page's category (else of the shop), without those in the cart,
 * at the merchant's own prices. Each click counts 1 and each line bought 5, with weights that halve in a half-life:
 *
 *     score(a, t) = Σ w · 2^((t_event − t) / halfLife)
 *
 * Equal scores, so also a shop in which nothing has happened, are in the order in which the shop lists its articles.
 */
export function popularityShop(world: World, halfLife: Duration): Shop {
  const all = [...world.articles.values()];
  const aisles = new Map(world.aisles.map((aisle) => [aisle.name, aisle.articles]));
  // Sums as of the world's beginning: all shrink alike with time, so that their order holds.
  const sums = new Map<ProductId, number>();
  const orders = new Map<readonly Article[], readonly ProductId[]>();

  const around = ({ situation: { product, category } }: PageAsk): readonly Article[] =>
    aisles.get(category ?? '') ?? world.articles.get(product ?? '')?.aisle.articles ?? all;
  const best = (from: readonly Article[]): readonly ProductId[] => {
    const known = orders.get(from);
    if (known !== undefined) return known;
    const made = from
      .map(({ product }) => product.id)
      .sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0));
    orders.set(from, made);
    return made;
  };
  const add = (product: ProductId, weight: number, at: Instant) => {
    sums.set(product, (sums.get(product) ?? 0) + weight * 2 ** ((at - world.at) / halfLife));
    orders.clear();
  };

  const gone = soldOut();
  return {
    page(ask): PageAnswer {
      const taken = new Set([...(ask.situation.cart ?? []), ask.situation.product]);
      const from = around(ask);
      const shelves = ask.shelves.map(({ point, count }) => {
        const items: { product: string; position: number }[] = [];
        for (const product of best(from)) {
          if (items.length >= count) break;
          if (taken.has(product) || gone.has(product)) continue;
          taken.add(product);
          items.push({ product, position: items.length });
        }
        return { point, token: `${point}/${ask.at}`, items };
      });
      return { kind: 'page', shelves };
    },
    price({ product }: PriceAsk): PriceAnswer {
      const article = world.articles.get(product) as Article;
      return { kind: 'price', price: article.variant.price };
    },
    send(events) {
      for (const event of events) {
        const weight = worth[event.kind] ?? 0;
        if (weight === 0) continue;
        if ('lines' in event) for (const { product } of event.lines) add(product, weight, event.at);
        else if ('product' in event && event.product !== undefined) add(event.product, weight, event.at);
      }
    },
    update: gone.update,
  };
}
