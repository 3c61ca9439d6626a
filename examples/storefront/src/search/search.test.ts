import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articles, onShow } from '../catalog/index.ts';
import { languages, textsOf } from '../texts/index.ts';
import { find } from './index.ts';
import { slips } from './words.ts';

const ids = (query: string, language: (typeof languages)[number] = 'en') =>
  find(query, language).articles.map(({ id }) => id);

test('finds by title, tag, maker, colour and text, the best first', () => {
  expect(ids('teapot')[0]).toBe('afternoon-teapot');
  expect(ids('tea')).toContain('pebble-mug');
  expect(ids('tea')[0]).toBe('house-tea');
  expect(ids('Norrby')).toHaveLength(4);
  expect(ids('plum wool')).toContain('fell-throw');
  expect(ids('organ builder')).toEqual(['whistle-kettle']);
});

test('wants every word, and shows nothing that is hidden', () => {
  expect(ids('teapot wool')).toEqual([]);
  expect(ids('wedding')).toEqual([]);
  for (const nothing of ['', ' ', '!?', '\u0000']) expect(ids(nothing)).toEqual([]);
});

test.each([
  ['lantren', 'storm-lantern'],
  ['skilet', 'harrow-skillet'],
  ['notbook', 'day-notebook'],
  ['candels', 'dinner-candles'],
  ['caserole', 'ember-casserole'],
  ['hony', 'heather-honey'],
])('forgives %s', (typed, meant) => {
  expect(ids(typed)).toContain(meant);
  expect(find(typed, 'en').guessed).toBe(true);
});

test('reads a word as it stands where it is found', () => {
  expect(find('lamp', 'en').guessed).toBe(false);
  expect(ids('lamp')).not.toContain('hand-trowel');
});

test.each([
  ['de', 'Kerze', 'beeswax-tapers'],
  ['de', 'bräter', 'ember-casserole'],
  ['de', 'Braeter', undefined],
  ['de', 'Wolldekce', 'fell-throw'],
  ['de', 'kertzen', 'dinner-candles'],
  ['de', 'skillet', 'harrow-skillet'],
  ['zh', '蜡烛', 'beeswax-tapers'],
  ['zh', '羊毛毯', 'fell-throw'],
  ['zh', '茶', 'house-tea'],
  ['zh', 'teapot', 'afternoon-teapot'],
] as const)('in %s %s finds %s', (language, query, id) => {
  if (id === undefined) expect(ids(query, language)).not.toContain('harrow-skillet');
  else expect(ids(query, language)).toContain(id);
});

describe.each(languages)('in %s', (language) => {
  test('every article is found by its own title', () => {
    const texts = textsOf(language);
    for (const article of onShow()) expect(ids(texts.title(article), language)).toContain(article.id);
  });
});

test('bears any query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => {
      for (const { hidden } of find(query, 'zh').articles) expect(hidden).not.toBe(true);
    }),
    { numRuns: 40 },
  );
  expect(articles.some(({ hidden }) => hidden)).toBe(true);
});

describe('slips', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

  test('are none between equal words, the same both ways, and at least the difference in length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = slips(a, b, 9);
        expect(distance === 0).toBe(a === b);
        expect(slips(b, a, 9)).toBe(distance);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(slips(a, b, 2)).toBe(Math.min(distance, 3));
      }),
    );
  });

  test('count a swap of neighbours once', () => {
    expect(slips('lantren', 'lantern', 3)).toBe(1);
    expect(slips('ab', 'ba', 3)).toBe(1);
    expect(slips('kitten', 'sitting', 5)).toBe(3);
  });
});
