import type { DemandCurve, PricingWorldOptions } from '@armoire/evaluation';
import { type ArticleFit, type CurveDemandOptions, fitPanel } from '@armoire/pricing';
import { median } from '../numbers.ts';
import { type Contestant, learner, tuned } from './field.ts';
import { claimsOf, type GridSetting, type Part, report } from './grid.ts';
import type { History } from './histories.ts';
import { type Article, compete } from './trial.ts';
import { ladder } from './worlds.ts';

/** What a world may have of a fit: nothing that no shop has, however few its sales were. */
const bounds = { elasticity: [0.5, 6], level: [0.5, 400], dispersion: [1, 40], cost: [0.2, 0.85] } as const;

function within(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(Math.max(value, least), most);
}

/**
 * Demand that was fitted to what a real shop sold, split by time: the learner's prior is fitted to the first part, the
 * articles' demand, which it is played on, to the second, with the kind of curve that explains each best. A few of
 * the articles are for tuning the baselines, every second one from the beginning on.
 */
export function realWorlds(history: History, setting: GridSetting): Part {
  const { name, first, second, names, costs } = history;
  const before = fitPanel(first, { circumstances: names, periods: 5 });
  const after = fitPanel(second, { circumstances: names, periods: 5 });
  const prior = priorOf(before.articles);
  setting.say(
    `${name}: ${before.articles.length} articles before, ${after.articles.length} after the split; prior elasticity ${prior.median.toFixed(2)}`,
  );
  const articles = after.articles
    .slice(0, setting.articles)
    .map(
      (fit, i): Article => ({ seed: i + 1, world: worldOf(fit, costs.get(fit.product), setting.periods) }),
    );
  const tunes = (i: number) => i % 2 === 1 && i < 2 * setting.validation;
  const validation = articles.filter((_, i) => tunes(i));
  const test = articles.filter((_, i) => !tunes(i));
  const scatter = before.articles.map(({ dispersion }) => within(dispersion, bounds.dispersion));
  const options: CurveDemandOptions = { elasticity: prior, dispersion: median(scatter) };
  const contestants: Record<string, Contestant> = {
    'thompson averaged': learner('averaged', options),
    ...tuned(validation, options),
  };
  const trial = compete(test, contestants);
  const figures: Record<string, number> = {};
  report(name, trial, setting, figures);
  return { figures, bars: [], claims: claimsOf(name, trial, 'thompson averaged', setting.periods) };
}

/** Median and spread of the logs of elasticities, no narrower than would survive a new season. */
function priorOf(articles: readonly ArticleFit[]): { readonly median: number; readonly spread: number } {
  const logs = articles.map(({ elasticity }) => Math.log(within(elasticity.mean, bounds.elasticity)));
  const mean = logs.reduce((sum, each) => sum + each, 0) / Math.max(logs.length, 1);
  const squares = logs.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    median: logs.length > 0 ? Math.exp(mean) : 2,
    spread: Math.max(Math.sqrt(squares / Math.max(logs.length - 1, 1)), 0.35),
  };
}

function worldOf(fit: ArticleFit, cost = 0.6, periods = 1_000): PricingWorldOptions {
  const elasticity = within(fit.elasticity.mean, bounds.elasticity);
  const kinds = Object.entries(fit.kinds).sort((a, b) => b[1] - a[1]);
  const kind = kinds[0]?.[0] as DemandCurve['kind'];
  const curve: DemandCurve = kind === 'logit' ? { kind, elasticity, share: 0.3 } : { kind, elasticity };
  return {
    curve,
    level: within(fit.level, bounds.level),
    cost: within(cost, bounds.cost),
    dispersion: within(fit.dispersion, bounds.dispersion),
    ladder,
    periods,
    guard: { largestStep: 0.3 },
  };
}
