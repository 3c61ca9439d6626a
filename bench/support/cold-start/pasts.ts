import type { Instant } from '@armoire/protocol';
import type { Order } from './goods.ts';

/** Articles of a person's past that say what they like; the latest count. */
const remembered = 80;

/** An article that a person bought, and when last. */
export type Bought = readonly [article: number, last: Instant];

/** What people bought, kept up from order to order. */
export class Pasts {
  readonly #bought = new Map<string, Map<number, Instant>>();

  of(person: string): ReadonlyMap<number, Instant> {
    return this.#bought.get(person) ?? new Map();
  }

  latest(person: string, known: (article: number) => boolean): Bought[] {
    return [...this.of(person)]
      .reverse()
      .filter(([article]) => known(article))
      .slice(0, remembered);
  }

  add({ person, at, bought }: Order): void {
    if (person === undefined) return;
    const own = this.#bought.get(person) ?? new Map<number, Instant>();
    this.#bought.set(person, own);
    for (const article of bought) {
      own.delete(article);
      own.set(article, at);
    }
  }
}
