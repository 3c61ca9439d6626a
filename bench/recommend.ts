import { defaultSources, Engine, manualClock, seededRng, uniform } from '@armoire/core';
import { type CatalogChange, day, type Instant, type ProductId, type ShopEvent } from '@armoire/protocol';
import { Counts, itemKnn, type KnnSetting, popularity, type Recommender } from './support/baselines.ts';
import { coldStart } from './support/cold-start/compare.ts';
import { Hits, pairedDifference } from './support/hits.ts';
import { type History, onlineRetail, productsOf } from './support/orders.ts';
import { atLeast, type Bar, type Benchmark } from './support/report.ts';

const places = 10;
/** Settings are chosen on the first span; only the second is reported. */
const validation = { from: Date.UTC(2011, 8, 1), to: Date.UTC(2011, 9, 15) };
const test = { from: validation.to, to: Date.UTC(2011, 11, 10) };
/** The short setting: the last months alone, and the first days of the test. */
const short = { since: Date.UTC(2011, 6, 1), test: { from: validation.to, to: Date.UTC(2011, 10, 1) } };
/** An article is new for so long after its first sale. */
const newFor = 30 * day;

const groups = ['all', 'repeats', 'new to the shopper', 'new articles'] as const;
type Group = (typeof groups)[number];

const halfLives = [3, 7, 14, 30, 90];

function knnSettings(quick: boolean): KnnSetting[] {
  const settings: KnnSetting[] = [];
  for (const neighbours of quick ? [50] : [50, 200])
    for (const history of quick ? [60] : [60, 365])
      for (const own of [0.3, 1, 3])
        for (const popular of quick ? [0.1] : [0.01, 0.3])
          settings.push({ neighbours, shrink: 10, history, own, popular, days: 7 });
  return settings;
}

/**
 * What each order of online-retail holds, foretold from all orders before it: the engine's sources and ranker, learning
 * on from order to order, beside best sellers and item-kNN that are counted on as well. The settings of the baselines
 * are the best of a grid on the validation span, for each group of articles by itself; the engine has one setting, its
 * default, for all. Then articles that were never sold before: see {@link coldStart}.
 */
export const run: Benchmark = async ({ quick, say }) => {
  say('reading online-retail');
  const history = await onlineRetail();
  const walked = quick ? since(history, short.since) : history;
  say(`tuning the baselines on ${span(validation)}`);
  const field = (counts: Counts) => [
    ...halfLives.map((days) => popularity(counts, days)),
    ...knnSettings(quick).map((setting) => itemKnn(counts, setting)),
  ];
  const every = quick ? 5 : 1;
  const reported = quick ? short.test : test;
  const tuned = await walk(walked, { span: validation, every, make: field });
  const chosen = new Map<string, Recommender['name']>();
  for (const group of groups) {
    for (const kind of ['popularity', 'item-kNN']) {
      const [best] = [...tuned.entries()]
        .filter(([name]) => name.startsWith(kind))
        .sort((a, b) => b[1][group].ndcg - a[1][group].ndcg);
      chosen.set(`${kind}/${group}`, best?.[0] ?? '');
      say(`  ${group}: ${best?.[0]} (NDCG ${best?.[1][group].ndcg.toFixed(4)})`);
    }
  }

  say(`foretelling the orders of ${span(reported)}`);
  const names = new Set(chosen.values());
  const tested = await walk(walked, {
    span: reported,
    every,
    make: (counts) => field(counts).filter(({ name }) => names.has(name)),
    engine: true,
  });
  const known = report(tested, chosen);
  const cold = await coldStart(history, { quick, say });
  return { figures: { ...known.figures, ...cold.figures }, bars: [...known.bars, ...cold.bars] };
};

function since({ changes, events }: History, from: Instant): History {
  return { changes, events: events.filter(({ at }) => at >= from) };
}

type Results = Map<string, Record<Group, Hits>>;

const ours = 'Armoire';

interface Walk {
  readonly span: { readonly from: Instant; readonly to: Instant };
  /** One of so many orders of the span is asked about. */
  readonly every: number;
  make(counts: Counts): readonly Recommender[];
  /** Whether the engine goes along: it has nothing to tune. */
  readonly engine?: boolean;
}

/** Goes through the history, and asks everybody before each order of a span what it will hold. */
async function walk({ changes, events }: History, options: Walk): Promise<Results> {
  const {
    span: { from, to },
    every,
    make,
  } = options;
  const counts = new Counts(halfLives);
  const baselines = make(counts);
  const results: Results = new Map(
    [ours, ...baselines.map(({ name }) => name)].map((name) => [
      name,
      Object.fromEntries(groups.map((group) => [group, new Hits(places)])) as Record<Group, Hits>,
    ]),
  );
  const clock = manualClock(0);
  const engine = options.engine === true ? makeEngine(clock) : undefined;
  const arrivals = [...changes].sort((a, b) => arrivalOf(a) - arrivalOf(b));
  let shown = 0;
  const firstSold = new Map<ProductId, Instant>();
  const bought = new Map<string, Set<ProductId>>();
  let offset = 0;
  let orders = 0;
  for (const event of events) {
    if (event.at >= to) break;
    clock.advanceTo(event.at);
    // A product is there from its first sale: nobody may know of it before.
    for (
      let next = arrivals[shown];
      next !== undefined && arrivalOf(next) <= event.at;
      next = arrivals[shown]
    ) {
      shown++;
      engine?.show(next, shown);
    }
    const products = productsOf(event);
    const person = event.customer;
    if (event.at >= from && person !== undefined && products.length > 0 && orders++ % every === 0) {
      await foretell(event, person, products);
    }
    if (products.length > 0) counts.observe(person, products, event.at);
    engine?.observe(logged(event, ++offset));
    for (const product of products) {
      if (!firstSold.has(product)) firstSold.set(product, event.at);
      if (person !== undefined) bought.set(person, (bought.get(person) ?? new Set()).add(product));
    }
  }
  return results;

  async function foretell(event: ShopEvent, person: string, products: readonly ProductId[]): Promise<void> {
    const own = bought.get(person);
    const isNew = (id: ProductId) => event.at - (firstSold.get(id) ?? event.at) < newFor;
    const allowed: Record<Group, (id: ProductId) => boolean> = {
      all: () => true,
      repeats: (id) => own?.has(id) === true,
      'new to the shopper': (id) => own?.has(id) !== true,
      // What nobody has bought yet, no method here could know.
      'new articles': (id) => firstSold.has(id) && isNew(id) && own?.has(id) !== true,
    };
    const visitor = event.shopper === undefined ? {} : { shopper: event.shopper };
    const ranked = await engine?.rank('shelf', { visitor, situation: {} });
    const asked = groups.flatMap((group) => {
      const targets = new Set(products.filter(allowed[group]));
      return targets.size === 0 ? [] : [{ group, may: allowed[group], targets }];
    });
    for (const { group, may, targets } of asked)
      if (ranked !== undefined) results.get(ours)?.[group].add(person, ranked.filter(may), targets);
    for (const { name, scores } of baselines) {
      const scored = scores(person, event.at);
      for (const { group, may, targets } of asked)
        results.get(name)?.[group].add(person, counts.best(scored, places, may), targets);
    }
  }
}

function makeEngine(clock: ReturnType<typeof manualClock>): Engine {
  const sources = defaultSources();
  const reward = {
    weights: {},
    purchase: 'line',
    wait: 0,
    default: 0,
    window: 0,
    cap: 1,
    eager: true,
  } as const;
  const shelf = {
    kind: 'shelf',
    policy: uniform(),
    reward,
    deadline: 1000,
    sources: sources.map(({ id }) => id),
    count: places,
    candidates: 500,
  } as const;
  const entropy = { id: (at: Instant) => String(at), seed: () => 1 };
  const points = { shelf };
  return new Engine({ shop: 'bench', currency: 'GBP', points, sources, clock, entropy, decided: () => {} });
}

function arrivalOf(change: CatalogChange): Instant {
  return change.kind === 'upsert' ? (change.product.createdAt ?? 0) : 0;
}

function logged(event: ShopEvent, offset: number) {
  return { ...event, offset, receivedAt: event.at };
}

function report(results: Results, chosen: ReadonlyMap<string, string>) {
  const figures: Record<string, number> = {};
  const bars: Bar[] = [];
  const rng = seededRng(1, 'recommend');
  const draw = (n: number) => Math.floor(rng.next() * n);
  for (const group of groups) {
    const mine = results.get(ours)?.[group] as Hits;
    const show = (name: string, hits: Hits) => {
      figures[`${group}: HR@10 of ${name}`] = hits.hitRate;
      figures[`${group}: NDCG@10 of ${name}`] = hits.ndcg;
      figures[`${group}: recall@10 of ${name}`] = hits.recall;
      figures[`${group}: products shown by ${name}`] = hits.coverage;
    };
    figures[`${group}: orders`] = mine.lists;
    show(ours, mine);
    for (const kind of ['popularity', 'item-kNN']) {
      const theirs = results.get(chosen.get(`${kind}/${group}`) ?? '')?.[group] as Hits;
      show(kind, theirs);
      const { mean, low } = pairedDifference(mine, theirs, draw);
      figures[`${group}: NDCG@10 over ${kind}`] = mean;
      bars.push(atLeast(`${group}: NDCG@10 over ${kind}, lower 95 % bound`, low, 0));
    }
  }
  return { figures, bars };
}

function span({ from, to }: { readonly from: Instant; readonly to: Instant }): string {
  const date = (at: Instant) => new Date(at).toISOString().slice(0, 10);
  return `${date(from)} to ${date(to)}`;
}
