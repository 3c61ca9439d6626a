import { afterEach, expect, it } from 'vitest';
import '../languages.ts';
import { localeOf, wordOf } from './words.ts';

const further = globalThis.ArmoireWords;
afterEach(() => {
  globalThis.ArmoireWords = further;
});

it.each([
  ['de-AT', 'ab {}'],
  ['ZH-Hant', '{} 起'],
  ['en', 'from {}'],
  ['fr', 'à partir de {}'],
  ['tlh', 'from {}'],
  ['', 'from {}'],
  ['constructor', 'from {}'],
  ['e', 'from {}'],
])('has words for %j', (lang, from) => {
  expect(wordOf(lang, 'from')).toBe(from);
});

it('says everything in every language, and keeps the place of the price', () => {
  const names = ['heading', 'from', 'sold-out', 'regular', 'previous', 'next'] as const;
  const said = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'zh', 'ja', 'ar'].map((lang) =>
    names.map((name) => wordOf(lang, name)),
  );
  for (const words of said) {
    expect(new Set(words).size).toBe(names.length);
    expect(words.map((word) => word.includes('{}'))).toEqual(names.map((name) => name === 'from'));
  }
  // Each language has a line of its own: none fell back to English.
  expect(new Set(said.map((words) => words.join())).size).toBe(said.length);
});

it("takes a shop's own lines, which come before ours, and works without any", () => {
  globalThis.ArmoireWords =
    'sv|Du gillar kanske|från {}|Slutsåld|Ordinarie pris|Föregående|Nästa\nde|Auch schön|ab {}';
  expect(wordOf('sv-SE', 'sold-out')).toBe('Slutsåld');
  expect(wordOf('de', 'heading')).toBe('Auch schön');
  globalThis.ArmoireWords = undefined;
  expect([wordOf('fr', 'from'), wordOf('zh', 'from')]).toEqual(['from {}', '{} 起']);
});

it('gives Intl only what it takes', () => {
  expect(localeOf('de-at')).toBe('de-AT');
  expect(localeOf('not_a_tag!')).toBeUndefined();
  expect(localeOf('')).toBeUndefined();
});
