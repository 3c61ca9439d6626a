import { day, type Instant } from '@armoire/protocol';
import { Assortment } from './assortment.ts';
import type { Goods, Order } from './goods.ts';
import { type Bought, Pasts } from './pasts.ts';

/** Articles that a lesson tells of: so many that were taken, and so many that were not. */
const told = 20;

/** A person at a moment: what they bought until then of articles that are known, the latest first. */
export interface Visit {
  readonly person: string;
  readonly at: Instant;
  readonly past: readonly Bought[];
}

/** Which of the cold articles are in this order? */
export interface Question extends Visit {
  /** In the catalogue by then, and new to the person. */
  readonly candidates: readonly number[];
  readonly targets: ReadonlySet<number>;
}

/** An order of known articles: what was taken of what the person had not bought yet, and some of what was not. */
export interface Lesson extends Visit {
  readonly taken: readonly number[];
  readonly passed: readonly number[];
}

export interface Split {
  /** An article that is sold from here on for the first time is cold: nobody ever learns of its sales. */
  readonly at: Instant;
  /** Questions are asked until then. */
  readonly to: Instant;
}

/** What a day asks, and what it has taught when it is over. */
export interface Day {
  readonly questions: readonly Question[];
  /** Orders of known articles, whoever made them. */
  readonly orders: readonly Order[];
  readonly lessons: readonly Lesson[];
}

export interface DayOptions {
  /** Candidates that make a question. */
  readonly least: number;
  /** Of so many questions, and of so many lessons, there is one. */
  readonly every: { readonly question: number; readonly lesson: number };
  /** A whole number from 0 to below n. */
  draw(n: number): number;
}

/**
 * A shop's days from its first to the end of the questions, which begin at the split. A cold article is a candidate
 * once it was sold to somebody, so that nobody can know from the catalogue what an order holds; that it was sold is in
 * no order, lesson or past.
 */
export function* daysOf(goods: Goods, split: Split, { least, every, draw }: DayOptions): Generator<Day> {
  const isKnown = (article: number) => (goods.firstSold[article] as number) < split.at;
  const cold = [...goods.firstSold.keys()].filter((article) => !isKnown(article));
  const pasts = new Pasts();
  const assortment = new Assortment();
  let asked = 0;
  let taught = 0;
  for (const orders of byDay(goods.orders, split.to)) {
    const today = { questions: [] as Question[], orders: [] as Order[], lessons: [] as Lesson[] };
    for (const order of orders) {
      const { person, at } = order;
      const bought = order.bought.filter(isKnown);
      if (person !== undefined) {
        const own = pasts.of(person);
        const past = pasts.latest(person, isKnown);
        const isNew = (article: number) => !own.has(article);
        if (at >= split.at) {
          const candidates = cold.filter(
            (article) => (goods.firstSold[article] as number) < at && isNew(article),
          );
          const targets = new Set(candidates.filter((article) => order.bought.includes(article)));
          if (targets.size > 0 && candidates.length >= least && asked++ % every.question === 0)
            today.questions.push({ person, at, past, candidates, targets });
        }
        const taken = bought.filter((article) => assortment.has(article) && isNew(article));
        const isPassed = (article: number) => isNew(article) && !bought.includes(article);
        const passed = assortment.some(told, at, isPassed, draw);
        if (taken.length > 0 && taught++ % every.lesson === 0)
          today.lessons.push({ person, at, past, taken: taken.slice(0, told), passed });
      }
      pasts.add(order);
      assortment.sold(bought, at);
      today.orders.push({ ...order, bought });
    }
    yield today;
  }
}

function* byDay(orders: readonly Order[], to: Instant): Generator<readonly Order[]> {
  let today: Order[] = [];
  for (const order of orders) {
    if (order.at >= to) break;
    if (Math.floor(order.at / day) !== Math.floor((today[0]?.at ?? order.at) / day)) {
      yield today;
      today = [];
    }
    today.push(order);
  }
  if (today.length > 0) yield today;
}
