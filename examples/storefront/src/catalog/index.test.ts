import { parseProduct } from '@armoire/core';
import { describe, expect, test } from 'vitest';
import { picture, views } from '../drawings/picture.ts';
import { articleOf, articles, categories, colourOf, onShow, popular, productOf, variantId } from './index.ts';

test('is a shop: six shelves, each of six things or more, and no id twice', () => {
  expect(categories).toHaveLength(6);
  for (const { id } of categories) expect(onShow(id).length).toBeGreaterThanOrEqual(6);
  expect(new Set(articles.map(({ id }) => id)).size).toBe(articles.length);
  const variants = articles.flatMap((article) => article.makes.map((make) => variantId(article, make)));
  expect(new Set(variants).size).toBe(variants.length);
});

test('has one thing sold out and one that is not shown', () => {
  expect(articles.filter(({ makes }) => makes.every(({ stock }) => stock === 0))).toHaveLength(1);
  expect(articles.filter(({ hidden }) => hidden)).toHaveLength(1);
});

describe.each(articles.map((article) => [article.id, article] as const))('%s', (_, article) => {
  test('is a product that Armoire takes', () => {
    expect(parseProduct(JSON.parse(JSON.stringify(productOf(article))))).toEqual(productOf(article));
  });

  test('earns more than it costs', () => {
    for (const { price, cost } of article.makes) {
      expect((price ?? article.price) / 1.19).toBeGreaterThan((cost ?? article.cost) * 1.5);
    }
  });

  test('is drawn in every view and colour, each picture its own', () => {
    const colours = [...new Set(article.makes.map((make) => colourOf(article, make)))];
    const pictures = colours.flatMap((colour) => views.map((view) => picture(article, view, colour)));
    expect(new Set(pictures).size).toBe(pictures.length);
    for (const drawn of pictures) {
      expect(drawn).toMatch(/^<svg [^>]+>.+<\/svg>$/s);
      expect(drawn).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

test('the shop’s own list has what can be bought, a category’s own first', () => {
  const list = popular(8, { category: 'light', without: ['chanterelle-lamp'] });
  expect(list).toHaveLength(8);
  expect(list[0]?.category).toBe('light');
  for (const article of list) {
    expect(article.id).not.toBe('chanterelle-lamp');
    expect(article.makes.some(({ stock }) => stock > 0)).toBe(true);
    expect(articleOf(article.id)?.hidden).toBeFalsy();
  }
});
