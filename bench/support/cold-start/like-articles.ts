import type { SimilarArticle } from '@armoire/core';
import type { Texts } from './texts.ts';

/** What says which articles are like one another. */
export interface Readings {
  /** Words that weigh their rarity. */
  readonly words: Texts;
  /** Hashed n-grams, as the engine has them. */
  readonly ngrams: Texts;
}

export interface Likeness {
  /** How many articles are told of that are nearest by words, and by n-grams; 8 at most each. */
  readonly words: number;
  readonly ngrams: number;
  /** 1 − cos at which an article says 1/e of another. */
  readonly length: number;
}

interface Near {
  readonly id: string;
  readonly cosine: number;
}

/** Most neighbours that are kept by each reading. */
const most = 8;
/** Articles that are less similar say nothing. */
const least = 0.01;

/** Which of the known articles have texts like that of another, similarity exp(−(1 − cos)/length) as in core. */
export class LikeArticles {
  readonly #known: readonly number[];
  readonly #readings: Readings;
  readonly #near = new Map<string, readonly Near[]>();

  constructor(known: readonly number[], readings: Readings) {
    this.#known = known;
    this.#readings = readings;
  }

  /** An article that is near by both readings is named twice, and counts twice. */
  of({ words, ngrams, length }: Likeness): (id: string) => readonly SimilarArticle[] {
    const found = new Map<string, readonly SimilarArticle[]>();
    return (id) => {
      const like =
        found.get(id) ??
        [...this.#nearest('words', id).slice(0, words), ...this.#nearest('ngrams', id).slice(0, ngrams)]
          .map((near) => ({ id: near.id, similarity: Math.exp(-Math.max(1 - near.cosine, 0) / length) }))
          .filter(({ similarity }) => similarity >= least);
      found.set(id, like);
      return like;
    };
  }

  #nearest(by: keyof Readings, id: string): readonly Near[] {
    const key = `${by}/${id}`;
    const had = this.#near.get(key);
    if (had !== undefined) return had;
    const row = this.#readings[by].row(Number(id));
    const near = this.#known
      .filter((other) => other !== Number(id))
      .map((other) => ({ id: String(other), cosine: row[other] as number }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, most);
    this.#near.set(key, near);
    return near;
  }
}
