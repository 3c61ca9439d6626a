import { parseEvent } from '@armoire/core';
import { expect, it } from 'vitest';
import { queryOver, takingEngine } from '../testing.ts';
import { cartEvents, tellLines } from './carts.ts';

const line = {
  ...{ id: 'cali_1', product_id: 'prod_mug', variant_id: 'variant_blue', quantity: 2, unit_price: 14.5 },
  ...{ created_at: '2026-03-01T10:00:00.000Z', metadata: { armoire_token: 'a.b.c' } },
  ...{ cart_id: 'cart_1', deleted_at: null },
};
const cart = { id: 'cart_1', currency_code: 'eur', metadata: { armoire_shopper: 'ann' } };

it('tells what was laid into a cart, with the token of the decision that led there', () => {
  const [event, ...others] = cartEvents(cart, [line]);
  expect(event).toEqual({
    ...{ kind: 'add_to_cart', id: 'cali_1:add', at: Date.UTC(2026, 2, 1, 10), shopper: 'ann' },
    ...{ product: 'prod_mug', variant: 'variant_blue', quantity: 2, token: 'a.b.c' },
  });
  expect(parseEvent(event)).toEqual(event);
  expect(others).toEqual([]);
});

it('tells what was taken out of it, after it was laid in', () => {
  const events = cartEvents(cart, [{ ...line, deleted_at: '2026-03-01T11:00:00.000Z' }]);
  expect(events).toMatchObject([
    { kind: 'add_to_cart', id: 'cali_1:add' },
    { kind: 'remove_from_cart', id: 'cali_1:remove', at: Date.UTC(2026, 2, 1, 11), product: 'prod_mug' },
  ]);
  for (const event of events) expect(parseEvent(event)).toEqual(event);
});

it('tells of products only', () => {
  expect(cartEvents(cart, [{ ...line, product_id: null }])).toEqual([]);
});

it('reads the lines with their carts, and tells nothing of lines that are nowhere', async () => {
  const { query } = queryOver({ line_item: [line], cart: [cart] });
  const { client, events } = takingEngine();
  await tellLines({ query, client }, ['cali_1', 'cali_2']);
  expect(events.map(({ id }) => id)).toEqual(['cali_1:add']);
  await tellLines({ query, client }, ['cali_2']);
  expect(events).toHaveLength(1);
});
