import { grid, type Part } from './support/pricing/grid.ts';
import { guardViolations, policyViolations } from './support/pricing/guard.ts';
import { giftShop, orangeJuice, retailPrice } from './support/pricing/histories.ts';
import { holm } from './support/pricing/holm.ts';
import { pooling } from './support/pricing/pooled.ts';
import { realWorlds } from './support/pricing/real.ts';
import { atLeast, atMost, type Bar, type Benchmark } from './support/report.ts';

/**
 * Prices on a ladder of half to one and a half of the regular price, from a random start, within a guard that binds
 * everybody: (policy − uniform) / (oracle − uniform) at 50, 200 and 1,000 periods. Thompson sampling on demand models of
 * four kinds, on a grid of worlds and on demand that was fitted to real shops; beside baselines that are tuned on other
 * articles. A learner of the world's kind in a stationary world has to reach 0.9 with a regret that grows no faster than
 * t^0.55; everywhere else, no learner may be behind any baseline by 2 % of (oracle − uniform), at the lower end of paired
 * tests that are corrected for their number.
 */
export const run: Benchmark = async ({ quick, say }) => {
  const setting = quick
    ? { seeds: 3, periods: 200, validation: 2, articles: 12, say }
    : { seeds: 60, periods: 1_000, validation: 4, say };
  const parts: Part[] = [grid(setting)];
  for (const history of [await orangeJuice(), await retailPrice(), await giftShop()])
    parts.push(realWorlds(history, setting));
  const pooled = pooling(quick ? 2 : 20, quick ? 40 : 150);
  say(`a category of twelve, pooled beside alone: ${(100 * pooled.gain).toFixed(2)} % more`);

  const figures: Record<string, number> = Object.assign({}, ...parts.map((part) => part.figures));
  const bars: Bar[] = quick ? [] : parts.flatMap((part) => part.bars);
  const claims = parts.flatMap((part) => part.claims);
  const judged = holm([...claims, pooled.claim]);
  for (const { name, mean, low, p, holds } of judged)
    if (!holds && !quick)
      say(
        `  not shown: ${name}: ${(100 * mean).toFixed(1)} %, from ${(100 * low).toFixed(1)} %, p ${p.toFixed(3)}`,
      );
  const short = judged.filter(({ holds }) => !holds).length;
  figures['comparisons with baselines'] = claims.length;
  figures['least mean of a comparison'] = Math.min(...judged.map(({ mean }) => mean));
  figures['least lower end of a comparison, uncorrected'] = Math.min(...judged.map(({ low }) => low));
  figures['pooled beside alone, %'] = 100 * pooled.gain;
  // A quick run has too few articles to show anything but that nothing is far off.
  if (quick) bars.push(atLeast('mean of the averaged learner beside uniform, quick', quickly(figures), 0.3));
  else bars.push(atMost('comparisons that do not hold after correction', short, 0));

  say('hostile trials');
  bars.push(atMost('prices outside the guard', guardViolations(quick ? 20_000 : 1_000_000), 0));
  for (const { name, found } of policyViolations(quick ? 300 : 10_000))
    bars.push(atMost(`prices outside the guard, ${name}`, found, 0));
  return { figures, bars };
};

function quickly(figures: Readonly<Record<string, number>>): number {
  const scores = Object.entries(figures).filter(([name]) => name.endsWith('thompson averaged at 200'));
  return scores.reduce((sum, [, score]) => sum + score, 0) / scores.length;
}
