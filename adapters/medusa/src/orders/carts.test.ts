import { parseEvent } from '@armoire/core';
import { expect, it } from 'vitest';
import { cartEvents } from './carts.ts';

const line = {
  ...{ id: 'cali_1', product_id: 'prod_mug', variant_id: 'variant_blue', quantity: 2, unit_price: 14.5 },
  ...{ created_at: '2026-03-01T10:00:00.000Z', metadata: { armoire_token: 'a.b.c' } },
};
const cart = { id: 'cart_1', currency_code: 'eur', metadata: { armoire_shopper: 'ann' }, items: [line] };

it('tells what was laid into a cart, with the token of the decision that led there', () => {
  const [event] = cartEvents(cart, new Set(['cali_1']));
  expect(event).toEqual({
    ...{ kind: 'add_to_cart', id: 'cali_1:add', at: Date.UTC(2026, 2, 1, 10), shopper: 'ann' },
    ...{ product: 'prod_mug', variant: 'variant_blue', quantity: 2, token: 'a.b.c' },
  });
  expect(parseEvent(event)).toEqual(event);
});

it('tells of the lines that were asked for, and of products only', () => {
  expect(cartEvents(cart, new Set(['cali_2']))).toEqual([]);
  expect(cartEvents({ ...cart, items: [{ ...line, product_id: null }] }, new Set(['cali_1']))).toEqual([]);
});
