import type { Product } from '@armoire/protocol';
import { expect, it } from 'vitest';
import { productText } from './product.ts';

const scarf: Product = {
  id: 'scarf',
  title: 'Red scarf',
  status: 'active',
  variants: [],
  categories: ['Clothing', 'Scarves'],
  updatedAt: 0,
};

it('tells what a product is', () => {
  expect(productText(scarf)).toBe('Red scarf. Scarves');
  const description = '<p>Knitted\n of <b>wool</b></p>';
  expect(productText({ ...scarf, brand: 'Mill', tags: ['wool', 'winter'], description })).toBe(
    'Red scarf. Mill. Scarves. wool, winter. Knitted of wool',
  );
});

it('takes the opening of a long description, in whole words', () => {
  const text = productText({ ...scarf, description: 'warm '.repeat(1_000) });
  expect(text.length).toBeLessThan(430);
  expect(text.endsWith('warm')).toBe(true);
  expect(productText({ ...scarf, description: 'x'.repeat(1_000) }).length).toBeLessThan(430);
});
