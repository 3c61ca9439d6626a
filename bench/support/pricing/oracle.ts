import type { Policy } from '@armoire/core';
import { type PricingWorldOptions, pricingWorld } from '@armoire/evaluation';
import { fixedPrice, seasonPlan } from '@armoire/pricing';
import { playPricing } from './play.ts';

/**
 * What somebody earns who knows demand, and is bound by the same guard and the same start. Without stock: the best way
 * through the periods' expected profits, by going backwards over all moves that the guard allows. With stock: the plan of
 * the dynamic programme, played with the same luck.
 */
export function oracle(options: PricingWorldOptions, seed: number): Float64Array {
  if (options.stock !== undefined) return planned(options, seed);
  const { possible } = playPricing(options, fixedPrice(), seed);
  const { ladder } = options;
  const moves = movesOf(options);
  const size = ladder.length;
  const last = possible.length;
  // From the end: what can still be earned from each rung, when the rung stood in the period before.
  const after = Array.from({ length: last + 1 }, () => new Float64Array(size));
  const choice = Array.from({ length: last }, () => new Int8Array(size));
  for (let t = last - 1; t >= 0; t--) {
    for (let from = 0; from < size; from++) {
      let best = Number.NEGATIVE_INFINITY;
      for (const to of moves[from] as readonly number[]) {
        const worth = (possible[t]?.[to] ?? 0) + (after[t + 1]?.[to] ?? 0);
        if (worth > best) {
          best = worth;
          (choice[t] as Int8Array)[from] = to;
        }
      }
      (after[t] as Float64Array)[from] = best;
    }
  }
  const cumulative = new Float64Array(last);
  let rung = ladder.indexOf(pricingWorld(options).reset({ seed }).factor);
  let sum = 0;
  for (let t = 0; t < last; t++) {
    rung = choice[t]?.[rung] ?? rung;
    sum += possible[t]?.[rung] ?? 0;
    cumulative[t] = sum;
  }
  return cumulative;
}

/** For each rung, those that the guard lets follow it. */
function movesOf(options: PricingWorldOptions): readonly (readonly number[])[] {
  const world = pricingWorld({ ...options, periods: options.ladder.length + 1 });
  const { ladder } = options;
  return ladder.map((from) => {
    for (let seed = 0; seed < 500; seed++) {
      const round = world.reset({ seed });
      if (round.factor === from) return round.rungs.map((factor) => ladder.indexOf(factor));
    }
    // A rung that nothing starts on is one that the guard refuses everywhere.
    return [ladder.indexOf(1)];
  });
}

function planned(options: PricingWorldOptions, seed: number): Float64Array {
  const { stock, ladder, cost } = options;
  if (stock === undefined) return new Float64Array(0);
  const { possible } = playPricing({ ...options, periods: 1 }, fixedPrice(), seed);
  const rungs = ladder.map((factor, k) => ({
    margin: factor - cost,
    units: factor === cost ? 0 : (possible[0]?.[k] ?? 0) / (factor - cost),
  }));
  const plan = seasonPlan(rungs, { periods: stock.periods, stock: stock.units });
  const clairvoyant: Policy = {
    ...fixedPrice(),
    distribution({ context, actions }) {
      const { stock: left, periodsLeft } = context.values;
      const best = ladder[plan.best(Number(periodsLeft), Number(left))];
      const chances = new Float64Array(actions.length);
      const found = actions.findIndex(({ id }) => id.endsWith(`×${best}`));
      chances[Math.max(found, 0)] = 1;
      return chances;
    },
  };
  return playPricing(options, clairvoyant, seed).cumulative;
}
