import type { MedusaAction, MedusaOrder } from './shapes.ts';

/** An order of two things, as a store has one: for tests. */

export const order: MedusaOrder = {
  id: 'order_1',
  currency_code: 'eur',
  created_at: '2026-03-01T10:00:00.000Z',
  updated_at: '2026-03-01T10:00:00.000Z',
  canceled_at: null,
  customer_id: 'cus_1',
  metadata: { armoire_shopper: 'ann' },
  shipping_address: { country_code: 'de' },
  items: [
    {
      ...{
        id: 'item_mug',
        product_id: 'prod_mug',
        variant_id: 'variant_blue',
        quantity: 3,
        unit_price: 14.5,
      },
      metadata: { armoire_token: 'a.signed.token' },
    },
    { id: 'item_tea', product_id: 'prod_tea', variant_id: null, quantity: { value: '1' }, unit_price: 4 },
    { id: 'item_wrap', product_id: null, quantity: 1, unit_price: 2 },
  ],
};

export const action = (
  id: string,
  name: string,
  item: string,
  quantity: number,
  more = {},
): MedusaAction => ({
  id,
  action: name,
  created_at: `2026-03-0${id}T10:00:00.000Z`,
  details: { reference_id: item, quantity },
  ...more,
});
