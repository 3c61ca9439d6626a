import { type Article, onShow } from '../catalog/index.ts';
import { type Language, languages, type Texts, textsOf } from '../texts/index.ts';
import { forgiven, queryOf, slips, wordsOf } from './words.ts';

/** One field of an article: its words, and how much a word that is found there counts. */
interface Field {
  readonly words: readonly string[];
  readonly weight: number;
}

interface Entry {
  readonly article: Article;
  readonly fields: readonly Field[];
}

export interface Found {
  /** Best first. */
  readonly articles: readonly Article[];
  /** Whether a word had to be read as another one. */
  readonly guessed: boolean;
}

/** Shorter words begin and stand inside too many others. */
const longEnough = 4;

/** Titles count most, running text least. English is the makers' own language: it is found in every other. */
function fieldsOf(article: Article, texts: Texts): readonly Field[] {
  const spoken = texts.language === 'en' ? [texts] : [texts, textsOf('en')];
  return spoken.flatMap((each): Field[] => {
    const { title, line, description, details } = each.article(article);
    const { name } = each.category(article.category);
    const makes = article.makes.map((make) => each.make(make.name));
    return [
      { words: wordsOf(title), weight: 8 },
      { words: wordsOf(article.tags.map(each.tag).join(' ')), weight: 5 },
      { words: wordsOf(`${name} ${article.maker}`), weight: 4 },
      { words: wordsOf(makes.join(' ')), weight: 3 },
      { words: wordsOf([line, description, ...details].join(' ')), weight: 1 },
    ];
  });
}

const index = new Map<Language, readonly Entry[]>(
  languages.map((language) => [
    language,
    onShow().map((article) => ({ article, fields: fieldsOf(article, textsOf(language)) })),
  ]),
);

/** How well a word of a query is met by a word of a text: 1 when it is the same, 0 when not at all. */
function met(word: string, by: string, weight: number): number {
  if (word === by) return 1;
  const begins = weight > 1 ? word.length >= 2 : word.length >= longEnough;
  if (begins && by.startsWith(word)) return 0.8;
  return word.length >= longEnough && by.includes(word) ? 0.5 : 0;
}

/**
 * The same for a word that was mistyped: compared with whole words, and with as much of their beginning and their end,
 * since German puts the word that is meant last.
 */
function nearly(word: string, by: string): number {
  const most = forgiven(word.length);
  if (most === 0 || by.length < 3) return 0;
  const whole = slips(word, by, most);
  if (whole <= most) return 0.6 / whole;
  if (by.length <= word.length) return 0;
  const lengths = [word.length - 1, word.length, word.length + 1];
  const edges = lengths.flatMap((length) => [by.slice(0, length), by.slice(-length)]);
  const edge = Math.min(...edges.map((part) => slips(word, part, most)));
  return edge > most ? 0 : 0.4 / edge;
}

function best(entry: Entry, fit: (by: string, weight: number) => number): number {
  return Math.max(
    ...entry.fields.map(({ words, weight }) => weight * Math.max(0, ...words.map((by) => fit(by, weight)))),
  );
}

/**
 * What the shop has for a query: every word must be found. A word that is found nowhere is read as the nearest that is.
 */
export function find(query: string, language: Language): Found {
  const words = queryOf(query);
  const entries = index.get(language) ?? [];
  if (words.length === 0) return { articles: [], guessed: false };
  let guessed = false;
  const scores = words.map((word) => {
    const exact = entries.map((entry) => best(entry, (by, weight) => met(word, by, weight)));
    if (exact.some((score) => score > 0)) return exact;
    guessed = true;
    return entries.map((entry) => best(entry, (by) => nearly(word, by)));
  });
  const articles = entries
    .map(({ article }, i) => {
      const each = scores.map((score) => score[i] ?? 0);
      return { article, score: each.includes(0) ? 0 : each.reduce((sum, value) => sum + value, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ article }) => article);
  return { articles, guessed };
}
