import type { Container } from '@medusajs/framework/types';
import type * as Exported from '../../types/workflows/pricing.d.ts';
import { contextOf } from '../arms/arm.ts';
import { armsOf } from '../arms/of.ts';
import { logTo } from '../log.ts';
import { shopperKey } from '../orders/person.ts';
import { loggerOf } from '../platform.ts';

export const armoirePricing: typeof Exported.armoirePricing = async (input, context) => {
  const container = context.container as Container;
  const arms = armsOf(container);
  if (!arms?.armed) return {};
  try {
    const cart = input.cart?.id ?? input.cart_id;
    // A cart that is being made with lines in it has no id yet.
    const arm =
      cart === undefined
        ? (await arms.drawn(input.additional_data?.[shopperKey]))?.arm
        : await arms.carts.of(cart);
    return contextOf(arm);
  } catch (error) {
    logTo(loggerOf(container)).warn({ error }, 'The arm of a cart is unknown; it charges your own prices');
    return {};
  }
};

export const armoireCartCreated: typeof Exported.armoireCartCreated = async (input, context) => {
  const container = context.container as Container;
  const arms = armsOf(container);
  if (!arms?.armed) return;
  try {
    const drawn = await arms.drawn(input.additional_data?.[shopperKey]);
    if (drawn !== undefined) await arms.carts.fix(input.cart.id, drawn);
  } catch (error) {
    logTo(loggerOf(container)).warn(
      { error },
      'The arm of a cart was not kept; it will charge your own prices',
    );
  }
};
