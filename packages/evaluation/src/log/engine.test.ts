import { type CandidateSource, manualClock, seededRng, uniform, uniformOver } from '@armoire/core';
import { minute, type Product, type ShopEvent } from '@armoire/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { asLogged, compare, evaluate, logisticModel } from '../estimators/index.ts';
import { engineShop } from '../simulators/index.ts';
import { type LogRows, logRows } from './rows.ts';
import type { Target } from './target.ts';

const start = 1_767_225_600_000;
const point = 'home';
const places = 3;
const decisions = 1_500;
const products: Product[] = Array.from({ length: 6 }, (_, i) => ({
  id: `p${i}`,
  title: `Product ${i}`,
  status: 'active',
  categories: [`category ${i % 2}`],
  variants: [{ id: `p${i}-1`, price: { amount: 1000 + 500 * i, currency: 'EUR' } }],
  updatedAt: start,
}));
const ids = products.map(({ id }) => id);
const all: CandidateSource = {
  id: 'all',
  version: 1,
  observe() {},
  retrieve: () => ids.map((product) => ({ product, score: 1 })),
  snapshot: () => '',
  restore() {},
};

/** How many look at each place, and how likely they click what they see there. */
const looked = [1, 0.7, 0.4];
const clicked = (product: string) => 0.1 + 0.1 * ids.indexOf(product);
/** Another policy: one after another by these scores. */
const scores = [1, 1, 2, 2, 4, 4];
const next = (order: readonly string[]) => (prefix: readonly number[]) => {
  const left = order.map((id, i) => (prefix.includes(i) ? 0 : (scores[ids.indexOf(id)] as number)));
  const sum = left.reduce((total, each) => total + each, 0);
  return Float64Array.from(left, (each) => each / sum);
};
const target: Target = (_, set) => next(set.entries.map(({ id }) => id));
const uniformAgain: Target = (_, set) => (prefix) => uniformOver(set.entries.length, prefix);

/** Its clicks for each shelf, going through all of them. */
function truth(prefix: readonly number[] = []): number {
  const place = prefix.length;
  if (place === places) return 0;
  const p = next(ids)(prefix);
  return p.reduce((sum, each, a) => {
    if (each === 0) return sum;
    return sum + each * ((looked[place] as number) * clicked(ids[a] as string) + truth([...prefix, a]));
  }, 0);
}

/** A shelf of the real engine, filled at random, with the clicks that it got. */
async function log(): Promise<LogRows> {
  const clock = manualClock(start);
  const reward = {
    weights: { click: 1 },
    purchase: 'line',
    wait: minute,
    default: 0,
    window: 60 * minute,
    cap: 1,
    eager: false,
  } as const;
  const shelf = {
    kind: 'shelf',
    policy: uniform(),
    reward,
    deadline: 1000,
    sources: ['all'],
    count: places,
    candidates: 50,
  } as const;
  const shop = await engineShop({
    points: { [point]: shelf },
    products,
    currency: 'EUR',
    clock,
    seed: 1,
    sources: [all],
  });
  const rng = seededRng(1, 'clicks');
  const made = [];
  for (let i = 0; i < decisions; i++) {
    const page = await shop.engine.page({ visitor: {}, situation: {}, shelves: [{ point }] });
    const [shown] = page.shelves;
    if (shown === undefined) throw new Error('no shelf');
    made.push(shown.decision);
    const events: ShopEvent[] = shown.decision.chosen.flatMap((product, place) => {
      const about = { at: clock.now(), product, token: shown.decision.id };
      const seen = { ...about, id: `i-${shown.decision.id}-${place}`, kind: 'impression' } as const;
      const click = { ...about, id: `c-${shown.decision.id}-${place}`, kind: 'click' } as const;
      return rng.next() < (looked[place] as number) * clicked(product) ? [seen, click] : [seen];
    });
    await shop.send(events);
  }
  clock.advance(2 * minute);
  await shop.settle();
  const samples = await shop.storage.state.samples(shop.engine.shop, 0, Number.MAX_SAFE_INTEGER);
  const hashes = new Set(made.flatMap(({ candidateSet }) => candidateSet ?? []));
  const sets = await shop.storage.decisions.sets(shop.engine.shop, [...hashes]);
  return logRows({
    decisions: made,
    sets,
    samples,
    target,
    logging: uniformAgain,
    matureBefore: clock.now(),
    support: () => 'full',
    model: { fit: logisticModel(), seed: 1, catalog: shop.engine.catalog },
  });
}

describe('the log of an engine', () => {
  let found: LogRows;
  beforeAll(async () => {
    found = await log();
  }, 60_000);

  it('has a row for each place, with what the model expects and the chances of the place', () => {
    expect(found.rows).toHaveLength(decisions * places);
    for (const { expected, marginal, outside } of found.rows) {
      expect(expected?.logged).toBeGreaterThan(0);
      expect(marginal?.propensity).toBeCloseTo(1 / 6, 9);
      expect(outside).toBe(0);
    }
  });

  it.each(['iips', 'rips', 'cascade-dr'] as const)("tells another policy's value by %s", (estimator) => {
    const value = evaluate(found.rows, { estimator });
    if (value.verdict !== 'estimate') throw new Error(value.message);
    expect(value.interval.low).toBeLessThan(truth());
    expect(value.interval.high).toBeGreaterThan(truth());
  });

  it('has a model that narrows the interval', () => {
    const width = (estimator: 'rips' | 'cascade-dr') => {
      const value = evaluate(found.rows, { estimator });
      if (value.verdict !== 'estimate') throw new Error(value.message);
      return value.interval.high - value.interval.low;
    };
    expect(width('cascade-dr')).toBeLessThan(0.95 * width('rips'));
  });

  it('says that the other policy would have earned more than what was earned', () => {
    const targets = { logged: asLogged(found.rows), other: found.rows };
    const { other } = compare(targets, { estimator: 'cascade-dr' }).differences;
    expect(other).toMatchObject({ verdict: 'better' });
  });
});
