import { seededRng } from '@armoire/core';
import { hashedNgrams } from '@armoire/inference';
import { Hits, pairedDifference } from '../hits.ts';
import type { History } from '../orders.ts';
import { atLeast, type Bar, type Report, type Setting } from '../report.ts';
import { categoryPopularity, categorySettings } from './category-popularity.ts';
import { type EffectsSetting, lessonsBefore, TaughtEffects } from './effects.ts';
import { type Goods, goodsOf } from './goods.ts';
import { type Question, questionsOf, type Split } from './questions.ts';
import { textNeighbours, textSettings } from './text-neighbours.ts';
import { type Texts, textsOf } from './texts.ts';

const places = 10;
/** Fewer candidates than these are no question. */
const least = 2 * places;
/** Settings are chosen on the first split; only the second is reported. */
const validation: Split = { at: Date.UTC(2011, 5, 1), to: Date.UTC(2011, 8, 1) };
const test: Split = { at: validation.to, to: Date.UTC(2011, 11, 10) };

/** Of so many questions, and orders to learn from, one is taken. */
interface Every {
  readonly question: number;
  readonly lesson: number;
}

type Scores = (question: Question) => Float64Array;

/** All that is chosen on validation. */
interface Chosen {
  readonly category: (typeof categorySettings)[number];
  readonly text: ReturnType<typeof textSettings>[number];
  readonly effects: EffectsSetting;
}

/**
 * Articles that were never sold in training, ranked for people who come: Armoire's effects policy, which knows of such an
 * article what its text and its category say, beside text neighbours and popularity in category. Nobody learns
 * after the split; each has the best settings of a grid on an earlier split. Texts are hashed n-grams: on that split they
 * did better than the English model, for Armoire (0.202 to 0.196) and for the text neighbours (0.145 to 0.138).
 */
export async function coldStart(history: History, { quick, say }: Setting): Promise<Report> {
  const goods = goodsOf(history);
  const texts = await textsOf(goods.products, hashedNgrams(quick ? { dimensions: 128 } : {}));
  const every = quick ? { question: 5, lesson: 20 } : { question: 1, lesson: 4 };
  say(`cold start: tuning on articles that are new after ${date(validation)}`);
  const { chosen, tried } = tune(goods, texts, every, say);
  say(`cold start: ranking articles that are new after ${date(test)}`);
  const questions = questionsFor(goods, test, every.question);
  const stranger = categoryPopularity(goods, test, chosen.category);
  const taught = new TaughtEffects(goods, test, lessonsBefore(goods, test, every.lesson), chosen.text);
  const mine = measured(questions, taught.scores(chosen.effects));
  const others = {
    'text neighbours': measured(questions, textNeighbours(chosen.text, stranger)),
    'popularity in category': measured(questions, stranger),
  };

  const figures: Record<string, number> = { 'cold start: orders': mine.lists };
  for (const [name, count] of Object.entries(tried)) figures[`cold start: settings tried of ${name}`] = count;
  for (const [name, hits] of Object.entries({ Armoire: mine, ...others })) {
    figures[`cold start: HR@10 of ${name}`] = hits.hitRate;
    figures[`cold start: NDCG@10 of ${name}`] = hits.ndcg;
    figures[`cold start: recall@10 of ${name}`] = hits.recall;
  }
  const rng = seededRng(1, 'cold start');
  const draw = (n: number) => Math.floor(rng.next() * n);
  const bars: Bar[] = Object.entries(others).map(([name, hits]) => {
    const { mean, low } = pairedDifference(mine, hits, draw);
    figures[`cold start: NDCG@10 over ${name}`] = mean;
    return atLeast(`cold start: NDCG@10 over ${name}, lower 95 % bound`, low, 0);
  });
  return { figures, bars };
}

/** The best of each grid; the text neighbours fall back on the best popularity, Armoire measures nearness as they do. */
function tune(goods: Goods, texts: Texts, every: Every, say: Setting['say']) {
  const questions = questionsFor(goods, validation, every.question);
  const pick = <T extends object>(
    name: string,
    settings: readonly T[],
    scores: (setting: T) => Scores,
  ): T => {
    const ranked = settings
      .map((setting) => ({ setting, ndcg: measured(questions, scores(setting)).ndcg }))
      .sort((a, b) => b.ndcg - a.ndcg);
    const [best] = ranked as [(typeof ranked)[0]];
    say(`  ${name}: ${shown(best.setting)} (NDCG ${best.ndcg.toFixed(4)})`);
    return best.setting;
  };
  const category = pick('popularity in category', categorySettings, (setting) =>
    categoryPopularity(goods, validation, setting),
  );
  const stranger = categoryPopularity(goods, validation, category);
  const near = textSettings(texts);
  const text = pick('text neighbours', near, (setting) => textNeighbours(setting, stranger));
  const taught = new TaughtEffects(goods, validation, lessonsBefore(goods, validation, every.lesson), text);
  const grid = effectsSettings(texts);
  const effects = pick('Armoire', grid, (setting) => taught.scores(setting));
  const tried = {
    Armoire: grid.length,
    'text neighbours': near.length,
    'popularity in category': categorySettings.length,
  };
  return { chosen: { category, text, effects } satisfies Chosen, tried };
}

function effectsSettings(texts: Texts): EffectsSetting[] {
  return [0.1, 0.2, 0.4].flatMap((length) =>
    [0.3, 1].flatMap((text) =>
      [0.1, 0.3].flatMap((category) => [0.03, 0.1].map((own) => ({ texts, length, text, category, own }))),
    ),
  );
}

function questionsFor(goods: Goods, split: Split, every: number): Question[] {
  return questionsOf(goods, split, least).filter((_, i) => i % every === 0);
}

function measured(questions: readonly Question[], scores: Scores): Hits {
  const hits = new Hits(places);
  for (const question of questions) {
    const { person, candidates, targets } = question;
    const scored = scores(question);
    const ranked = [...candidates.keys()].sort((a, b) => (scored[b] as number) - (scored[a] as number));
    const list = ranked.slice(0, places).map((i) => String(candidates[i]));
    hits.add(person, list, new Set([...targets].map(String)));
  }
  return hits;
}

function shown(setting: object): string {
  return Object.entries(setting)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? (value as Texts).name : value}`)
    .join(', ');
}

function date({ at }: Split): string {
  return new Date(at).toISOString().slice(0, 10);
}
