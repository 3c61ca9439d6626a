import { seededRng } from '@armoire/core';
import { hashedNgrams } from '@armoire/inference';
import { Hits, pairedDifference } from '../hits.ts';
import type { History } from '../orders.ts';
import { atLeast, type Bar, type Report, type Setting } from '../report.ts';
import {
  CategoryPopularity,
  type CategorySetting,
  categorySettings,
  salesSettings,
} from './category-popularity.ts';
import {
  type Day,
  type DayOptions,
  daysOf,
  type Newness,
  neverSoldBefore,
  newFor,
  type Split,
} from './days.ts';
import {
  type EffectsSetting,
  effectsSettings,
  learnedSettings,
  relative,
  roots,
  TaughtEffects,
} from './effects.ts';
import { type Goods, goodsOf } from './goods.ts';
import type { Readings } from './like-articles.ts';
import {
  nearness,
  popularTextSettings,
  type TextSetting,
  textNeighbours,
  textSettings,
} from './text-neighbours.ts';
import { embedded, type Texts, textsOf, weighedWords } from './texts.ts';
import { type Learner, places, type Scores, walk } from './walk.ts';

/** What is new, what is known of it, and the grids that fit that. */
interface Measure {
  readonly name: string;
  /** Settings are chosen on the questions of these; only what follows them is reported. */
  readonly validation: readonly Split[];
  newness(split: Split): Newness;
  readonly category: readonly CategorySetting[];
  readonly effects: readonly EffectsSetting[];
  /** Nearness times popularity, where that is known of the articles themselves. */
  readonly both: (texts: Texts) => readonly TextSetting[];
  /** What the policy is told of a person and an article, of what the others know. */
  told(chosen: Omit<Chosen, 'effects'>, popularity: CategoryPopularity): readonly Scores[];
}

/** The two others in one. */
const mixed = 'text neighbours times popularity';

/** Days for which an article is new in the second measure. */
const fresh = 14;
const test: Split = { at: Date.UTC(2011, 8, 1), to: Date.UTC(2011, 11, 10) };

const measures: readonly Measure[] = [
  {
    name: 'cold start',
    validation: [2, 3, 4, 5].map((month) => ({
      at: Date.UTC(2011, month, 1),
      to: Date.UTC(2011, month + 3, 1),
    })),
    newness: neverSoldBefore,
    category: categorySettings,
    effects: effectsSettings,
    both: () => [],
    told: ({ text }) => [roots(nearness(text))],
  },
  {
    name: `new for ${fresh} days`,
    // Nothing depends on where it begins: what those four ask, once.
    validation: [{ at: Date.UTC(2011, 2, 1), to: test.at }],
    newness: () => newFor(fresh),
    category: salesSettings,
    effects: learnedSettings,
    both: popularTextSettings,
    told: ({ text, both = text }, { shares, scores }) => [
      roots(nearness(both)),
      roots(shares),
      relative(textNeighbours(both, scores)),
    ],
  },
];

/** All that is chosen on validation. */
interface Chosen {
  readonly category: CategorySetting;
  readonly text: TextSetting;
  readonly both?: TextSetting | undefined;
  readonly effects: EffectsSetting;
}

/**
 * New articles, ranked for people who come after a split: Armoire's effects policy, which knows of such an article what
 * its text and its category say, beside text neighbours and popularity in category. As in a shop, everybody learns on
 * from one day to the next, and what people bought is known at once. First of articles that were never sold before the
 * split, of whose orders nobody ever learns; then of those first sold within some days, of which everybody learns what
 * they sold until the evening before. Each has the best settings of a grid on earlier splits. What was looked at before:
 * docs/decisions/0026-new-articles-while-the-shop-goes-on.md.
 */
export async function coldStart(history: History, setting: Setting): Promise<Report> {
  const goods = goodsOf(history);
  const embedder = hashedNgrams(setting.quick ? { dimensions: 128 } : {});
  const readings = {
    ngrams: textsOf(embedder.id, await embedded(goods.products, embedder)),
    words: weighedWords(goods.products),
  };
  const reports = measures.map((measure) => compared(measure, goods, readings, setting));
  return {
    figures: Object.assign({}, ...reports.map(({ figures }) => figures)),
    bars: reports.flatMap(({ bars }) => bars),
  };
}

function compared(measure: Measure, goods: Goods, readings: Readings, { quick, say }: Setting): Report {
  const { name } = measure;
  const daysAfter = (split: Split, question: number) => [
    ...daysOf(goods, split, measure.newness(split), daysOptions({ question, lesson: quick ? 4 : 1 })),
  ];
  say(`${name}: tuning on what is new after ${measure.validation.map(date).join(', ')}`);
  const spans = (quick ? measure.validation.slice(-1) : measure.validation).map((split) => ({
    split,
    days: daysAfter(split, quick ? 10 : 2),
  }));
  const { chosen, tried } = tune(measure, goods, readings, spans, say);

  say(`${name}: ranking what is new after ${date(test)}`);
  const { taught, popularity } = learnersOf(measure, goods, test, readings, chosen, [chosen.effects]);
  const methods = {
    Armoire: taught.scores(chosen.effects),
    'text neighbours': textNeighbours(chosen.text, popularity.scores),
    'popularity in category': popularity.scores,
    ...(chosen.both && { [mixed]: textNeighbours(chosen.both, popularity.scores) }),
  };
  const hits = Object.values(methods).map(() => new Hits(places));
  walk(daysAfter(test, quick ? 5 : 1), [taught, popularity], Object.values(methods), hits);

  const figures: Record<string, number> = { [`${name}: orders`]: hits[0]?.lists ?? 0 };
  for (const [method, count] of Object.entries(tried))
    figures[`${name}: settings tried of ${method}`] = count;
  for (const [i, method] of Object.keys(methods).entries()) {
    const { hitRate, ndcg, recall } = hits[i] as Hits;
    figures[`${name}: HR@10 of ${method}`] = hitRate;
    figures[`${name}: NDCG@10 of ${method}`] = ndcg;
    figures[`${name}: recall@10 of ${method}`] = recall;
  }
  const draw = drawer();
  const [mine, ...others] = hits as [Hits, ...Hits[]];
  const bars: Bar[] = others.map((theirs, i) => {
    const over = `${name}: NDCG@10 over ${Object.keys(methods)[i + 1]}`;
    const { mean, low } = pairedDifference(mine, theirs, draw);
    figures[over] = mean;
    return atLeast(`${over}, lower 95 % bound`, low, 0);
  });
  return { figures, bars };
}

/** The policy, and the popularity that it and others ask; of a day the policy is to learn first. */
function learnersOf(
  { told }: Measure,
  goods: Goods,
  split: Split,
  readings: Readings,
  chosen: Omit<Chosen, 'effects'>,
  settings: readonly EffectsSetting[],
) {
  const popularity = new CategoryPopularity(goods, split, chosen.category);
  const taught = new TaughtEffects(goods, readings, told(chosen, popularity), settings);
  return { taught, popularity };
}

interface Span {
  readonly split: Split;
  readonly days: readonly Day[];
}

/** Who learns of a span's days, and what answers its questions. */
interface Field {
  readonly learners: readonly Learner[];
  readonly methods: readonly Scores[];
}

/** The best of each grid; the text neighbours fall back on the best popularity, Armoire measures nearness as they do. */
function tune(
  measure: Measure,
  goods: Goods,
  readings: Readings,
  spans: readonly Span[],
  say: Setting['say'],
) {
  const pick = <T extends object>(
    name: string,
    settings: readonly T[],
    field: (split: Split) => Field,
  ): T => {
    const hits = settings.map(() => new Hits(places));
    for (const { split, days } of spans) {
      const { learners, methods } = field(split);
      walk(days, learners, methods, hits);
    }
    const ranked = settings
      .map((setting, i) => ({ setting, ndcg: (hits[i] as Hits).ndcg }))
      .sort((a, b) => b.ndcg - a.ndcg);
    const [best] = ranked as [(typeof ranked)[0]];
    say(`  ${name}: ${shown(best.setting)} (NDCG ${best.ndcg.toFixed(4)})`);
    return best.setting;
  };
  const category = pick('popularity in category', measure.category, (split) => {
    const learners = measure.category.map((setting) => new CategoryPopularity(goods, split, setting));
    return { learners, methods: learners.map(({ scores }) => scores) };
  });
  const pickNear = (name: string, settings: readonly TextSetting[]) =>
    pick(name, settings, (split) => {
      const popularity = new CategoryPopularity(goods, split, category);
      return {
        learners: [popularity],
        methods: settings.map((setting) => textNeighbours(setting, popularity.scores)),
      };
    });
  const texts = [readings.ngrams, readings.words];
  const near = texts.flatMap(textSettings);
  const text = pickNear('text neighbours', near);
  const multiplied = texts.flatMap(measure.both);
  const both = multiplied.length === 0 ? undefined : pickNear(mixed, multiplied);
  const effects = pick('Armoire', measure.effects, (split) => {
    const chosen = { category, text, both };
    const { taught, popularity } = learnersOf(measure, goods, split, readings, chosen, measure.effects);
    return {
      learners: [taught, popularity],
      methods: measure.effects.map((setting) => taught.scores(setting)),
    };
  });
  const tried = {
    Armoire: measure.effects.length,
    'text neighbours': near.length,
    'popularity in category': measure.category.length,
    ...(both && { [mixed]: multiplied.length }),
  };
  return { chosen: { category, text, both, effects } satisfies Chosen, tried };
}

function daysOptions(every: DayOptions['every']): DayOptions {
  // Fewer candidates than these are no question.
  return { least: 2 * places, every, draw: drawer() };
}

/** A whole number from 0 to below n. */
function drawer(): (n: number) => number {
  const rng = seededRng(1, 'cold start');
  return (n) => Math.floor(rng.next() * n);
}

function shown(setting: object): string {
  return Object.entries(setting)
    .map(([name, value]) =>
      typeof value !== 'object'
        ? `${name} ${value}`
        : `${name} ${'name' in value ? value.name : `(${shown(value)})`}`,
    )
    .join(', ');
}

function date({ at }: Split): string {
  return new Date(at).toISOString().slice(0, 10);
}
