import type { Market } from './market.ts';
import type { MedusaProduct } from './shapes.ts';

/** A market, and a mug as a store in it has one: for tests. */

export const germany: Market = { region: 'reg_de', currency: 'EUR', country: 'DE', taxBasis: 'net' };

export const mug: MedusaProduct = {
  id: 'prod_mug',
  title: 'Stoneware mug',
  handle: 'stoneware-mug',
  status: 'published',
  description: 'Holds coffee.',
  thumbnail: 'https://cdn.example/mug.jpg',
  created_at: '2026-01-02T03:04:05.000Z',
  metadata: { brand: 'Kiln', cost: 5 },
  type_id: 'ptyp_1',
  images: [],
  tags: [{ value: 'gift' }, { value: 'gift' }],
  type: { value: 'Tableware' },
  collection: { handle: 'autumn' },
  categories: [{ id: 'pcat_kitchen' }, { id: 'pcat_mugs' }],
  sales_channels: [{ id: 'sc_web' }],
  options: [{ title: 'Colour', values: [{ value: 'blue' }, { value: 'grey' }] }],
  variants: [
    {
      id: 'variant_blue',
      title: 'Blue',
      sku: 'MUG-B',
      manage_inventory: true,
      allow_backorder: false,
      metadata: { cost: '6.05' },
      options: [{ value: 'blue', option: { title: 'Colour' } }],
      price_set: { prices: [{ amount: 14.5, currency_code: 'eur', price_rules: [] }] },
    },
    {
      id: 'variant_grey',
      title: 'Grey',
      sku: null,
      manage_inventory: false,
      allow_backorder: true,
      metadata: null,
      options: [{ value: 'grey', option: { title: 'Colour' } }],
      price_set: { prices: [{ amount: 15, currency_code: 'eur', price_rules: [] }] },
    },
  ],
};
