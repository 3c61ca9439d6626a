import { type Article, articleOf } from '../catalog/index.ts';
import type { Order } from './order.ts';

const day = 24 * 3600 * 1000;
/** Who waits until the last candle has burnt sits in the dark: a thing is offered again a little before. */
const early = 0.8;

/** What was bought some time ago and is used up by now, longest overdue first. */
export function usedUp(orders: readonly Order[], now: number): readonly Article[] {
  const bought = new Map<string, number>();
  for (const { at, lines } of orders) {
    for (const { product } of lines) bought.set(product, Math.max(at, bought.get(product) ?? 0));
  }
  return [...bought]
    .flatMap(([product, at]) => {
      const article = articleOf(product);
      if (article?.lasts === undefined || article.hidden) return [];
      const overdue = now - at - article.lasts * early * day;
      return overdue > 0 ? [{ article, overdue }] : [];
    })
    .sort((a, b) => b.overdue - a.overdue)
    .map(({ article }) => article);
}
