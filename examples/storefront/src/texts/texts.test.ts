import { describe, expect, test } from 'vitest';
import { articles, categories } from '../catalog/index.ts';
import { type Language, languages, preferredLanguage, textsOf } from './index.ts';
import { de as namesDe } from './names/de.ts';
import { zh as namesZh } from './names/zh.ts';

const others = languages.filter((language) => language !== 'en');

/** Every leaf of the words, by its path; functions are called with samples. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    return [1, 2].map((count) => [`${path}(${count})`, String(value(count, 'x'))]);
  }
  return Object.entries(value as object).flatMap(([key, each]) => leaves(each, `${path}.${key}`));
}

describe.each(others)('%s', (language) => {
  const texts = textsOf(language);

  test('has a text of its own for every article', () => {
    for (const article of articles) {
      const text = texts.article(article);
      expect(text, article.id).not.toBe(article);
      expect(text.details, article.id).toHaveLength(article.details.length);
      for (const each of [text.title, text.line, text.description, ...text.details]) {
        expect(each.trim(), article.id).not.toBe('');
      }
      if (language === 'zh') expect(text.description, article.id).toMatch(/\p{Script=Han}/u);
      expect(text.description, article.id).not.toBe(article.description);
    }
    expect(new Set(articles.map((article) => texts.title(article))).size).toBe(articles.length);
  });

  test('names every category, tag and make that has letters to translate', () => {
    const names = { de: namesDe, zh: namesZh }[language as Exclude<Language, 'en'>];
    for (const { id, name } of categories) expect(texts.category(id).name).not.toBe(name);
    const tags = new Set(articles.flatMap((article) => article.tags));
    expect(Object.keys(names.tags).sort()).toEqual([...tags].sort());
    const made = new Set(articles.flatMap(({ makes }) => makes.map(({ name }) => name)));
    for (const name of Object.keys(names.makes)) expect(made).toContain(name);
    for (const name of made) if (/[A-Za-z]{3}/.test(name)) expect(names.makes[name], name).toBeDefined();
  });

  test('says everything that English says', () => {
    const said = leaves(texts.words);
    expect(said.map(([path]) => path)).toEqual(leaves(textsOf('en').words).map(([path]) => path));
    for (const [path, text] of said) expect(text.trim(), path).not.toBe('');
  });
});

test('writes money, days and shares as the reader does', () => {
  const value = { amount: 123_456, currency: 'EUR' };
  expect(textsOf('en').money(value)).toBe('€1,234.56');
  expect(textsOf('de').money(value)).toBe('1.234,56\u00a0€');
  expect(textsOf('zh').money(value)).toBe('€1,234.56');
  const day = Date.UTC(2026, 2, 9);
  expect(textsOf('de').date(day)).toBe('9. März 2026');
  expect(textsOf('zh').date(day)).toBe('2026年3月9日');
  expect(textsOf('en').percent(0.07)).toBe('7%');
});

test.each([
  [null, 'en'],
  ['', 'en'],
  ['fr, es;q=0.9', 'en'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en;q=0.4, zh-CN;q=0.9', 'zh'],
  ['de;q=0, en;q=0.1', 'en'],
  ['zh;q=nonsense, de;q=0.2', 'de'],
])('a browser that says %j reads %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
