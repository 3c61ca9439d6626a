import { day, type Instant } from '@armoire/protocol';

/** Time after its last sale for which an article counts as still on sale. */
const stale = 60 * day;

/** The articles that were sold so far, each with its last sale. */
export class Assortment {
  readonly #last = new Map<number, Instant>();
  readonly #articles: number[] = [];

  has(article: number): boolean {
    return this.#last.has(article);
  }

  sold(articles: readonly number[], at: Instant): void {
    for (const article of articles) {
      if (!this.#last.has(article)) this.#articles.push(article);
      this.#last.set(article, at);
    }
  }

  /**
   * Some of what is on sale, drawn evenly; fewer where it is hard to find.
   *
   * @param draw a whole number from 0 to below n
   */
  some(
    count: number,
    at: Instant,
    may: (article: number) => boolean,
    draw: (n: number) => number,
  ): readonly number[] {
    const found: number[] = [];
    for (let tries = 0; this.#articles.length > 0 && found.length < count && tries < 3 * count; tries++) {
      const article = this.#articles[draw(this.#articles.length)] as number;
      if (at - (this.#last.get(article) as Instant) < stale && may(article)) found.push(article);
    }
    return found;
  }
}
