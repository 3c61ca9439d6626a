import { expect, it } from 'vitest';
import { localeOf, wordsOf } from './words.ts';

it.each([
  ['de-AT', 'ab {}'],
  ['ZH-Hant', '{} 起'],
  ['en', 'from {}'],
  ['fr', 'from {}'],
  ['', 'from {}'],
  ['constructor', 'from {}'],
])('has words for %j', (lang, from) => {
  expect(wordsOf(lang).from).toBe(from);
});

it('gives Intl only what it takes', () => {
  expect(localeOf('de-at')).toBe('de-AT');
  expect(localeOf('not_a_tag!')).toBeUndefined();
  expect(localeOf('')).toBeUndefined();
});
