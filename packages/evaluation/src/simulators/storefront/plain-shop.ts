import { seededRng } from '@armoire/core';
import type { PageAnswer, PageAsk, PriceAnswer, PriceAsk, Shop } from './shop.ts';
import { soldOut } from './sold-out.ts';
import type { Article, World } from './world.ts';

/**
 * A shop without Armoire, for comparison: shelves of products drawn evenly from the page's category (else from all),
 * without those in the cart, at the merchant's own prices.
 */
export function plainShop(world: World, seed: number): Shop {
  const rng = seededRng(seed, 'plain shop');
  const all = [...world.articles.values()];
  const aisles = new Map(world.aisles.map((aisle) => [aisle.name, aisle.articles]));
  const around = ({ situation: { product, category } }: PageAsk): readonly Article[] =>
    aisles.get(category ?? '') ?? world.articles.get(product ?? '')?.aisle.articles ?? all;
  const gone = soldOut();
  return {
    page(ask): PageAnswer {
      const taken = new Set([...(ask.situation.cart ?? []), ask.situation.product]);
      const from = around(ask);
      const shelves = ask.shelves.map(({ point, count }) => {
        const items: { product: string; position: number }[] = [];
        // Few tries, so that a small category ends too.
        for (let i = 0; i < 4 * count && items.length < count; i++) {
          const { product } = from[Math.floor(rng.next() * from.length)] as Article;
          if (taken.has(product.id) || gone.has(product.id)) continue;
          taken.add(product.id);
          items.push({ product: product.id, position: items.length });
        }
        return { point, token: `${point}/${ask.at}`, items };
      });
      return { kind: 'page', shelves };
    },
    price({ product }: PriceAsk): PriceAnswer {
      const article = world.articles.get(product) as Article;
      return { kind: 'price', price: article.variant.price };
    },
    send() {},
    update: gone.update,
  };
}
