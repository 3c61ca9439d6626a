import {
  type Described,
  effectsThompson,
  nearestByText,
  type Policy,
  type SimilarArticle,
  Sums,
  seededRng,
} from '@armoire/core';
import { type Features, featuresOf } from './features.ts';
import type { Goods } from './goods.ts';
import { type Lesson, lessonsOf, type Question, type Split } from './questions.ts';
import type { TextSetting } from './text-neighbours.ts';
import type { Texts } from './texts.ts';

export interface EffectsSetting {
  readonly texts: Texts;
  /** 1 − cos at which an article says 1/e of another. */
  readonly length: number;
  /** Deviations of the effects of a category, of a place among the texts, and of an article alone, in those of a reward. */
  readonly category: number;
  readonly text: number;
  readonly own: number;
}

/** Articles that were not taken, of which a lesson tells; of those that were taken it tells of no more. */
const told = 20;
/** Articles with like texts that an article is judged by. */
const neighbours = 50;
/** An article that there is not: it has no effect. */
const nobody = '';

/** @param every one of so many orders is learned from */
export function lessonsBefore(goods: Goods, split: Split, every: number): Lesson[] {
  const rng = seededRng(1, 'cold start');
  const draw = (n: number) => Math.floor(rng.next() * n);
  return [...lessonsOf(goods, split, told, draw)].filter((_, i) => i % every === 0);
}

/** The effects policy of core, taught what people took, reward 1, and what they did not, reward 0. */
export class TaughtEffects {
  readonly #goods: Goods;
  readonly #split: Split;
  readonly #features: Features;
  readonly #sums: Sums;
  readonly #asked = new Map<Question, number[][]>();
  readonly #near = new Map<string, Map<string, readonly SimilarArticle[]>>();

  /** @param near how nearness of texts to a person's past is measured */
  constructor(goods: Goods, split: Split, lessons: readonly Lesson[], near: TextSetting) {
    this.#goods = goods;
    this.#split = split;
    this.#features = featuresOf(goods, near, lessons);
    const { state } = this.#policy(() => []);
    this.#sums = new Sums(state.sums);
    for (const lesson of lessons) {
      const taken = lesson.taken.slice(0, told);
      const articles = [...taken, ...lesson.passed];
      const ones = this.#features.of(lesson, articles);
      for (const [i, article] of articles.entries()) {
        const features = this.#row(ones[i] ?? []);
        const seen = { action: String(article), features, propensity: 1, at: lesson.at };
        this.#sums.merge(state.contribution({ ...seen, value: i < taken.length ? 1 : 0 }, () => 0));
      }
    }
  }

  /**
   * What the policy expects of the candidates of a question. Nothing is learned any more, so that each weight and each
   * article's effect is asked of the policy once: what it expects is their sum.
   */
  scores({ texts, length, ...spread }: EffectsSetting): (question: Question) => Float64Array {
    const policy = this.#policy(this.#similar(texts, length), spread);
    const expected = (id: string, ones: readonly number[]): number => {
      const action = { id, features: this.#row(ones) };
      const context = { values: {}, schema: 'bench' };
      const rng = seededRng(1, 'policy');
      return (
        policy.estimate?.({ context, actions: [action], state: this.#sums, at: this.#split.at, rng }, 0)
          .mean ?? 0
      );
    };
    const weights = Float64Array.from({ length: this.#features.width }, (_, i) => expected(nobody, [i]));
    const effects = new Map<number, number>();
    const effectOf = (article: number): number => {
      const effect = effects.get(article) ?? expected(String(article), []);
      effects.set(article, effect);
      return effect;
    };
    return (question) => {
      const ones = this.#asked.get(question) ?? this.#features.of(question, question.candidates);
      this.#asked.set(question, ones);
      return Float64Array.from(question.candidates, (article, i) =>
        (ones[i] ?? []).reduce((sum, one) => sum + (weights[one] as number), effectOf(article)),
      );
    };
  }

  #row(ones: readonly number[]): Float64Array {
    const row = new Float64Array(this.#features.width);
    for (const one of ones) row[one] = 1;
    return row;
  }

  /** Which of the articles that were sold before the split have texts like that of another; found once for each. */
  #similar(texts: Texts, length: number): (id: string) => readonly SimilarArticle[] {
    const space = `${texts.name}/${length}`;
    const found = this.#near.get(space) ?? new Map<string, readonly SimilarArticle[]>();
    this.#near.set(space, found);
    const known = this.#goods.firstSold.flatMap((first, article): Described[] =>
      first < this.#split.at ? [{ id: String(article), embedding: texts.vector(article) }] : [],
    );
    return (id) => {
      if (id === nobody) return [];
      const near =
        found.get(id) ??
        nearestByText({ id, embedding: texts.vector(Number(id)) }, known, { length, count: neighbours });
      found.set(id, near);
      return near;
    };
  }

  #policy(
    similar: (id: string) => readonly SimilarArticle[],
    spread: Partial<Pick<EffectsSetting, 'category' | 'text' | 'own'>> = {},
  ): Policy {
    return effectsThompson({
      width: this.#features.width,
      category: (id) => this.#goods.products[Number(id)]?.categories.at(-1),
      neighbours: similar,
      spread,
    });
  }
}
