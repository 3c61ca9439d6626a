import { type AnyPolicy, draw, Sums, seededRng } from '@armoire/core';
import { averagedDemand, competitorMatch, demandThompson, fixedPrice, rungKey } from '@armoire/pricing';
import { describe, expect, it } from 'vitest';
import { relativeUnits } from './curve.ts';
import { type PricedPeriod, type PricingRound, type PricingWorldOptions, pricingWorld } from './index.ts';
import { Patience } from './patience.ts';
import { unitsSold } from './sales.ts';

const ladder = [0.5, 0.7, 0.9, 1, 1.1, 1.3, 1.5];
const plain: PricingWorldOptions = {
  curve: { kind: 'log-linear', elasticity: 2 },
  level: 20,
  cost: 0.4,
  ladder,
  periods: 200,
};
const day = 86_400_000;
const at = 1_767_225_600_000;

/** Plays a world by a rule that names a place among the rungs on offer. */
function run(options: PricingWorldOptions, rule: (round: PricingRound) => number, seed = 1): PricedPeriod[] {
  const world = pricingWorld(options);
  const told: PricedPeriod[] = [];
  let round: PricingRound | undefined = world.reset({ seed });
  while (round !== undefined) {
    const step = world.step(rule(round));
    told.push(step.info);
    round = step.observation;
  }
  return told;
}

const nearest =
  (factor: number) =>
  ({ rungs }: PricingRound): number =>
    rungs.reduce(
      (best, each, i) => (Math.abs(each - factor) < Math.abs((rungs[best] ?? 9) - factor) ? i : best),
      0,
    );
const average = (told: readonly PricedPeriod[]) =>
  told.reduce((sum, { units }) => sum + units, 0) / told.length;

describe('demand', () => {
  it('is one at the regular price, with its elasticity there', () => {
    for (const curve of [
      { kind: 'linear', elasticity: 2 },
      { kind: 'log-linear', elasticity: 2 },
      { kind: 'logit', elasticity: 2, share: 0.3 },
    ] as const) {
      expect(relativeUnits(curve, 1)).toBeCloseTo(1, 12);
      const slope = (relativeUnits(curve, 1 + 1e-6) - relativeUnits(curve, 1 - 1e-6)) / 2e-6;
      expect(slope).toBeCloseTo(-2, 5);
      expect(relativeUnits(curve, 3)).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    [0.7, 1],
    [25, 1],
    [25, 6],
    [800, 1],
    [800, 30],
  ])('sells %d on average, scattering %d times as much', (mean, dispersion) => {
    const rng = seededRng(1, 'sold');
    const sold = Array.from({ length: 8000 }, () => unitsSold(mean, rng.next(), dispersion, () => rng));
    const found = sold.reduce((a, b) => a + b, 0) / sold.length;
    const variance = sold.reduce((sum, x) => sum + (x - found) ** 2, 0) / sold.length;
    expect(Math.abs(found - mean)).toBeLessThan(5 * Math.sqrt((mean * dispersion) / 8000));
    expect(Math.abs(variance / (mean * dispersion) - 1)).toBeLessThan(0.15);
  });

  it('sells nothing where nobody wants it', () => {
    expect(unitsSold(0, 0.99, 1, () => seededRng(1, 'x'))).toBe(0);
  });
});

describe('a pricing world', () => {
  it('is the same for the same seed and prices, and has the same luck at other prices', () => {
    const told = run(plain, nearest(1), 3);
    expect(run(plain, nearest(1), 3)).toEqual(told);
    expect(run(plain, nearest(1), 4)).not.toEqual(told);
    const cheap = run(plain, nearest(0.9), 3);
    const rises = told.filter(({ units }, i) => (cheap[i]?.units ?? 0) >= units).length;
    expect(rises).toBe(told.length);
  });

  it('pays the margin of what was sold, and tells what was to be expected', () => {
    const world = pricingWorld(plain);
    const { rungs } = world.reset({ seed: 1 });
    const { reward, info } = world.step(rungs.indexOf(1.1));
    expect(reward).toBeCloseTo(info.units * 0.7, 9);
    expect(info.expected).toBeCloseTo(20 * 1.1 ** -2 * 0.7, 9);
    expect(info.ladder[ladder.indexOf(1.1)]).toBeCloseTo(info.expected, 9);
  });

  it('offers what the guard allows, and nothing below cost', () => {
    const told = run({ ...plain, cost: 0.8, guard: { largestStep: 0.25 } }, ({ rungs, factor, period }) => {
      for (const rung of rungs) {
        expect(rung).toBeGreaterThanOrEqual(0.8);
        if (rung !== 1) expect(Math.abs(rung - factor)).toBeLessThanOrEqual(0.25 * factor + 1e-9);
      }
      return period % rungs.length;
    });
    expect(new Set(told.map(({ factor }) => factor)).size).toBeGreaterThan(3);
  });

  it('moves with its season, and drifts', () => {
    const season = { length: 40, level: 0.5, elasticity: 0 };
    const told = run({ ...plain, season }, nearest(1));
    expect((told[10]?.expected ?? 0) / (told[30]?.expected ?? 1)).toBeCloseTo(3, 5);
    const drifting = run({ ...plain, drift: { level: 0.1, elasticity: 0.1 } }, nearest(1.3));
    expect(drifting[199]?.expected).not.toBeCloseTo(drifting[0]?.expected ?? 0, 1);
  });

  it('sells no more than its stock, which each season brings anew', () => {
    const rounds: PricingRound[] = [];
    const told = run({ ...plain, stock: { units: 100, periods: 20 } }, (round) => {
      rounds.push(round);
      return nearest(0.7)(round);
    });
    for (let season = 0; season < 10; season++) {
      const sold = told.slice(season * 20, season * 20 + 20).reduce((sum, { units }) => sum + units, 0);
      expect(sold).toBe(100);
    }
    expect(rounds[0]).toMatchObject({ stock: 100, periodsLeft: 20 });
    expect(rounds[20]).toMatchObject({ stock: 100, periodsLeft: 20 });
    expect(told.filter(({ soldOut }) => soldOut).length).toBeGreaterThan(9);
  });

  it('sells more when its rival is dear', () => {
    const with_ = (start: number) =>
      average(run({ ...plain, rival: { cross: 1, start, behaviour: 'fixed' } }, nearest(1)));
    expect(with_(1.4) / with_(0.7)).toBeCloseTo(2, 0);
    const wandering = { cross: 0.5, start: 1, behaviour: 'wandering' } as const;
    const seen = new Set<number | undefined>();
    run({ ...plain, rival: wandering }, (round) => {
      seen.add(round.rivalFactor);
      return nearest(1)(round);
    });
    expect(seen.size).toBeGreaterThan(100);
  });

  it('takes no rung that is not there, and none after its end', () => {
    const world = pricingWorld({ ...plain, periods: 1 });
    expect(() => world.step(0)).toThrow(/no rung/);
    world.reset({ seed: 1 });
    expect(() => world.step(99)).toThrow(/no rung/);
    expect(world.step(0).truncated).toBe(true);
    expect(() => world.step(0)).toThrow(/no rung/);
  });
});

describe('patient buyers', () => {
  it('wait for a better price, and no longer than they can', () => {
    const patience = new Patience({ share: 0.5, periods: 2, until: 0.8 });
    expect([1, 1, 1].map((factor) => patience.buying(10, factor))).toEqual([5, 5, 5]);
    // Of the three fives who wait, the first have gone.
    expect(patience.buying(10, 0.8)).toBe(20);
    expect(patience.buying(10, 0.7)).toBe(10);
  });

  it('make a regular discount sell more than its price explains', () => {
    const patient = { share: 0.5, periods: 5, until: 0.7 };
    const weekly = ({ period, rungs }: PricingRound) =>
      nearest(period % 6 === 5 ? 0.7 : 1.1)({ rungs } as PricingRound);
    const sold = (more: Partial<PricingWorldOptions>) =>
      run({ ...plain, ...more }, weekly).filter((_, i) => i % 6 === 5);
    expect(average(sold({ patient }))).toBeGreaterThan(1.5 * average(sold({})));
  });
});

/** A policy that prices one of two articles which are bought for each other. */
class Seller {
  readonly #policy: AnyPolicy;
  readonly #sums: Sums;
  readonly #rng;
  readonly #draws;
  last = 1;

  constructor(policy: AnyPolicy, seed: number) {
    this.#policy = policy;
    if (policy.state.kind !== 'additive') throw new Error('learns by sums');
    this.#sums = new Sums(policy.state.sums);
    this.#rng = seededRng(seed, 'policy');
    this.#draws = seededRng(seed, 'draw');
  }

  price(factors: readonly number[], period: number, rivalFactor: number): number {
    const chances = this.#policy.distribution({
      context: { values: { rivalFactor }, schema: '1' },
      actions: factors.map((factor) => ({ id: rungKey('a', factor), features: new Float64Array(0) })),
      state: this.#sums,
      at: at + period * day,
      rng: this.#rng,
    });
    this.last = factors[draw(this.#draws, chances)] as number;
    return this.last;
  }

  learn(units: number, period: number): void {
    const { state } = this.#policy;
    if (state.kind !== 'additive') return;
    const seen = {
      action: rungKey('a', this.last),
      features: new Float64Array(0),
      propensity: 1,
      at: at + period * day,
      value: units,
    };
    this.#sums.merge(state.contribution(seen, (time) => this.#sums.bucket(time)));
  }
}

/** A market of two: each sells 30·exp(−3·(own − 1) + 1.2·(other − 1)) a period, at a cost of 0.5. */
const market = { own: 3, cross: 1.2, cost: 0.5, level: 30 };

function sold(own: number, other: number): number {
  return market.level * Math.exp(-market.own * (own - 1) + market.cross * (other - 1));
}

function duopoly(make: () => AnyPolicy, periods: number, seed: number): number {
  const factors = Array.from({ length: 13 }, (_, i) => (6 + i) / 10);
  const sellers = [new Seller(make(), seed), new Seller(make(), seed + 1000)] as const;
  const luck = seededRng(seed, 'luck');
  let [sum, count] = [0, 0];
  for (let period = 0; period < periods; period++) {
    const [a, b] = [sellers[0].last, sellers[1].last];
    const prices = [sellers[0].price(factors, period, b), sellers[1].price(factors, period, a)] as const;
    sellers[0].learn(
      unitsSold(sold(prices[0], prices[1]), luck.next(), 1, () => luck),
      period,
    );
    sellers[1].learn(
      unitsSold(sold(prices[1], prices[0]), luck.next(), 1, () => luck),
      period,
    );
    if (period >= periods / 2) {
      sum += prices[0] + prices[1];
      count += 2;
    }
  }
  return sum / count;
}

describe('two copies of our policy', () => {
  // Each alone: cost + 1/own; both as one: cost + 1/(own − cross).
  const nash = market.cost + 1 / market.own;
  const cartel = market.cost + 1 / (market.own - market.cross);
  const ours = () => demandThompson({ demand: averagedDemand({ ladder: [] }), cost: () => market.cost });

  it('do not drift into collusion: they price as each would alone', () => {
    const prices = [1, 2, 3, 4, 5, 6].map((seed) => duopoly(ours, 600, seed));
    const mean = prices.reduce((a, b) => a + b, 0) / prices.length;
    expect(cartel - nash).toBeGreaterThan(0.2);
    // No more than a sixth of the way from the price of competition to that of a cartel.
    expect(mean).toBeLessThan(nash + (cartel - nash) / 6);
    expect(mean).toBeGreaterThan(nash - (cartel - nash) / 3);
    for (const price of prices) expect(price).toBeLessThan(nash + (cartel - nash) / 3);
  }, 60_000);

  it('do not answer each other, where a rule that matches does', () => {
    const factors = [0.8, 1, 1.2];
    const chosen = (policy: AnyPolicy, rival: number) => new Seller(policy, 7).price(factors, 0, rival);
    expect([0.5, 0.9, 1.6].map((rival) => chosen(ours(), rival))).toEqual(
      [1, 1, 1].map(() => chosen(ours(), 1)),
    );
    expect([0.8, 1.2].map((rival) => chosen(competitorMatch(), rival))).toEqual([0.8, 1.2]);
    expect(chosen(fixedPrice(), 0.8)).toBe(1);
  });
});
