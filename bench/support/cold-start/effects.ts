import {
  type Described,
  effectsThompson,
  nearestByText,
  type Policy,
  type SimilarArticle,
  Sums,
  seededRng,
} from '@armoire/core';
import type { Goods } from './goods.ts';
import { type Lesson, lessonsOf, type Question, type Split, type Visit } from './questions.ts';
import { type TextSetting, textNeighbours } from './text-neighbours.ts';
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
/** Articles with like texts that an article is judged by: as many as the engine tells a policy of. */
const neighbours = 8;
/** A constant; whether the person bought anything before; and how near the article is to that. */
const width = 3;
/** An article that there is not: it has no effect. */
const nobody = '';

/** @param every one of so many orders is learned from */
export function lessonsBefore(goods: Goods, split: Split, every: number): Lesson[] {
  const rng = seededRng(1, 'cold start');
  const draw = (n: number) => Math.floor(rng.next() * n);
  return [...lessonsOf(goods, split, told, draw)].filter((_, i) => i % every === 0);
}

/**
 * The effects policy of core, taught what people took, reward 1, and what they did not, reward 0. Of a person and an
 * article it is told the very score that the text neighbours rank by: what it adds is how well articles with such texts
 * sell.
 */
export class TaughtEffects {
  readonly #goods: Goods;
  readonly #split: Split;
  readonly #near: (question: Question) => Float64Array;
  readonly #sums: Sums;
  readonly #asked = new Map<Question, Float64Array[]>();
  readonly #similar = new Map<string, Map<string, readonly SimilarArticle[]>>();

  /** @param near how nearness of texts to a person's past is measured */
  constructor(goods: Goods, split: Split, lessons: readonly Lesson[], near: TextSetting) {
    this.#goods = goods;
    this.#split = split;
    this.#near = textNeighbours(near, ({ candidates }) => new Float64Array(candidates.length));
    const { state } = this.#policy(() => []);
    this.#sums = new Sums(state.sums);
    for (const lesson of lessons) {
      const taken = lesson.taken.slice(0, told);
      const articles = [...taken, ...lesson.passed];
      const rows = this.#rows(lesson, articles);
      for (const [i, article] of articles.entries()) {
        const features = rows[i] as Float64Array;
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
    const policy = this.#policy(this.#similarTo(texts, length), spread);
    const expected = (id: string, features: Float64Array): number => {
      const action = { id, features };
      const context = { values: {}, schema: 'bench' };
      const rng = seededRng(1, 'policy');
      return (
        policy.estimate?.({ context, actions: [action], state: this.#sums, at: this.#split.at, rng }, 0)
          .mean ?? 0
      );
    };
    const nothing = new Float64Array(width);
    const weights = nothing.map((_, i) => expected(nobody, nothing.with(i, 1)));
    const effects = new Map<number, number>();
    const effectOf = (article: number): number => {
      const effect = effects.get(article) ?? expected(String(article), nothing);
      effects.set(article, effect);
      return effect;
    };
    return (question) => {
      const rows = this.#asked.get(question) ?? this.#rows(question, question.candidates);
      this.#asked.set(question, rows);
      return Float64Array.from(question.candidates, (article, i) =>
        weights.reduce((sum, weight, j) => sum + weight * (rows[i]?.[j] as number), effectOf(article)),
      );
    };
  }

  #rows(visit: Visit, candidates: readonly number[]): Float64Array[] {
    const known = visit.past.length > 0 ? 1 : 0;
    const near = this.#near({ ...visit, candidates, targets: new Set() });
    return Array.from(near, (score) => Float64Array.of(1, known, score));
  }

  /** Which of the articles that were sold before the split have texts like that of another; found once for each. */
  #similarTo(texts: Texts, length: number): (id: string) => readonly SimilarArticle[] {
    const space = `${texts.name}/${length}`;
    const found = this.#similar.get(space) ?? new Map<string, readonly SimilarArticle[]>();
    this.#similar.set(space, found);
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
      width,
      category: (id) => this.#goods.products[Number(id)]?.categories.at(-1),
      neighbours: similar,
      spread,
    });
  }
}
