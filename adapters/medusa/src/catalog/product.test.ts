import { parseProduct } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { type Facts, ownPrice, productOf } from './product.ts';
import { germany, mug } from './testing.ts';

const facts: Facts = {
  market: germany,
  options: { costKey: 'cost', productUrl: '/p/{handle}?id={id}', salesChannel: undefined },
  categories: new Map([
    ['pcat_kitchen', { id: 'pcat_kitchen', handle: 'kitchen' }],
    ['pcat_mugs', { id: 'pcat_mugs', handle: 'mugs', parent_category_id: 'pcat_kitchen' }],
  ]),
  stock: new Map([['variant_blue', 7]]),
  taxRates: new Map([['prod_mug', 0.19]]),
  at: 1_790_000_000_000,
};

describe('a product', () => {
  it('is told with all that the store knows, in shapes that the engine takes', () => {
    const product = productOf(mug, facts);
    expect(product).toEqual({
      id: 'prod_mug',
      title: 'Stoneware mug',
      status: 'active',
      description: 'Holds coffee.',
      brand: 'Kiln',
      tags: ['gift', 'type:Tableware', 'collection:autumn'],
      images: [{ url: 'https://cdn.example/mug.jpg' }],
      url: '/p/stoneware-mug?id=prod_mug',
      categories: ['kitchen', 'mugs'],
      options: [{ name: 'Colour', values: ['blue', 'grey'] }],
      taxBasis: 'net',
      taxRate: 0.19,
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      updatedAt: 1_790_000_000_000,
      variants: [
        {
          ...{ id: 'variant_blue', title: 'Blue', sku: 'MUG-B', options: { Colour: 'blue' }, stock: 7 },
          price: { amount: 1450, currency: 'EUR' },
          cost: { amount: 605, currency: 'EUR' },
        },
        {
          ...{ id: 'variant_grey', title: 'Grey', options: { Colour: 'grey' }, backorder: true },
          price: { amount: 1500, currency: 'EUR' },
          cost: { amount: 500, currency: 'EUR' },
        },
      ],
    });
    expect(parseProduct(product)).toEqual(product);
  });

  it('has no cost, tax or stock that nobody knows', () => {
    const bare = { ...mug, metadata: { cost: 'secret' }, variants: mug.variants?.slice(1) ?? [] };
    const product = productOf(bare, { ...facts, taxRates: new Map() });
    expect(product?.variants[0]).not.toHaveProperty('cost');
    expect(product?.variants[0]).not.toHaveProperty('stock');
    expect(product).not.toHaveProperty('taxRate');
  });

  it('is sold out where stock is counted and none is known', () => {
    expect(productOf(mug, { ...facts, stock: new Map() })?.variants[0]?.stock).toBe(0);
  });

  it.each([
    ['published', undefined, 'active'],
    ['published', 'sc_web', 'active'],
    ['published', 'sc_other', 'hidden'],
    ['draft', undefined, 'draft'],
    ['proposed', undefined, 'draft'],
    ['rejected', undefined, 'archived'],
    ['whatever', undefined, 'hidden'],
  ])('that is %s is, for channel %s, %s', (status, salesChannel, told) => {
    const options = { ...facts.options, salesChannel };
    expect(productOf({ ...mug, status }, { ...facts, options })?.status).toBe(told);
  });

  it('is hidden when it is in no channel, and none at all without a price', () => {
    expect(productOf({ ...mug, sales_channels: [null] }, facts)?.status).toBe('hidden');
    expect(productOf({ ...mug, variants: [] }, facts)).toBeUndefined();
    expect(productOf(mug, { ...facts, market: { ...germany, currency: 'USD' } })).toBeUndefined();
  });

  it('survives categories that go in a circle', () => {
    const categories = new Map([
      ['pcat_mugs', { id: 'pcat_mugs', handle: 'mugs', parent_category_id: 'pcat_mugs' }],
    ]);
    expect(productOf(mug, { ...facts, categories })?.categories).toHaveLength(20);
  });
});

describe('the merchant’s own price', () => {
  const usual = { amount: 10, currency_code: 'eur', price_rules: [] };

  it('is the region’s before the currency’s', () => {
    const regions = { ...usual, amount: 9, price_rules: [{ attribute: 'region_id', value: 'reg_de' }] };
    expect(ownPrice([usual, regions], germany)?.amount).toBe(900);
    expect(ownPrice([usual, regions], { ...germany, region: 'reg_fr' })?.amount).toBe(1000);
  });

  it('is no list’s, no quantity’s, no group’s and no other currency’s', () => {
    const others = [
      { ...usual, amount: 1, price_list: { id: 'plist_1' } },
      { ...usual, amount: 2, min_quantity: 10 },
      { ...usual, amount: 3, price_rules: [{ attribute: 'customer.groups.id', value: 'vip' }] },
      { ...usual, amount: 4, currency_code: 'usd' },
    ];
    expect(ownPrice(others, germany)).toBeUndefined();
    expect(ownPrice([...others, usual], germany)?.amount).toBe(1000);
  });
});
