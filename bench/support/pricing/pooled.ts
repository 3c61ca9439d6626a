import { draw, Sums, seededRng } from '@armoire/core';
import { type PricingWorldOptions, pricingWorld } from '@armoire/evaluation';
import { type AdditiveDemand, demandThompson, logLinearDemand, rungKey } from '@armoire/pricing';
import { day } from '@armoire/protocol';
import type { Claim } from './holm.ts';
import { ladder } from './worlds.ts';

const articles = 12;
const ids = Array.from({ length: articles }, (_, i) => `article ${i}`);
const none = new Float64Array(0);
/** All of the category, as an engine tells it; models that do not pool do not look. */
const kin = { near: ids.map((id) => ({ id, similarity: 1 })) };

/** A category: elasticities that are alike, and few sales: one to three a period. */
function category(seed: number, periods: number): readonly PricingWorldOptions[] {
  const rng = seededRng(seed, 'category');
  const center = 1.5 + 2.5 * rng.next();
  const cost = 0.3 + 0.3 * rng.next();
  return ids.map(() => ({
    curve: { kind: 'log-linear', elasticity: center * (0.9 + 0.2 * rng.next()) },
    level: 1 + 2 * rng.next(),
    cost,
    ladder,
    periods,
    guard: { largestStep: 0.3 },
  }));
}

/** What the articles of a category earn together, when each period prices all of them and they share one state. */
function play(worlds: readonly PricingWorldOptions[], demand: AdditiveDemand, seed: number): number {
  const cost = worlds[0]?.cost ?? 0;
  const policy = demandThompson({ demand, cost: () => cost });
  const { state: kind } = policy;
  const shops = worlds.map((world) => pricingWorld(world));
  const rounds = shops.map((shop, i) => shop.reset({ seed: seed * 100 + i }));
  const sums = new Sums(demand.sums);
  const draws = seededRng(seed, 'draw');
  const rng = seededRng(seed, 'policy');
  let earned = 0;
  for (let period = 0; period < (worlds[0]?.periods ?? 0); period++) {
    const at = period * day;
    for (const [i, product] of ids.entries()) {
      const round = rounds[i];
      if (round === undefined) continue;
      const actions = round.rungs.map((factor) => ({ id: rungKey(product, factor), features: none, kin }));
      const chances = policy.distribution({
        context: { values: {}, schema: '1' },
        actions,
        state: sums,
        at,
        rng,
      });
      const chosen = draw(draws, chances);
      const { info, observation } = (shops[i] as (typeof shops)[0]).step(chosen);
      earned += info.expected / (worlds[i]?.level ?? 1);
      const seen = {
        action: actions[chosen]?.id ?? '',
        features: none,
        propensity: chances[chosen] as number,
        at,
        value: info.units,
      };
      if (kind.kind === 'additive') sums.merge(kind.contribution(seen, (time) => sums.bucket(time)));
      if (observation !== undefined) rounds[i] = observation;
    }
  }
  return earned;
}

/** Whether articles that borrow from each other earn more than those that do not, early on. */
export function pooling(seeds: number, periods: number): { readonly claim: Claim; readonly gain: number } {
  const gains = Array.from({ length: seeds }, (_, i) => {
    const worlds = category(i + 1, periods);
    const alone = play(worlds, logLinearDemand({ ladder, doubt: 0 }), i + 1);
    return play(worlds, logLinearDemand({ ladder, doubt: 0, pool: {} }), i + 1) / alone - 1;
  });
  return {
    claim: { name: 'pooled beside alone', differences: gains, above: 0 },
    gain: gains.reduce((sum, each) => sum + each, 0) / gains.length,
  };
}
