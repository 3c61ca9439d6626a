import {
  type Action,
  type AdditiveState,
  effectsThompson,
  type Policy,
  Sums,
  seededRng,
} from '@armoire/core';
import { day } from '@armoire/protocol';
import type { Choice, Day } from './days.ts';
import type { Goods } from './goods.ts';
import { LikeArticles, type Likeness, type Readings } from './like-articles.ts';
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

/** For articles that are never learned of. */
export const effectsSettings: readonly EffectsSetting[] = likes.flatMap((like) =>
  [60, 365].flatMap((days) =>
    [0.2, 0.3].flatMap((length) => [0.03, 0.1].map((own) => ({ ...like, days, length, own }))),
  ),
);

/** For articles whose first sales are learned. */
export const learnedSettings: readonly EffectsSetting[] = [2, 4].flatMap((words) =>
  [60, 180].flatMap((days) =>
    [0.2, 0.3].flatMap((length) => [0.03, 0.1].map((own) => ({ words, ngrams: 2, days, length, own }))),
  ),
);

/** Deviations of the effects of a category, and of a place among the texts. */
const spread = { category: 0.1, text: 0.3 };

/**
 * The effects policy of core, taught what people took, reward 1, and what they did not, reward 0. It is told a constant,
 * whether the person bought anything before, and what others say of the person and the article; what it adds is how well
 * the article, and articles with such texts, sell.
 */
export class TaughtEffects implements Learner {
  readonly #goods: Goods;
  readonly #like: LikeArticles;
  readonly #told: readonly Scores[];
  readonly #state: AdditiveState;
  /** What was learned, by the days after which it counts half. */
  readonly #learned = new Map<number, Sums>();
  readonly #asked = new WeakMap<Choice, readonly Action[]>();

  /**
   * @param readings by which one article is like another
   * @param told what is said of a person and an article; it is to learn of a day after this, as of a lesson is told
   * what was known before
   * @param settings all that are going to be asked
   */
  constructor(
    goods: Goods,
    readings: Readings,
    told: readonly Scores[],
    settings: readonly EffectsSetting[],
  ) {
    this.#goods = goods;
    this.#like = new LikeArticles(readings);
    this.#told = told;
    for (const setting of settings)
      this.#learned.set(setting.days, new Sums(additive(this.#policy(setting)).sums));
    this.#state = additive(this.#policy(settings[0] as EffectsSetting));
  }

  learn(today: Day): void {
    this.#like.learn(today);
    for (const { taken, passed, ...visit } of today.lessons) {
      const actions = this.#actions({ ...visit, candidates: [...taken, ...passed] });
      for (const [i, { id, features }] of actions.entries()) {
        const value = i < taken.length ? 1 : 0;
        const seen = { action: id, features, propensity: 1, at: visit.at, value };
        for (const sums of this.#learned.values())
          sums.merge(this.#state.contribution(seen, (at) => sums.bucket(at)));
      }
    }
  }

  /** What the policy expects of candidates. */
  scores(setting: EffectsSetting): Scores {
    const policy = this.#policy(setting);
    const state = this.#learned.get(setting.days) as Sums;
    const rng = seededRng(1, 'policy');
    const context = { values: {}, schema: 'bench' };
    return (choice) => {
      const actions = this.#asked.get(choice) ?? this.#actions(choice);
      this.#asked.set(choice, actions);
      const input = { context, actions, state, at: choice.at, rng };
      return policy.means?.(input) ?? new Float64Array(actions.length);
    };
  }

  #actions(choice: Choice): readonly Action[] {
    const known = choice.past.length > 0 ? 1 : 0;
    const told = this.#told.map((scores) => scores(choice));
    return choice.candidates.map((article, i) => ({
      id: String(article),
      features: Float64Array.of(1, known, ...told.map((values) => values[i] as number)),
    }));
  }

  #policy({ days, own, ...likeness }: EffectsSetting): Policy {
    return effectsThompson({
      width: 2 + this.#told.length,
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

/** The roots of scores: of two articles as near the second says less. */
export function roots(scores: Scores): Scores {
  return (choice) => Float64Array.from(scores(choice), Math.sqrt);
}

/** Scores in relation to the mean of those that one chooses from. */
export function relative(scores: Scores): Scores {
  return (choice) => {
    const values = Float64Array.from(scores(choice));
    const mean = values.reduce((a, b) => a + b, 0) / values.length || 1;
    return values.map((value) => value / mean);
  };
}
