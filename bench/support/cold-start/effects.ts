import {
  type Action,
  type AdditiveState,
  effectsThompson,
  type Policy,
  Sums,
  seededRng,
} from '@armoire/core';
import { day } from '@armoire/protocol';
import type { Day, Question, Split, Visit } from './days.ts';
import type { Goods } from './goods.ts';
import { LikeArticles, type Likeness, type Readings } from './like-articles.ts';
import { type TextSetting, textNeighbours } from './text-neighbours.ts';
import type { Learner, Scores } from './walk.ts';

export interface EffectsSetting extends Likeness {
  /** After how many days a lesson counts half. */
  readonly days: number;
  /** Deviation of the effect of an article alone, in those of a reward. */
  readonly own: number;
}

/** Articles with like texts as the engine tells of them, nearest by words, and by both. */
const likes = [
  { words: 0, ngrams: 8 },
  { words: 4, ngrams: 0 },
  { words: 4, ngrams: 2 },
];

export const effectsSettings: readonly EffectsSetting[] = likes.flatMap((like) =>
  [60, 365].flatMap((days) =>
    [0.2, 0.3].flatMap((length) => [0.03, 0.1].map((own) => ({ ...like, days, length, own }))),
  ),
);

/** Deviations of the effects of a category, and of a place among the texts. */
const spread = { category: 0.1, text: 0.3 };
/** A constant; whether the person bought anything before; and the root of how near the article is to that. */
const width = 3;

/**
 * The effects policy of core, taught what people took, reward 1, and what they did not, reward 0. Of a person and an
 * article it is told the very score that the text neighbours rank by, as its root, since of two articles as near the
 * second says less; what it adds is how well articles with such texts sell.
 */
export class TaughtEffects implements Learner {
  readonly #goods: Goods;
  readonly #like: LikeArticles;
  readonly #near: Scores;
  readonly #state: AdditiveState;
  /** What was learned, by the days after which it counts half. */
  readonly #learned = new Map<number, Sums>();
  readonly #asked = new WeakMap<Question, readonly Action[]>();

  /**
   * @param readings by which one article is like another
   * @param near how nearness of texts to a person's past is measured
   * @param settings all that are going to be asked
   */
  constructor(
    goods: Goods,
    split: Split,
    readings: Readings,
    near: TextSetting,
    settings: readonly EffectsSetting[],
  ) {
    this.#goods = goods;
    const known = [...goods.firstSold.keys()].filter((i) => (goods.firstSold[i] as number) < split.at);
    this.#like = new LikeArticles(known, readings);
    this.#near = textNeighbours(near, ({ candidates }) => new Float64Array(candidates.length));
    for (const setting of settings)
      this.#learned.set(setting.days, new Sums(additive(this.#policy(setting)).sums));
    this.#state = additive(this.#policy(settings[0] as EffectsSetting));
  }

  learn({ lessons }: Day): void {
    for (const { taken, passed, ...visit } of lessons) {
      for (const [i, { id, features }] of this.#actions(visit, [...taken, ...passed]).entries()) {
        const value = i < taken.length ? 1 : 0;
        const seen = { action: id, features, propensity: 1, at: visit.at, value };
        for (const sums of this.#learned.values())
          sums.merge(this.#state.contribution(seen, (at) => sums.bucket(at)));
      }
    }
  }

  /** What the policy expects of the candidates of a question. */
  scores(setting: EffectsSetting): Scores {
    const policy = this.#policy(setting);
    const state = this.#learned.get(setting.days) as Sums;
    const rng = seededRng(1, 'policy');
    const context = { values: {}, schema: 'bench' };
    return (question) => {
      const actions = this.#asked.get(question) ?? this.#actions(question, question.candidates);
      this.#asked.set(question, actions);
      const input = { context, actions, state, at: question.at, rng };
      return policy.means?.(input) ?? new Float64Array(actions.length);
    };
  }

  #actions(visit: Visit, articles: readonly number[]): readonly Action[] {
    const known = visit.past.length > 0 ? 1 : 0;
    const near = this.#near({ ...visit, candidates: articles, targets: new Set() });
    return articles.map((article, i) => ({
      id: String(article),
      features: Float64Array.of(1, known, Math.sqrt(near[i] as number)),
    }));
  }

  #policy({ days, own, ...likeness }: EffectsSetting): Policy {
    return effectsThompson({
      width,
      halfLife: days * day,
      category: (id) => this.#goods.products[Number(id)]?.categories.at(-1),
      neighbours: this.#like.of(likeness),
      spread: { ...spread, own },
    });
  }
}

function additive({ state }: Policy): AdditiveState {
  if (state.kind !== 'additive') throw new TypeError('the effects policy keeps sums');
  return state;
}
