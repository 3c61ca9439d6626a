import {
  type AnyPolicy,
  draw,
  type GuardSettings,
  guardLadder,
  type PriceFacts,
  type Rng,
  Sums,
  seededRng,
} from '@armoire/core';
import {
  averagedDemand,
  demandEpsilonGreedy,
  demandThompson,
  demandUcb,
  gaussianProcessDemand,
  markdown,
  rungDemand,
  rungKey,
  stockedThompson,
} from '@armoire/pricing';
import type { Product } from '@armoire/protocol';

const at = Date.UTC(2026, 0, 1);

interface Case {
  readonly facts: PriceFacts;
  readonly settings: GuardSettings;
  readonly factors: readonly number[];
}

/** Numbers that somebody may have set, and some that nobody should have. */
function odd(rng: Rng, least: number, most: number): number {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0];
  return rng.next() < 0.03
    ? (bad[Math.floor(rng.next() * 4)] as number)
    : least + (most - least) * rng.next();
}

function hostile(rng: Rng): Case {
  const own = Math.floor(10 ** (5 * rng.next()));
  const money = (amount: number) => ({ amount: Math.round(amount), currency: 'EUR' });
  const variant = {
    id: 'v',
    price: money(own),
    ...(rng.next() < 0.8 ? { cost: money(own * 1.2 * rng.next()) } : {}),
    ...(rng.next() < 0.3 ? { minimumAdvertised: money(own * 1.1 * rng.next()) } : {}),
  };
  const product: Product = {
    id: 'p',
    title: 'P',
    status: 'active',
    categories: [],
    taxBasis: rng.next() < 0.5 ? 'net' : 'gross',
    ...(rng.next() < 0.8 ? { taxRate: odd(rng, 0, 0.3) } : {}),
    variants: [variant],
    updatedAt: 0,
  };
  return {
    facts: {
      product,
      variant,
      current: money(own * (0.6 + 0.8 * rng.next())),
      changedAt: rng.next() < 0.5 ? at - 1_000 : undefined,
      at,
    },
    settings: {
      minimumMargin: odd(rng, 0, 0.5),
      lowest: odd(rng, 0.4, 1),
      highest: odd(rng, 1, 1.8),
      largestStep: odd(rng, 0, 0.8),
      cooldown: rng.next() < 0.5 ? 0 : 2_000,
      ...(rng.next() < 0.2 ? { endings: [99, 49, 0] } : {}),
    },
    factors: Array.from({ length: 1 + Math.floor(9 * rng.next()) }, () => odd(rng, 0.4, 1.8)),
  };
}

/** The bounds in other words than the guard's own: whether a price lies outside one of them. */
function outside(price: number, { facts, settings }: Case): boolean {
  const { product, variant, current, changedAt } = facts;
  const own = variant.price.amount;
  if (price === own) return false;
  const net = product.taxBasis === 'net' ? price : Math.round(price / (1 + (product.taxRate ?? 0)));
  const kept = [
    Number.isInteger(price) && price > 0,
    price / own >= settings.lowest - 1e-12 && price / own <= settings.highest + 1e-12,
    variant.cost === undefined
      ? price > own
      : 1 - variant.cost.amount / net >= settings.minimumMargin - 1e-12,
    product.taxBasis === 'net' || product.taxRate !== undefined || price > own,
    price >= (variant.minimumAdvertised?.amount ?? 0),
    price === current.amount ||
      (Math.abs(price / current.amount - 1) <= settings.largestStep + 1e-12 &&
        (changedAt === undefined || at - changedAt >= settings.cooldown)),
    settings.endings === undefined || settings.endings.includes(price % 100),
  ];
  return kept.includes(false);
}

/** Prices outside their bounds, in so many hostile ladders that the guard cut. */
export function guardViolations(trials: number): number {
  const rng = seededRng(1, 'guard');
  let found = 0;
  for (let i = 0; i < trials; i++) {
    const each = hostile(rng);
    for (const { price } of guardLadder(each.factors, each.facts, each.settings).rungs)
      if (outside(price.amount, each)) found++;
  }
  return found;
}

const samples = 4;
const policies: Readonly<Record<string, () => AnyPolicy>> = {
  thompson: () => demandThompson({ demand: averagedDemand(), samples }),
  'thompson on rungs': () => demandThompson({ demand: rungDemand(), samples }),
  ucb: () => demandUcb({ demand: rungDemand() }),
  'gaussian process': () => demandUcb({ demand: gaussianProcessDemand() }),
  'ε-greedy': () => demandEpsilonGreedy({ demand: averagedDemand() }),
  stocked: () => stockedThompson({ demand: averagedDemand(), samples }),
  markdown: () => markdown(demandThompson({ demand: averagedDemand(), samples })),
};

/** The same through each policy, which has learned from whatever it was told. */
export function policyViolations(trials: number): { readonly name: string; readonly found: number }[] {
  return Object.entries(policies).map(([name, make]) => {
    const rng = seededRng(2, name);
    const policy = make();
    let found = 0;
    for (let i = 0; i < trials; i++) {
      const each = hostile(rng);
      const { rungs } = guardLadder(each.factors, each.facts, each.settings);
      if (rungs.length === 0) continue;
      const actions = rungs.map(({ factor }) => {
        return { id: rungKey('p', factor), features: new Float64Array(0), product: each.facts.product };
      });
      const { state: kind } = policy;
      if (kind.kind !== 'additive') continue;
      const state = new Sums(kind.sums);
      for (let k = 0; k < 4; k++) {
        const { id, features } = actions[Math.floor(rng.next() * actions.length)] as (typeof actions)[0];
        const value = odd(rng, 0, 60);
        const seen = {
          action: id,
          features,
          propensity: 0.5,
          at,
          value: Number.isFinite(value) ? value : 1e6,
        };
        state.merge(kind.contribution(seen, (time) => state.bucket(time)));
      }
      const values = {
        stock: odd(rng, 0, 500),
        periodsLeft: odd(rng, 0, 90),
        currentFactor: odd(rng, 0.3, 2),
      };
      const input = { context: { values, schema: '1' }, actions, state, at, rng };
      const taken = rungs[draw(rng, policy.distribution(input))];
      if (taken === undefined || outside(taken.price.amount, each)) found++;
    }
    return { name, found };
  });
}
