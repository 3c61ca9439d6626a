import { day, type Instant } from '@armoire/protocol';
import type { Goods, Order } from './goods.ts';

/** Articles of a person's past that say what they like; the latest count. */
const remembered = 80;

/** An article that a person bought, and when last. */
export type Bought = readonly [article: number, last: Instant];

/** A person at a moment: what they bought until then of articles that are known, the latest first. */
export interface Visit {
  readonly person: string;
  readonly at: Instant;
  readonly past: readonly Bought[];
}

/** Which of the articles that nobody had bought before the split are in this order? */
export interface Question extends Visit {
  /** In the catalogue by then, and new to the person. */
  readonly candidates: readonly number[];
  readonly targets: ReadonlySet<number>;
}

/** An order before the split: what was taken of what the person had not bought yet, and some of what was not. */
export interface Lesson extends Visit {
  readonly taken: readonly number[];
  readonly passed: readonly number[];
}

export interface Split {
  /** What is sold from here on for the first time is never seen in training; nobody learns from later orders. */
  readonly at: Instant;
  /** End of the questions. */
  readonly to: Instant;
}

/** What people bought, kept up from order to order. */
class Pasts {
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

/**
 * The questions after a split. A candidate was sold to somebody before the order, so that nobody can know from the
 * catalogue what the order holds; how often it was sold is kept from everybody.
 *
 * @param least candidates that make a question
 */
export function questionsOf({ firstSold, orders }: Goods, split: Split, least: number): Question[] {
  const pasts = new Pasts();
  const isKnown = (article: number) => (firstSold[article] as number) < split.at;
  const cold = firstSold.flatMap((first, article) =>
    first >= split.at && first < split.to ? [{ article, first }] : [],
  );
  const questions: Question[] = [];
  for (const order of orders) {
    if (order.at >= split.to) break;
    if (order.at >= split.at && order.person !== undefined) {
      const own = pasts.of(order.person);
      const open = cold.filter(({ article, first }) => first < order.at && !own.has(article));
      const candidates = open.map(({ article }) => article);
      const targets = new Set(candidates.filter((article) => order.bought.includes(article)));
      const { person, at } = order;
      if (targets.size > 0 && candidates.length >= least)
        questions.push({ person, at, past: pasts.latest(person, isKnown), candidates, targets });
    }
    pasts.add(order);
  }
  return questions;
}

/** Time after its last sale for which an article counts as still on sale. */
const stale = 60 * day;

/**
 * The orders before a split as lessons.
 *
 * @param passed how many of the articles on sale that were not taken a lesson tells of
 * @param draw a whole number from 0 to below n
 */
export function* lessonsOf(
  { products, orders }: Goods,
  { at: end }: Split,
  passed: number,
  draw: (n: number) => number,
): Generator<Lesson> {
  const pasts = new Pasts();
  const lastSold = products.map(() => Number.NEGATIVE_INFINITY);
  const sold: number[] = [];
  for (const order of orders) {
    if (order.at >= end) return;
    const { person, at, bought } = order;
    if (person !== undefined && sold.length > 0) {
      const own = pasts.of(person);
      const taken = bought.filter(
        (article) => lastSold[article] !== Number.NEGATIVE_INFINITY && !own.has(article),
      );
      const others: number[] = [];
      for (let tries = 0; others.length < passed && tries < 3 * passed; tries++) {
        const article = sold[draw(sold.length)] as number;
        const onSale = at - (lastSold[article] as number) < stale;
        if (onSale && !own.has(article) && !bought.includes(article)) others.push(article);
      }
      if (taken.length > 0)
        yield { person, at, past: pasts.latest(person, () => true), taken, passed: others };
    }
    pasts.add(order);
    for (const article of bought) {
      if (lastSold[article] === Number.NEGATIVE_INFINITY) sold.push(article);
      lastSold[article] = at;
    }
  }
}
