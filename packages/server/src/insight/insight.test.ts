import { memoryStorage } from '@armoire/core';
import { day, hour } from '@armoire/protocol';
import { afterEach, expect, it } from 'vitest';
import { event, noon, order, products, type World, world } from '../../test/world.ts';
import { placeOf } from './log-place.ts';

let node: World;
afterEach(() => node.armoire.close());

const points = {
  home: { kind: 'shelf', policy: { name: 'thompson-linear' }, sources: ['newest'] },
  banner: { kind: 'choice', actions: ['spring', 'sale'], policy: 'thompson-bernoulli', reward: { cap: 1 } },
  price: { kind: 'price', slot: '1h', ladder: [0.9, 1], guard: { cooldown: 0 } },
} as const;

async function start(): Promise<void> {
  node = await world({ shop: { points } });
  await node.armoire.shop().upsertProducts(products(6));
}

async function ask(query: string) {
  const { data, errors } = await node.admin(query);
  expect(errors).toBeUndefined();
  return data;
}

const since = new Date(noon - hour).toISOString();

it('tells what a point did', async () => {
  await start();
  const shop = node.armoire.shop();
  for (const shopper of ['ann', 'bob', 'eve']) {
    const { data } = await node.graphql(
      `{ recommendations(point: "home", count: 3, visitor: { shopper: "${shopper}" }) { token items { product { id } } } }`,
    );
    const { token, items } = data.recommendations;
    await shop.ingest([event('click', { product: items[0].product.id, token, shopper })], 'browser');
  }
  await shop.settled();
  const { pointActivity } = await ask(
    `{ pointActivity(point: "home", since: "${since}", every: 3600000)
       { catalogue coverage partial buckets { from decisions places clicks reward exploration entropy } } }`,
  );
  expect(pointActivity).toMatchObject({ catalogue: 6, partial: false });
  expect(pointActivity.buckets).toHaveLength(1);
  const [bucket] = pointActivity.buckets;
  expect(bucket).toMatchObject({ from: new Date(noon).toISOString(), decisions: 3, places: 9, clicks: 3 });
  expect(bucket.reward).toBe(3);
  expect(bucket.exploration).toBeGreaterThan(0);
  expect(bucket.entropy).toBeGreaterThan(0);
  expect(bucket.entropy).toBeLessThanOrEqual(1);
});

it('refuses a point that is not there, and more buckets than anybody reads', async () => {
  await start();
  for (const [point, every, code] of [
    ['nowhere', 3_600_000, 'UNKNOWN_POINT'],
    ['home', 1, 'INVALID_INPUT'],
  ] as const) {
    const { errors } = await node.admin(
      `{ pointActivity(point: "${point}", since: "${since}", every: ${every}) { coverage } }`,
    );
    expect(errors?.[0]?.extensions.code).toBe(code);
  }
});

it('tells what the policies believe, best first, and follows it', async () => {
  await start();
  const shop = node.armoire.shop();
  await node.armoire.runDue();
  for (let i = 0; i < 20; i++) {
    const { data } = await node.graphql('{ choice(point: "banner") { action token } }');
    const { action, token } = data.choice;
    if (action === 'sale') await shop.ingest([event('click', { action, token })], 'browser');
  }
  await shop.settled();
  node.clock.advance(hour);
  await node.armoire.runDue();
  const { estimates } = await ask(
    '{ estimates(point: "banner") { action title mean deviation history { at mean } } }',
  );
  expect(estimates.map(({ action }: { action: string }) => action)).toEqual(['sale', 'spring']);
  expect(estimates[0].history.length).toBeGreaterThanOrEqual(2);
  expect(estimates[0].history.at(-1).mean).toBe(estimates[0].mean);
  const shelf = await ask('{ estimates(point: "home", limit: 4) { title mean deviation } }');
  expect(shelf.estimates).toHaveLength(4);
  expect((await ask('{ estimates(point: "price") { mean } }')).estimates).toEqual([]);
});

it('tells the prices of an article, and what was sold of it', async () => {
  await start();
  const shop = node.armoire.shop();
  for (let slot = 0; slot < 12; slot++) {
    await node.graphql('{ price(product: "p0") { price { amount } } }');
    node.clock.advance(hour);
  }
  await shop.ingest([order('purchase', 'p0', { order: 'one', at: noon + hour })], 'server');
  await shop.ingest([order('refund', 'p0', { order: 'one', at: noon + 2 * hour })], 'server');
  node.clock.advance(day);
  await shop.ingest([order('purchase', 'p0', { order: 'two', at: noon + day })], 'server');
  const { priceHistory } = await ask(
    `{ priceHistory(product: "p0", since: "${since}", until: "${new Date(noon + 2 * day).toISOString()}")
       { variant regular { amount } floor { amount } ceiling { amount } lowest { amount }
         rungs { price { amount } factor mean probability taken rule } demand { amount } steps { at until amount } sales { from pieces revenue } } }`,
  );
  const [variant] = priceHistory;
  expect(variant.floor.amount).toBeLessThan(variant.ceiling.amount);
  expect(variant.steps.length).toBeGreaterThan(0);
  const rungs: {
    price: { amount: number };
    mean: number | null;
    probability: number | null;
    taken: boolean;
    rule: string | null;
  }[] = variant.rungs;
  expect(rungs.length).toBeGreaterThan(1);
  expect(rungs.map(({ price }) => price.amount)).toEqual(
    rungs.map(({ price }) => price.amount).sort((a, b) => a - b),
  );
  for (const { mean, rule, probability } of rungs) {
    expect([mean === null, probability === null]).toEqual([rule !== null, rule !== null]);
  }
  expect(rungs.reduce((sum, { probability }) => sum + (probability ?? 0), 0)).toBeCloseTo(1, 9);
  expect(rungs.filter(({ taken }) => taken)).toHaveLength(1);
  // It learns what each rung is worth, and nothing of what lies between them.
  expect(variant.demand).toEqual([]);
  expect(variant.lowest.amount).toBeLessThanOrEqual(variant.regular.amount);
  for (const [i, { until }] of variant.steps.entries()) expect(until).toBe(variant.steps[i + 1]?.at ?? null);
  expect(variant.sales.map(({ pieces }: { pieces: number }) => pieces)).toEqual([0, 1]);
  expect(variant.sales[0].revenue).toBe(0);
});

it('tells what happened in the shop by day, and reads on from where it was', async () => {
  await start();
  const shop = node.armoire.shop();
  const midnight = Math.floor(noon / day) * day;
  const days = async () => {
    const query = `{ shopDays(since: "${since}") { partial days { from views clicks orders pieces revenue { amount currency } } } }`;
    return (await ask(query)).shopDays;
  };
  expect(await days()).toEqual({ partial: false, days: [] });
  await shop.ingest([event('view', { product: 'p0' }), event('click', { product: 'p0' })], 'browser');
  await shop.ingest([order('purchase', 'p0', { order: 'one' })], 'server');
  const first = {
    from: new Date(midnight).toISOString(),
    views: 1,
    clicks: 1,
    orders: 1,
    pieces: 1,
    revenue: [{ amount: 2000, currency: 'EUR' }],
  };
  expect((await days()).days).toEqual([first]);
  node.clock.advance(day);
  await shop.ingest([order('purchase', 'p1', { order: 'two', at: noon + day })], 'server');
  await shop.ingest([order('refund', 'p0', { order: 'one', at: noon + day })], 'server');
  const [[before, after]] = (await Promise.all([days(), days()])).map((each) => each.days);
  expect(before).toEqual(first);
  expect(after).toMatchObject({ views: 0, orders: 1, pieces: 0, revenue: [{ amount: 0 }] });
  const { errors } = await node.admin('{ shopDays(since: "1990-01-01T00:00:00Z") { partial } }');
  expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
});

it('tells what a decision chose from, and what came of it, with every revision', async () => {
  await start();
  const shop = node.armoire.shop();
  const { data } = await node.graphql(
    '{ recommendations(point: "home", count: 2, visitor: { shopper: "ann" }) { decision token items { product { id } } } }',
  );
  const { decision, token, items } = data.recommendations;
  const product = items[0].product.id;
  const outcome = async () => {
    const query = `{ decisionOutcome(decision: "${decision}") { inputs
      places { position action seen earned value due revisions { revision at value previous } }
      candidates { action title scores position probability } } }`;
    return (await ask(query)).decisionOutcome;
  };
  const untold = await outcome();
  expect(untold.places).toEqual([]);
  expect(untold.inputs.length).toBeGreaterThan(0);
  expect(untold.candidates).toHaveLength(6);
  const chosen = untold.candidates.filter((each: { position: number | null }) => each.position !== null);
  expect(chosen.map(({ action }: { action: string }) => action).sort()).toEqual(
    items.map((item: { product: { id: string } }) => item.product.id).sort(),
  );
  for (const { probability, scores } of chosen) {
    expect(probability).toBeGreaterThan(0);
    expect(scores).toHaveLength(untold.inputs.length);
  }
  await shop.ingest([event('impression', { product, token, shopper: 'ann' })], 'browser');
  await shop.settled();
  const [waiting] = (await outcome()).places;
  expect(waiting).toMatchObject({ position: 0, action: product, seen: ['impression'], value: null });
  expect(Date.parse(waiting.due)).toBeGreaterThan(noon);
  await shop.ingest([event('click', { product, token, shopper: 'ann' })], 'browser');
  await shop.ingest([order('purchase', product, { shopper: 'ann', at: noon + 1000 })], 'server');
  await shop.settled();
  const [learned] = (await outcome()).places;
  expect(learned).toMatchObject({ seen: ['impression', 'click'], due: null });
  expect(learned.earned).toBeGreaterThan(0);
  const { revisions } = learned;
  expect(revisions.map(({ revision }: { revision: number }) => revision)).toEqual([0, 1]);
  expect(revisions[1]).toMatchObject({ value: learned.value, previous: revisions[0].value });
  const { errors } = await node.admin('{ decisionOutcome(decision: "none") { inputs } }');
  expect(errors?.[0]?.extensions.code).toBe('UNKNOWN_DECISION');
});

it('finds articles by any of their words, and tells how the shop is', async () => {
  await start();
  const found = await ask('{ catalogue(search: "P3") { id showable } }');
  expect(found.catalogue).toEqual([{ id: 'p3', showable: true }]);
  expect((await ask('{ catalogue(first: 4) { id } }')).catalogue).toHaveLength(4);
  await node.graphql('{ recommendations(point: "home", count: 1) { token } }');
  const { health } = await ask(
    '{ health { ready leads learned logged jobs { kind status } counts { name count } } }',
  );
  expect(health).toMatchObject({ ready: true, leads: true });
  expect(health.counts).toContainEqual({ name: 'decisions.policy', count: 1 });
});

it('finds the place of an instant in the log', async () => {
  await start();
  const { events } = memoryStorage();
  const times = [10, 20, 20, 30, 50];
  await events.append(
    'lamps',
    times.map((at, i) => ({ id: `e${i}`, kind: 'search', query: 'x', at, receivedAt: at })),
  );
  for (const since of [0, 10, 11, 20, 25, 50, 51]) {
    const place = await placeOf(events, 'lamps', since);
    const rest = await events.read('lamps', place, 10);
    expect(rest.map(({ receivedAt }) => receivedAt)).toEqual(times.filter((at) => at >= since));
  }
});
