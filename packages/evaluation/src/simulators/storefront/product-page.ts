import type { Look, Option } from './attention.ts';
import { accepts, appeal } from './choice.ts';
import type { Diary } from './diary.ts';
import { openPage, type Session } from './page.ts';

/** Opens the page of an article, which may go into the cart from there, and looks at the shelves beside it. */
export function* visitProduct(diary: Diary, { article, token }: Option): Session<Look> {
  const { settings } = diary.world;
  const { product, variant } = article;
  let price = variant.price;
  if (settings.price !== undefined) {
    const { now: at, visitor } = diary;
    const about = { point: settings.price, product: product.id, variant: variant.id };
    const answer = yield { kind: 'price', at, visitor, ...about };
    if (answer.kind === 'price') price = answer.price;
  }
  diary.item('view', article);
  const found = yield* openPage(diary, { kind: 'product', about: { product: product.id }, from: article });
  diary.wait(15);
  const { world, shopper, rng, now, cart, stock } = diary;
  const dearer = settings.elasticity * shopper.thrift * Math.log(price.amount / variant.price.amount);
  const has = cart.some((line) => line.article === article);
  const there = stock?.has(article) ?? true;
  if (!has && there && accepts(rng, settings.want + appeal(world, shopper, article, now) - dearer)) {
    diary.item('add_to_cart', article, token);
    const from = token === undefined ? {} : { token };
    const line = { product: product.id, variant: variant.id, quantity: 1, unitPrice: price, ...from };
    cart.push({ article, line });
  }
  return found;
}
