import { formatMoney, type Money } from '@armoire/protocol';
import { type Article, type Axis, type CategoryId, categories } from '../catalog/index.ts';
import { de as articlesDe } from './articles/de/index.ts';
import { zh as articlesZh } from './articles/zh/index.ts';
import { de as namesDe } from './names/de.ts';
import type { Names } from './names/names.ts';
import { zh as namesZh } from './names/zh.ts';
import type { ArticleText, Language } from './text.ts';
import { de } from './words/de.ts';
import { en, type Words } from './words/en.ts';
import { zh } from './words/zh.ts';

export { type ArticleText, isLanguage, type Language, languages, preferredLanguage } from './text.ts';
export type { Trouble, Words } from './words/en.ts';

interface Tongue {
  readonly words: Words;
  /** Absent in the language in which the catalogue is written. */
  readonly articles?: Readonly<Record<string, ArticleText>>;
  readonly names?: Names;
}

const tongues: Readonly<Record<Language, Tongue>> = {
  en: { words: en },
  de: { words: de, articles: articlesDe, names: namesDe },
  zh: { words: zh, articles: articlesZh, names: namesZh },
};

/** The shop in one language: its words, its articles, its way to write money and days. */
export class Texts {
  readonly language: Language;
  readonly words: Words;
  readonly #articles: Tongue['articles'];
  readonly #names: Names | undefined;
  readonly #date: Intl.DateTimeFormat;
  readonly #percent: Intl.NumberFormat;
  readonly #number: Intl.NumberFormat;

  constructor(language: Language) {
    const { words, articles, names } = tongues[language];
    this.language = language;
    this.words = words;
    this.#articles = articles;
    this.#names = names;
    this.#date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    this.#number = new Intl.NumberFormat(language);
    this.#percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  }

  /** What is written about an article. */
  article(article: Article): ArticleText {
    return this.#articles?.[article.id] ?? article;
  }

  title(article: Article): string {
    return this.article(article).title;
  }

  category = (id: CategoryId): { readonly name: string; readonly line: string } => {
    const own = categories.find((category) => category.id === id);
    return this.#names?.categories[id] ?? { name: own?.name ?? id, line: own?.line ?? '' };
  };

  make = (name: string): string => this.#names?.makes[name] ?? name;

  axis = (axis: Axis): string => this.#names?.axes[axis] ?? axis;

  tag = (tag: string): string => this.#names?.tags[tag] ?? tag;

  /** Money as the reader writes it, and as the widget does. */
  money = (value: Money): string => formatMoney(value, this.language);

  date = (at: number): string => this.#date.format(at);

  number = (value: number): string => this.#number.format(value);

  percent = (share: number): string => this.#percent.format(share);
}

const made = new Map<Language, Texts>();

/** The texts of a language, made once. */
export function textsOf(language: Language): Texts {
  const texts = made.get(language) ?? new Texts(language);
  made.set(language, texts);
  return texts;
}
