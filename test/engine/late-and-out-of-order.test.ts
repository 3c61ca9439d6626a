import {
  type AnyPolicy,
  bernoulliThompson,
  type Decision,
  featureWidth,
  linearThompson,
  type ManualClock,
  manualClock,
  type RewardSpec,
  type SumRow,
  type Sums,
  seededRng,
} from '@armoire/core';
import { type EngineShop, engineShop } from '@armoire/evaluation';
import { day, hour, minute, type OrderLine, type ShopEvent } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { always, point, products, reward, shelf, start } from './shop.ts';

const ids = products(4).map(({ id }) => id);
const unitPrice = { amount: 1000, currency: 'EUR' };

async function open(policy: AnyPolicy, spec: RewardSpec = reward) {
  const clock = manualClock(start);
  const options = {
    points: { [point]: shelf(policy, { reward: spec }) },
    products: products(4),
    currency: 'EUR',
    clock,
  };
  return { clock, shop: await engineShop({ ...options, seed: 3, sources: [always(ids)] }) };
}

async function decide(shop: EngineShop, shopper?: string): Promise<Decision> {
  const visitor = shopper === undefined ? {} : { shopper };
  const page = await shop.engine.page({ visitor, situation: {}, shelves: [{ point }] });
  return (page.shelves[0] as (typeof page.shelves)[0]).decision;
}

function rowsOf(shop: EngineShop, policy: AnyPolicy): SumRow[] {
  return [...(shop.engine.learned.state(point, policy) as Sums).rows()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
}

async function samplesOf(shop: EngineShop) {
  const samples = await shop.storage.state.samples(shop.engine.shop, 0, Number.MAX_SAFE_INTEGER);
  return samples.map(({ decision, value, previous }) => ({ decision, value, previous }));
}

/** What people did after their decisions: all kinds of events, each with its token. */
function story(decisions: readonly Decision[]): ShopEvent[] {
  const rng = seededRng(1, 'story');
  return decisions.flatMap((decision, i): ShopEvent[] => {
    const token = decision.id;
    return decision.chosen.flatMap((product, place): ShopEvent[] => {
      const about = { at: decision.at + minute * (place + 1), product, token, shopper: `s${i % 7}` };
      const id = `${i}-${place}`;
      const events: ShopEvent[] = [{ ...about, id: `i${id}`, kind: 'impression' }];
      if (rng.next() < 0.5) events.push({ ...about, id: `c${id}`, kind: 'click' });
      if (rng.next() < 0.3) events.push({ ...about, id: `a${id}`, kind: 'add_to_cart' });
      const lines: OrderLine[] = [{ product, quantity: 1, unitPrice, token }];
      if (rng.next() < 0.4)
        events.push({ id: `b${id}`, at: about.at + hour, kind: 'purchase', order: `o${id}`, lines });
      if (rng.next() < 0.2)
        events.push({ id: `r${id}`, at: about.at + day, kind: 'refund', order: `o${id}`, lines });
      return events;
    });
  });
}

/** Shuffled, a third of it twice, in batches of up to eight. */
function scrambled(events: readonly ShopEvent[], seed: number): ShopEvent[][] {
  const rng = seededRng(seed, 'scramble');
  const all = [...events, ...events.filter(() => rng.next() < 1 / 3)];
  const mixed = all.map((event) => ({ event, key: rng.next() })).sort((a, b) => a.key - b.key);
  const batches: ShopEvent[][] = [];
  for (let i = 0; i < mixed.length; ) {
    const size = 1 + Math.floor(rng.next() * 8);
    batches.push(mixed.slice(i, i + size).map(({ event }) => event));
    i += size;
  }
  return batches;
}

describe.each([
  ['thompson-bernoulli', bernoulliThompson()],
  ['thompson-linear', linearThompson({ width: featureWidth })],
] as const)('the state of %s is the same bit for bit', (_, policy) => {
  const deliver = async (
    spec: RewardSpec,
    batches: (events: readonly ShopEvent[]) => ShopEvent[][],
    between: (clock: ManualClock) => void = () => {},
  ) => {
    const { clock, shop } = await open(policy, spec);
    const decisions: Decision[] = [];
    for (let i = 0; i < 40; i++) decisions.push(await decide(shop));
    const events = story(decisions);
    for (const batch of batches(events)) {
      await shop.send(batch);
      between(clock);
    }
    clock.advance(2 * day);
    await shop.settle();
    expect(await shop.storage.events.head(shop.engine.shop)).toBe(events.length);
    return rowsOf(shop, policy);
  };

  it.each([true, false])(
    'in order, or late, doubled and out of order (learning at once: %s)',
    async (eager) => {
      const spec = { ...reward, eager };
      const inOrder = await deliver(spec, (events) => [[...events].sort((a, b) => a.at - b.at)]);
      expect(inOrder.length).toBeGreaterThan(0);
      for (const seed of [1, 2, 3]) {
        expect(await deliver(spec, (events) => scrambled(events, seed)), `seed ${seed}`).toEqual(inOrder);
      }
    },
  );

  it('also when waits end in the middle of it', async () => {
    const inOrder = await deliver(reward, (events) => [[...events].sort((a, b) => a.at - b.at)]);
    const late = await deliver(
      reward,
      (events) => scrambled(events, 4),
      (clock) => clock.advance(minute / 4),
    );
    expect(late).toEqual(inOrder);
  });
});

describe('an order without a token', () => {
  /** Two decisions that showed the same product to one shopper, who clicked on both. */
  const opened = async () => {
    const { clock, shop } = await open(bernoulliThompson(), { ...reward, eager: true });
    const one = await decide(shop, 'ann');
    clock.advance(hour);
    const two = await decide(shop, 'ann');
    const product = one.chosen.find((id) => two.chosen.includes(id)) as string;
    const click = (id: string, decision: Decision, who: object = { shopper: 'ann' }): ShopEvent => ({
      ...who,
      id,
      at: decision.at + minute,
      kind: 'click',
      product,
      token: decision.id,
    });
    const order = (id: string, at: number, who: object, token?: string): ShopEvent => {
      const line = { product, quantity: 1, unitPrice, ...(token === undefined ? {} : { token }) };
      return { ...who, id, at, kind: 'purchase', order: `order ${id}`, lines: [line] };
    };
    /** Decisions whose places an order has made worth more than a click. */
    const earned = async () => {
      const bought = (await samplesOf(shop)).filter(({ value }) => value > 1);
      return bought.map(({ decision }) =>
        decision === one.id ? 'one' : decision === two.id ? 'two' : 'another',
      );
    };
    return { clock, shop, one, two, product, click, order, earned };
  };
  const ann = { shopper: 'ann' };

  it('is credited to the last touch', async () => {
    const { shop, one, two, click, order, earned } = await opened();
    await shop.send([click('c1', one), click('c2', two), order('b', two.at + hour, ann)]);
    expect(await earned()).toEqual(['two']);
  });

  it('is credited to the last touch by its time, not by its arrival', async () => {
    const { shop, one, two, click, order, earned } = await opened();
    await shop.send([click('c2', two)]);
    await shop.send([click('c1', one)]);
    await shop.send([order('b', two.at + hour, ann)]);
    expect(await earned()).toEqual(['two']);
  });

  it('is credited to a touch before it only', async () => {
    const { shop, one, two, click, order, earned } = await opened();
    await shop.send([click('c1', one), click('c2', two), order('b', one.at + 2 * minute, ann)]);
    expect(await earned()).toEqual(['one']);
  });

  it('goes by its token first, when it has one', async () => {
    const { shop, one, two, click, order, earned } = await opened();
    await shop.send([click('c1', one), click('c2', two), order('b', two.at + hour, ann, one.id)]);
    expect(await earned()).toEqual(['one']);
  });

  it('is credited to nothing once the window is over', async () => {
    const { shop, two, click, order, earned } = await opened();
    await shop.send([click('c2', two), order('late', two.at + reward.window + 1, ann)]);
    expect(await earned()).toEqual([]);
    await shop.send([order('just', two.at + reward.window, ann)]);
    expect(await earned()).toEqual(['two']);
  });

  it('is credited to what its customer did before signing in, on any device', async () => {
    const { shop, one, two, click, order, earned } = await opened();
    const signsIn: ShopEvent = {
      id: 'v',
      at: two.at + 2 * minute,
      kind: 'view',
      product: 'p0',
      shopper: 'ann',
      customer: '77',
    };
    await shop.send([click('c1', one), click('c2', two, { shopper: 'phone', customer: '77' }), signsIn]);
    // The store knows the customer and no browser.
    await shop.send([order('b1', one.at + 2 * minute, { customer: '77' })]);
    await shop.send([order('b2', two.at + hour, { customer: '77' })]);
    expect(await earned()).toEqual(['one', 'two']);
  });

  it('is credited to nobody else', async () => {
    const { shop, two, click, order, earned } = await opened();
    await shop.send([
      click('c2', two),
      order('b1', two.at + hour, { customer: '78' }),
      order('b2', two.at + hour, {}),
    ]);
    expect(await earned()).toEqual([]);
  });
});

describe('a refund', () => {
  const opened = async () => {
    const { clock, shop } = await open(bernoulliThompson(), { ...reward, eager: true });
    const one = await decide(shop, 'ann');
    clock.advance(hour);
    const two = await decide(shop, 'ann');
    const product = one.chosen.find((id) => two.chosen.includes(id)) as string;
    const about = { kind: 'click' as const, product, shopper: 'ann' };
    const lines = [{ product, quantity: 2, unitPrice }];
    const bought = {
      id: 'b',
      at: one.at + 2 * minute,
      kind: 'purchase' as const,
      order: 'o',
      lines,
      shopper: 'ann',
    };
    await shop.send([{ ...about, id: 'c1', at: one.at + minute, token: one.id }, bought]);
    return { clock, shop, one, two, product, about, lines };
  };

  it('revises the sample of its purchase, whatever was clicked on since', async () => {
    const { shop, one, two, about, lines } = await opened();
    await shop.send([{ ...about, id: 'c2', at: two.at + minute, token: two.id }]);
    await shop.send([{ id: 'r', at: two.at + day, kind: 'refund', order: 'o', lines }]);
    expect(await samplesOf(shop)).toEqual([
      { decision: one.id, value: 1, previous: undefined },
      { decision: one.id, value: 5, previous: 1 },
      { decision: two.id, value: 1, previous: undefined },
      { decision: one.id, value: 1, previous: 5 },
    ]);
  });

  it('takes back its share, once, however often it arrives and however late', async () => {
    const { clock, shop, one, product } = await opened();
    const half: ShopEvent = {
      id: 'r',
      at: one.at + day,
      kind: 'refund',
      order: 'o',
      lines: [{ product, quantity: 1, unitPrice }],
    };
    clock.advance(300 * day);
    await shop.send([half, half]);
    await shop.send([half]);
    expect((await samplesOf(shop)).map(({ value }) => value)).toEqual([1, 5, 3]);
  });

  it('of an unknown order changes nothing, and stops nothing', async () => {
    const { shop, two, about, lines } = await opened();
    const before = (await samplesOf(shop)).length;
    await shop.send([{ id: 'r', at: two.at, kind: 'refund', order: 'never bought', lines }]);
    expect(await samplesOf(shop)).toHaveLength(before);
    await shop.send([{ ...about, id: 'c2', at: two.at + minute, token: two.id }]);
    expect(await samplesOf(shop)).toHaveLength(before + 1);
    expect(shop.learner.offset).toBe(await shop.storage.events.head(shop.engine.shop));
  });
});
