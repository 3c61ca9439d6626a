import { day, type Instant } from '@armoire/protocol';
import { Assortment } from './assortment.ts';
import type { Goods, Order } from './goods.ts';
import { type Bought, Pasts } from './pasts.ts';

/** Articles that a lesson of known articles tells of: so many that were taken, and so many that were not. */
const told = 20;
/** Articles that a lesson of new articles tells of at most that were not taken. */
const most = 200;

/** A person at a moment: what they bought until then of articles that are known, the latest first. */
export interface Visit {
  readonly person: string;
  readonly at: Instant;
  readonly past: readonly Bought[];
}

/** Articles that are to be ranked for a person. */
export interface Choice extends Visit {
  readonly candidates: readonly number[];
}

/** Which of the new articles are in this order? Candidates are in the catalogue by then, and new to the person. */
export interface Question extends Choice {
  readonly targets: ReadonlySet<number>;
}

/** What an order took of what the person had not bought yet, and what it passed by. */
export interface Lesson extends Visit {
  readonly taken: readonly number[];
  readonly passed: readonly number[];
}

/** Questions are asked from the one time to the other. */
export interface Split {
  readonly at: Instant;
  readonly to: Instant;
}

/** Which articles are asked about, and which are learned of, by when they were first sold. */
export interface Newness {
  isNew(firstSold: Instant, at: Instant): boolean;
  /** Whether anybody ever learns that such an article was sold. */
  isKnown(firstSold: Instant): boolean;
  /** What lessons tell of: some of what is known, or all that is new and known. */
  readonly lessons: 'known' | 'new';
}

/** An article is new that was never sold before the split, and of its sales nobody ever learns. */
export function neverSoldBefore(split: Split): Newness {
  return {
    isNew: (firstSold) => firstSold >= split.at,
    isKnown: (firstSold) => firstSold < split.at,
    lessons: 'known',
  };
}

/** An article is new for so many days, and its sales are known as all others are. */
export function newFor(days: number): Newness {
  return {
    isNew: (firstSold, at) => at - firstSold < days * day,
    isKnown: () => true,
    lessons: 'new',
  };
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
 * A shop's days from its first to the end of the questions, which begin at the split. A new article is a candidate
 * once it was sold to somebody, so that nobody can know from the catalogue what an order holds; one that is not known
 * is in no order, lesson or past.
 */
export function* daysOf(
  goods: Goods,
  split: Split,
  newness: Newness,
  { least, every, draw }: DayOptions,
): Generator<Day> {
  const firstSold = (article: number) => goods.firstSold[article] as number;
  const isKnown = (article: number) => newness.isKnown(firstSold(article));
  const newAt = (at: Instant) =>
    [...goods.firstSold.keys()].filter((i) => firstSold(i) < at && newness.isNew(firstSold(i), at));
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
        const visit = { person, at, past: pasts.latest(person, isKnown) };
        const isFirst = (article: number) => !own.has(article);
        const candidates = newAt(at).filter(isFirst);
        if (at >= split.at) {
          const targets = new Set(candidates.filter((article) => order.bought.includes(article)));
          if (targets.size > 0 && candidates.length >= least && asked++ % every.question === 0)
            today.questions.push({ ...visit, candidates, targets });
        }
        const isPassed = (article: number) => isFirst(article) && !bought.includes(article);
        const { taken, passed } =
          newness.lessons === 'new'
            ? {
                taken: candidates.filter((i) => bought.includes(i)),
                passed: some(candidates.filter(isPassed), most, draw),
              }
            : {
                taken: bought.filter((i) => assortment.has(i) && isFirst(i)).slice(0, told),
                passed: assortment.some(told, at, isPassed, draw),
              };
        if (taken.length > 0 && taught++ % every.lesson === 0)
          today.lessons.push({ ...visit, taken, passed });
      }
      pasts.add(order);
      assortment.sold(bought, at);
      today.orders.push({ ...order, bought });
    }
    yield today;
  }
}

/** So many at most, drawn evenly; one may be drawn twice. */
function some(articles: readonly number[], most: number, draw: DayOptions['draw']): readonly number[] {
  if (articles.length <= most) return articles;
  return Array.from({ length: most }, () => articles[draw(articles.length)] as number);
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
