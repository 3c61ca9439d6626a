import type { SimilarArticle } from '@armoire/core';
import type { Day } from './days.ts';
import type { Texts } from './texts.ts';
import type { Learner } from './walk.ts';

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
export class LikeArticles implements Learner {
  readonly #known = new Set<number>();
  readonly #readings: Readings;
  /** For what is known now. */
  readonly #near = new Map<string, readonly Near[]>();
  readonly #like = new Map<string, readonly SimilarArticle[]>();

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  /** What was sold may say something of others. */
  learn({ orders }: Day): void {
    const before = this.#known.size;
    for (const { bought } of orders) for (const article of bought) this.#known.add(article);
    if (this.#known.size === before) return;
    this.#near.clear();
    this.#like.clear();
  }

  /** An article that is near by both readings is named twice, and counts twice. */
  of({ words, ngrams, length }: Likeness): (id: string) => readonly SimilarArticle[] {
    return (id) => {
      const key = [words, ngrams, length, id].join('/');
      const like =
        this.#like.get(key) ??
        [...this.#nearest('words', id).slice(0, words), ...this.#nearest('ngrams', id).slice(0, ngrams)]
          .map((near) => ({ id: near.id, similarity: Math.exp(-Math.max(1 - near.cosine, 0) / length) }))
          .filter(({ similarity }) => similarity >= least);
      this.#like.set(key, like);
      return like;
    };
  }

  #nearest(by: keyof Readings, id: string): readonly Near[] {
    const key = `${by}/${id}`;
    const had = this.#near.get(key);
    if (had !== undefined) return had;
    const row = this.#readings[by].row(Number(id));
    const near: Near[] = [];
    for (const other of this.#known) {
      const cosine = row[other] as number;
      if (other === Number(id) || (near.length === most && cosine <= (near[most - 1] as Near).cosine))
        continue;
      near.push({ id: String(other), cosine });
      near.sort((a, b) => b.cosine - a.cosine).splice(most);
    }
    this.#near.set(key, near);
    return near;
  }
}
