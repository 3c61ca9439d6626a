import {
  type AnyPolicy,
  bernoulliThompson,
  epsilonGreedy,
  featureWidth,
  gaussianThompson,
  Learned,
  linearThompson,
  type ManualClock,
  type MemoryStorage,
  manualClock,
  type SumRow,
  type Sums,
  seededRng,
} from '@armoire/core';
import { type EngineShop, engineShop, policyTarget } from '@armoire/evaluation';
import { minute, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { always, point, products, shelf, start } from './shop.ts';

const ids = products(5).map(({ id }) => id);
const best = 'p3';
/** Clicks on each place that was seen. */
const click = (id: string) => (id === best ? 0.5 : 0.1);

function open(policy: AnyPolicy, clock: ManualClock, storage?: MemoryStorage): Promise<EngineShop> {
  const options = {
    points: { [point]: shelf(policy, { count: 2 }) },
    products: products(5),
    currency: 'EUR',
    clock,
  };
  return engineShop({
    ...options,
    seed: 5,
    sources: [always(ids)],
    ...(storage === undefined ? {} : { storage }),
  });
}

async function decide(shop: EngineShop) {
  const page = await shop.engine.page({ visitor: {}, situation: {}, shelves: [{ point }] });
  return (page.shelves[0] as (typeof page.shelves)[0]).decision;
}

/** Shows pages to people who click by the truth, and lets their waits end. */
async function live(shop: EngineShop, clock: ManualClock, pages: number, seed = 11): Promise<void> {
  const rng = seededRng(seed, 'clicks');
  for (let i = 0; i < pages; i++) {
    const { id, chosen } = await decide(shop);
    const events = chosen.flatMap((product): ShopEvent[] => {
      const about = { at: clock.now(), product, token: id };
      const seen: ShopEvent = { ...about, id: `i-${id}-${product}`, kind: 'impression' };
      return rng.next() < click(product)
        ? [seen, { ...about, id: `c-${id}-${product}`, kind: 'click' }]
        : [seen];
    });
    await shop.send(events);
    clock.advance(minute / 10);
  }
  clock.advance(2 * minute);
  await shop.settle();
}

/** Probability of each product at the first place, were the next page asked for now. */
async function probabilities(shop: EngineShop, policy: AnyPolicy): Promise<Record<string, number>> {
  const decision = await decide(shop);
  const [set] = await shop.storage.decisions.sets(shop.engine.shop, [decision.candidateSet ?? '']);
  if (set === undefined) throw new Error('no candidate set');
  const first = policyTarget(
    policy,
    shop.engine.learned.state(point, policy),
    shop.engine.catalog,
  )(
    decision,
    set,
  )([]);
  return Object.fromEntries(set.entries.map(({ id }, i) => [id, first[i] as number]));
}

function rowsOf(state: unknown): SumRow[] {
  return [...(state as Sums).rows()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const policies: readonly (readonly [string, AnyPolicy])[] = [
  ['thompson-bernoulli', bernoulliThompson()],
  ['thompson-gaussian', gaussianThompson()],
  ['thompson-linear', linearThompson({ width: featureWidth })],
  ['epsilon-greedy', epsilonGreedy()],
];

describe.each(policies)('a world with one better article, under %s', (_, policy) => {
  it('is learned', async () => {
    const clock = manualClock(start);
    const shop = await open(policy, clock);
    const before = (await probabilities(shop, policy))[best] as number;
    await live(shop, clock, 600);
    const after = (await probabilities(shop, policy))[best] as number;
    // 600 places among five, at 0.5 against 0.1: the means stand more than five posterior deviations apart, so that
    // nearly all the mass that is not spread evenly (2 % here, 10 % for ε-greedy) lies on the best.
    expect(after).toBeGreaterThan(0.85);
    if (policy.id !== 'epsilon-greedy') expect(before).toBeLessThan(0.6);
  });

  it('leaves a state that its samples give again, bit for bit', async () => {
    const clock = manualClock(start);
    const shop = await open(policy, clock);
    await live(shop, clock, 100);
    const { storage, engine } = shop;
    const samples = await storage.state.samples(engine.shop, 0, Number.MAX_SAFE_INTEGER);
    expect(samples.length).toBe(200);
    const decided = await shop.learner.attribution.decided(new Set(samples.map(({ decision }) => decision)));
    const again = new Learned(Object.entries(engine.points), engine.catalog);
    // One by one, and backwards: sums know no order.
    for (const sample of [...samples].reverse()) again.replay([sample], (id) => decided.get(id));
    expect(rowsOf(again.state(point, policy))).toEqual(rowsOf(engine.learned.state(point, policy)));
  });

  it('is known again after a restart, and decided about as if there had been none', async () => {
    const run = async (restart: boolean) => {
      const clock = manualClock(start);
      const first = await open(policy, clock);
      await live(first, clock, 100);
      const shop = restart ? await open(policy, clock, first.storage) : first;
      const rows = rowsOf(shop.engine.learned.state(point, policy));
      const target = policyTarget(policy, shop.engine.learned.state(point, policy), shop.engine.catalog);
      const { items } = await shop.storage.decisions.list(shop.engine.shop, {}, 'desc', 20);
      const sets = await shop.storage.decisions.sets(
        shop.engine.shop,
        items.flatMap(({ candidateSet }) => candidateSet ?? []),
      );
      const [set] = sets;
      if (set === undefined) throw new Error('no candidate set');
      return { rows, distributions: items.map((decision) => target(decision, set)([])) };
    };
    const [on, again] = [await run(false), await run(true)];
    expect(again.rows).toEqual(on.rows);
    expect(again.rows.length).toBeGreaterThan(0);
    expect(again.distributions).toEqual(on.distributions);
  });
});

describe('rewards', () => {
  const opened = async () => {
    const clock = manualClock(start);
    const shop = await open(bernoulliThompson(), clock);
    const { id, chosen } = await decide(shop);
    const [product = ''] = chosen;
    const samples = async () =>
      (await shop.storage.state.samples(shop.engine.shop, 0, 100)).map(
        ({ position, revision, value, previous }) => ({
          position,
          revision,
          value,
          ...(previous === undefined ? {} : { previous }),
        }),
      );
    const about = { at: clock.now(), product, token: id };
    return { clock, shop, id, product, samples, about };
  };

  it('are the default once the wait is over, and not before', async () => {
    const { clock, shop, samples, about } = await opened();
    await shop.send([{ ...about, id: 'i', kind: 'impression' }]);
    clock.advance(minute - 1);
    await shop.settle();
    expect(await samples()).toEqual([]);
    clock.advance(1);
    await shop.settle();
    expect(await samples()).toEqual([{ position: 0, revision: 0, value: 0 }]);
  });

  it('are revised by a late click, a purchase and a refund, and end where they were', async () => {
    const { clock, shop, samples, about, id, product } = await opened();
    await shop.send([{ ...about, id: 'i', kind: 'impression' }]);
    clock.advance(2 * minute);
    await shop.settle();
    const seen = rowsOf(shop.engine.learned.state(point, shop.engine.points[point]?.policy as AnyPolicy));

    await shop.send([{ ...about, id: 'c', kind: 'click', at: clock.now() }]);
    const unitPrice = { amount: 1000, currency: 'EUR' };
    const line = { product, quantity: 1, unitPrice };
    const at = clock.now();
    await shop.send([{ id: 'b', at, kind: 'purchase', order: 'o', lines: [{ ...line, token: id }] }]);
    // The refund names the order only.
    await shop.send([{ id: 'r', at: at + minute, kind: 'refund', order: 'o', lines: [line] }]);
    expect(await samples()).toEqual([
      { position: 0, revision: 0, value: 0 },
      { position: 0, revision: 1, value: 1, previous: 0 },
      { position: 0, revision: 2, value: 5, previous: 1 },
      { position: 0, revision: 3, value: 1, previous: 5 },
    ]);
    const after = rowsOf(shop.engine.learned.state(point, shop.engine.points[point]?.policy as AnyPolicy));
    // The count is that of one place, however often it was revised; the click's worth remains (1 of the cap of 10).
    expect(after.map(({ values }) => values[0])).toEqual(seen.map(({ values }) => values[0]));
    expect(after.map(({ values }) => (values[1] as number) / 2 ** 20)).toEqual([expect.closeTo(0.1, 5)]);
  });

  it('teach a browser no more than a click, however much it sends', async () => {
    const { clock, shop, samples, about } = await opened();
    const clicks = Array.from(
      { length: 50 },
      (_, i): ShopEvent => ({ ...about, id: `c${i}`, kind: 'click' }),
    );
    await shop.send([...clicks, ...clicks]);
    clock.advance(2 * minute);
    await shop.settle();
    expect(await samples()).toEqual([{ position: 0, revision: 0, value: 1 }]);
  });
});
