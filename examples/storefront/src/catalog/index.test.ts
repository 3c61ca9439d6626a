import { parseProduct } from '@armoire/core';
import { describe, expect, test } from 'vitest';
import { picture, views } from '../drawings/picture.ts';
import { companionsOf } from './companions.ts';
import {
  type Article,
  articleOf,
  articles,
  categories,
  colourOf,
  companions,
  isFor,
  onShow,
  popular,
  productOf,
  seasonAt,
  seasonal,
  taxRateOf,
  variantId,
} from './index.ts';

test('is a shop: sixty things or more on six shelves, and no id twice', () => {
  expect(onShow().length).toBeGreaterThanOrEqual(60);
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
      expect((price ?? article.price) / (1 + taxRateOf(article))).toBeGreaterThan(
        (cost ?? article.cost) * 1.5,
      );
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

const stocked = ({ makes }: Article) => makes.some(({ stock }) => stock > 0);

test('the shop’s own list has what can be bought, a category’s own first', () => {
  const list = popular(8, stocked, { category: 'light', without: ['chanterelle-lamp'] });
  expect(list).toHaveLength(8);
  expect(list[0]?.category).toBe('light');
  for (const article of list) {
    expect(article.id).not.toBe('chanterelle-lamp');
    expect(stocked(article)).toBe(true);
    expect(articleOf(article.id)?.hidden).toBeFalsy();
  }
});

describe('companions', () => {
  test.each(onShow().map(({ id }) => id))('of %s are there, and not itself', (id) => {
    expect(companionsOf(id).length).toBeGreaterThan(0);
    for (const other of companionsOf(id)) {
      expect(articleOf(other)?.hidden, other).toBe(undefined);
      expect(companionsOf(other)).toContain(id);
    }
    const beside = companions(5, stocked, [id]).map((article) => article.id);
    expect(new Set(beside).size).toBe(5);
    expect(beside).not.toContain(id);
  });
});

test('consumables are bought again within a year, and taxed less only where the law says so', () => {
  const used = articles.filter(({ lasts }) => lasts !== undefined);
  expect(used.length).toBeGreaterThanOrEqual(10);
  for (const { id, lasts = 0, tags } of used) {
    expect(lasts, id).toBeGreaterThan(0);
    expect(lasts, id).toBeLessThanOrEqual(365);
    expect(
      ['refill', 'candle'].some((tag) => tags.includes(tag)),
      id,
    ).toBe(true);
  }
  for (const article of articles) expect([0.07, 0.19]).toContain(taxRateOf(article));
});

test.each([
  [0, 'winter'],
  [2, 'spring'],
  [5, 'summer'],
  [8, 'autumn'],
  [11, 'winter'],
] as const)('month %d is in %s, which has things of its own', (month, season) => {
  expect(seasonAt(Date.UTC(2026, month, 15))).toBe(season);
  const list = seasonal(6, stocked, season);
  expect(list).toHaveLength(6);
  for (const { tags } of list) expect(tags).toContain(season);
});

test('spring is the garden’s, winter that of wool and light', () => {
  const share = (season: 'spring' | 'winter', shelves: readonly string[]) => {
    const all = onShow().filter((article) => isFor(article, season));
    return all.filter(({ category }) => shelves.includes(category)).length / all.length;
  };
  expect(share('spring', ['garden'])).toBeGreaterThan(0.5);
  expect(share('winter', ['light', 'textiles'])).toBeGreaterThan(0.6);
});
