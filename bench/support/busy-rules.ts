import type { Rule } from '@armoire/core';
import { brands, shelves } from './busy-shop.ts';

const effects: readonly ((i: number) => Rule)[] = [
  (i) => ({ id: `rule ${i}`, effect: 'boost', select: { categories: [`shelf ${i % shelves}`] }, factor: 2 }),
  (i) => ({ id: `rule ${i}`, effect: 'boost', select: { brands: [`Brand ${i % brands}`] }, factor: 0.5 }),
  (i) => ({
    id: `rule ${i}`,
    effect: 'exclude',
    select: { brands: [`Brand ${i % brands}`], price: { from: 35_000 } },
  }),
  (i) => ({
    id: `rule ${i}`,
    effect: 'at-most',
    select: { categories: [`shelf ${i % shelves}`] },
    count: 3,
  }),
  (i) => ({ id: `rule ${i}`, effect: 'hide-bought', select: { categories: [`shelf ${i % shelves}`] } }),
];

/** What a merchant may have gathered over the years: most of it at work on every shelf, some on the start page alone. */
export function rules(count: number): readonly Rule[] {
  return Array.from({ length: count }, (_, i): Rule => {
    if (i % 10 === 9)
      return {
        id: `rule ${i}`,
        effect: 'at-least',
        when: { points: ['home.featured'] },
        select: { categories: [`room ${i % 6}`] },
        count: 1,
      };
    return (effects[i % effects.length] as (typeof effects)[number])(i);
  });
}
