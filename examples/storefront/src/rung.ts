import { guardLadder, type Point, rungPrice } from '@armoire/core';
import type { Money, Product } from '@armoire/protocol';
import type { Offer } from './armoire.ts';

/**
 * What another variant of a product costs on the rung that was decided for one of them: a thing is not to be reduced in
 * blue and dear in red. What the price point's guard does not let pass stays at the label.
 */
export function onSameRung(
  point: Point | undefined,
  product: Product,
  variantId: string,
  { price, regular }: Offer,
  at: number,
): Offer | undefined {
  const variant = product.variants.find(({ id }) => id === variantId);
  if (variant === undefined) return undefined;
  const own = { price: variant.price, regular: variant.price };
  if (point?.kind !== 'price' || price.amount === regular.amount) return own;
  if (variant.price.amount === regular.amount) return { price, regular };
  const { ladder, guard } = point;
  const decided = (factor: number): Money => rungPrice(regular, factor, guard.endings);
  const factor = ladder.find((each) => decided(each).amount === price.amount) ?? 1;
  const facts = { product, variant, current: variant.price, changedAt: undefined, at };
  const [rung] = guardLadder([factor], facts, guard).rungs;
  return rung === undefined ? own : { price: rung.price, regular: variant.price };
}
