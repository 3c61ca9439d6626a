import { seededRng } from '@armoire/core';
import { hashedNgrams } from '@armoire/inference';
import { Hits, pairedDifference } from '../hits.ts';
import type { History } from '../orders.ts';
import { atLeast, type Bar, type Report, type Setting } from '../report.ts';
import { CategoryPopularity, type CategorySetting, categorySettings } from './category-popularity.ts';
import { type Day, type DayOptions, daysOf, type Split } from './days.ts';
import { type EffectsSetting, effectsSettings, TaughtEffects } from './effects.ts';
import { type Goods, goodsOf } from './goods.ts';
import type { Readings } from './like-articles.ts';
import { type TextSetting, textNeighbours, textSettings } from './text-neighbours.ts';
import { embedded, type Texts, textsOf, weighedWords } from './texts.ts';
import { type Learner, places, type Scores, walk } from './walk.ts';

/** Settings are chosen on these splits, three months of questions each; only what follows them is reported. */
const validation = [2, 3, 4, 5].map(
  (month): Split => ({ at: Date.UTC(2011, month, 1), to: Date.UTC(2011, month + 3, 1) }),
);
const test: Split = { at: Date.UTC(2011, 8, 1), to: Date.UTC(2011, 11, 10) };

/** All that is chosen on validation. */
interface Chosen {
  readonly category: CategorySetting;
  readonly text: TextSetting;
  readonly effects: EffectsSetting;
}

/**
 * Articles that were never sold before a split, ranked for people who come after it: Armoire's effects policy, which
 * knows of such an article what its text and its category say, beside text neighbours and popularity in category.
 * As in a shop, everybody learns on after the split, from one day to the next, and what people bought is known at
 * once; but of orders of the articles that are asked about nobody ever learns. Each has the best settings of a grid on
 * earlier splits. What was looked at before: docs/decisions/0026-new-articles-while-the-shop-goes-on.md.
 */
export async function coldStart(history: History, { quick, say }: Setting): Promise<Report> {
  const goods = goodsOf(history);
  const embedder = hashedNgrams(quick ? { dimensions: 128 } : {});
  const readings = {
    ngrams: textsOf(embedder.id, await embedded(goods.products, embedder)),
    words: weighedWords(goods.products),
  };
  const daysAfter = (split: Split, question: number) => [
    ...daysOf(goods, split, daysOptions({ question, lesson: quick ? 4 : 1 })),
  ];
  say(`cold start: tuning on articles that are new after ${validation.map(date).join(', ')}`);
  const spans = (quick ? validation.slice(-1) : validation).map((split) => ({
    split,
    days: daysAfter(split, quick ? 10 : 2),
  }));
  const { chosen, tried } = tune(goods, readings, spans, say);

  say(`cold start: ranking articles that are new after ${date(test)}`);
  const stranger = new CategoryPopularity(goods, test, chosen.category);
  const taught = new TaughtEffects(goods, test, readings, chosen.text, [chosen.effects]);
  const methods = {
    Armoire: taught.scores(chosen.effects),
    'text neighbours': textNeighbours(chosen.text, stranger.scores),
    'popularity in category': stranger.scores,
  };
  const hits = Object.values(methods).map(() => new Hits(places));
  walk(daysAfter(test, quick ? 5 : 1), [stranger, taught], Object.values(methods), hits);

  const figures: Record<string, number> = { 'cold start: orders': hits[0]?.lists ?? 0 };
  for (const [name, count] of Object.entries(tried)) figures[`cold start: settings tried of ${name}`] = count;
  for (const [i, name] of Object.keys(methods).entries()) {
    const { hitRate, ndcg, recall } = hits[i] as Hits;
    figures[`cold start: HR@10 of ${name}`] = hitRate;
    figures[`cold start: NDCG@10 of ${name}`] = ndcg;
    figures[`cold start: recall@10 of ${name}`] = recall;
  }
  const draw = drawer();
  const [mine, ...others] = hits as [Hits, ...Hits[]];
  const bars: Bar[] = others.map((theirs, i) => {
    const name = Object.keys(methods)[i + 1];
    const { mean, low } = pairedDifference(mine, theirs, draw);
    figures[`cold start: NDCG@10 over ${name}`] = mean;
    return atLeast(`cold start: NDCG@10 over ${name}, lower 95 % bound`, low, 0);
  });
  return { figures, bars };
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
function tune(goods: Goods, readings: Readings, spans: readonly Span[], say: Setting['say']) {
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
  const category = pick('popularity in category', categorySettings, (split) => {
    const learners = categorySettings.map((setting) => new CategoryPopularity(goods, split, setting));
    return { learners, methods: learners.map(({ scores }) => scores) };
  });
  const near = [readings.ngrams, readings.words].flatMap(textSettings);
  const text = pick('text neighbours', near, (split) => {
    const stranger = new CategoryPopularity(goods, split, category);
    return { learners: [stranger], methods: near.map((setting) => textNeighbours(setting, stranger.scores)) };
  });
  const effects = pick('Armoire', effectsSettings, (split) => {
    const taught = new TaughtEffects(goods, split, readings, text, effectsSettings);
    return { learners: [taught], methods: effectsSettings.map((setting) => taught.scores(setting)) };
  });
  const tried = {
    Armoire: effectsSettings.length,
    'text neighbours': near.length,
    'popularity in category': categorySettings.length,
  };
  return { chosen: { category, text, effects } satisfies Chosen, tried };
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
    .map(([name, value]) => `${name} ${typeof value === 'object' ? (value as Texts).name : value}`)
    .join(', ');
}

function date({ at }: Split): string {
  return new Date(at).toISOString().slice(0, 10);
}
