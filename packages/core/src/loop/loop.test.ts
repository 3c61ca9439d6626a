import type { OrderEventKind } from '@armoire/protocol';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import { type Decision, type NewEvent, type Point, stateName } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { epsilonGreedy, uniform } from '../policies/index.ts';
import { toFixed } from '../state/index.ts';
import { Learner, Views } from './index.ts';

const shelf: Point = {
  kind: 'shelf',
  policy: epsilonGreedy(),
  reward,
  deadline: 50,
  sources: ['a'],
  count: 2,
  candidates: 10,
};
const guard = { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0 };
const price: Point = {
  kind: 'price',
  policy: uniform(),
  reward: { ...reward, eager: false },
  deadline: 50,
  ladder: [0.9, 1],
  slot: 1e6,
  guard,
};

function make(points: Record<string, Point> = { shelf }) {
  const storage = memoryStorage();
  const s = shop(points, {
    sources: [proposing('a', ['p', 'q', 'r'])],
    decided: (decisions, sets) => {
      learner.remember(decisions, sets);
      void storage.decisions.append(decisions, sets);
    },
  });
  const learner = new Learner({ engine: s.engine, ...storage, clock: s.clock });
  s.put(article('p'), article('q'), article('r'));
  let n = 0;
  const happen = async (...events: readonly Record<string, unknown>[]) => {
    const whole = events.map(
      (event) =>
        ({ id: `e${n++}`, at: s.clock.now(), receivedAt: s.clock.now(), ...event }) as unknown as NewEvent,
    );
    const { events: logged } = await storage.events.append('shop', whole);
    for (const event of logged) s.engine.observe(event);
    learner.push(logged);
    await learner.drain();
    return whole;
  };
  const samples = async () =>
    (await storage.state.samples('shop', 0, 100)).map(({ position, previous, value }) => [
      position,
      previous,
      value,
    ]);
  const ask = async (visitor = { shopper: 'ann' }) =>
    (await s.engine.page({ visitor, situation: {}, shelves: [{ point: 'shelf' }] })).shelves[0]
      ?.decision as Decision;
  return { ...s, storage, learner, happen, samples, ask };
}

const order = (kind: OrderEventKind, product: string | undefined, more = {}) => ({
  kind,
  order: 'o',
  shopper: 'ann',
  lines: [{ product, quantity: 2, unitPrice: { amount: 1000, currency: 'EUR' }, ...more }],
});

describe('Learner', () => {
  it('learns a click at the place that it names, and the purchase and refund that follow it', async () => {
    const s = make();
    const decision = await s.ask();
    const product = decision.chosen[1];
    await s.happen({ kind: 'click', product, shopper: 'ann', decision: decision.id });
    await s.happen(order('purchase', product));
    await s.happen(order('refund', product));
    expect(await s.samples()).toEqual([
      [1, undefined, 1],
      [1, 1, 6],
      [1, 6, 1],
    ]);
    const [row] = await s.storage.state.sums('shop', stateName('shelf', epsilonGreedy()));
    const share = 1 / reward.cap;
    expect([row?.key, row?.values]).toEqual([product, [toFixed(1), toFixed(share), toFixed(share ** 2)]]);
  });

  it('takes back half of a line when half of it comes back', async () => {
    const s = make();
    const decision = await s.ask();
    const [product] = decision.chosen;
    await s.happen(
      { kind: 'click', product, shopper: 'ann', decision: decision.id },
      order('purchase', product),
    );
    await s.happen(order('refund', product, { quantity: 1 }));
    expect((await s.samples()).at(-1)).toEqual([0, 6, 3.5]);
  });

  it('follows a token at any time, and a person within the window only', async () => {
    const s = make();
    const decision = await s.ask();
    const [product, other] = decision.chosen;
    await s.happen({ kind: 'click', product, shopper: 'ann', decision: decision.id });
    s.clock.advance(reward.window + 1);
    await s.happen(order('purchase', product));
    expect(await s.samples()).toHaveLength(1);
    await s.happen({ ...order('purchase', other, { decision: decision.id }), order: 'o2' });
    expect((await s.samples()).at(-1)).toEqual([1, undefined, 5]);
  });

  it('learns nothing from what a decision did not choose, nor twice from one event', async () => {
    const s = make();
    const decision = await s.ask();
    const missing = ['p', 'q', 'r'].find((id) => !decision.chosen.includes(id));
    await s.happen({ kind: 'click', product: missing, decision: decision.id });
    expect(await s.samples()).toEqual([]);
    const click = { id: 'same', kind: 'click', product: decision.chosen[0], decision: decision.id };
    await s.happen(click);
    await s.happen(click);
    expect(await s.samples()).toHaveLength(1);
  });

  it('closes what was seen and led to nothing, of points that are gone without a sample', async () => {
    const s = make();
    const decision = await s.ask();
    await s.happen({ kind: 'impression', product: decision.chosen[0], decision: decision.id });
    expect(await s.learner.closeDue()).toBe(0);
    s.clock.advance(reward.wait);
    expect(await s.learner.closeDue()).toBe(1);
    expect(await s.samples()).toEqual([[0, undefined, 0]]);
    expect(await s.learner.closeDue()).toBe(0);
  });

  it('credits the price of the slot in which a thing was bought', async () => {
    const s = make({ shelf, price });
    const { decision } = await s.engine.price({ visitor: {}, product: 'p' });
    await s.happen(
      { kind: 'view', product: 'p', shopper: 'ann' },
      order('purchase', 'p', { variant: 'p-v' }),
      { ...order('purchase', 'p'), order: 'o2', shopper: undefined },
    );
    s.clock.advance(reward.wait);
    expect(await s.learner.closeDue()).toBe(1);
    expect(await s.samples()).toEqual([[0, undefined, 10]]);
    expect((await s.storage.state.samples('shop', 0, 9))[0]?.decision).toBe(decision?.id);
  });

  it('reads the same state back that it has in memory', async () => {
    const s = make();
    for (let i = 0; i < 5; i++) {
      const decision = await s.ask();
      await s.happen({ kind: 'click', product: decision.chosen[0], decision: decision.id });
    }
    const again = make();
    const learner = new Learner({ engine: again.engine, ...s.storage, clock: again.clock });
    await learner.load();
    const rows = (engine: typeof s.engine) => [
      ...(engine.learned.state('shelf', shelf.policy) as { rows(): Iterable<unknown> }).rows(),
    ];
    expect(new Set(rows(again.engine).map((row) => JSON.stringify(row)))).toEqual(
      new Set(rows(s.engine).map((row) => JSON.stringify(row))),
    );
    expect([learner.offset, again.engine.learned.samples]).toEqual([5, 5]);
  });
});

describe('Views', () => {
  const view = (i: number) => ({
    id: `v${i}`,
    kind: 'view' as const,
    at: start,
    receivedAt: start,
    product: 'p',
    shopper: 'ann',
    customer: 'c',
  });
  const counting = () => {
    let seen = 0;
    const source = {
      ...proposing('a', []),
      observe: () => void seen++,
      snapshot: () => String(seen),
      restore: (text: string) => {
        seen = Number(text);
      },
    };
    return { source, seen: () => seen };
  };
  const setUp = async () => {
    const storage = memoryStorage();
    const counter = counting();
    const { engine } = shop({}, { sources: [counter.source] });
    const append = async (...ids: number[]) => (await storage.events.append('shop', ids.map(view))).events;
    return {
      storage,
      engine,
      append,
      seen: counter.seen,
      views: new Views(engine, storage.events, storage.state),
    };
  };

  it('see each event once, whether it was pushed, overlaps, comes late or was missed', async () => {
    const { append, views, seen } = await setUp();
    const first = await append(1, 2, 3);
    await views.load();
    expect(seen()).toBe(3);
    await views.push(first);
    const more = await append(4, 5);
    await views.push([...first.slice(2), ...more]);
    expect([seen(), views.offset]).toEqual([5, 5]);
    await append(6);
    await views.push(await append(7));
    expect([seen(), views.offset]).toEqual([7, 7]);
  });

  it('read a log again that could not be read once', async () => {
    const { storage, engine, append, seen } = await setUp();
    let broken = true;
    const events = {
      ...storage.events,
      read: async (...of: Parameters<typeof storage.events.read>) => {
        if (broken) throw new Error('away');
        return storage.events.read(...of);
      },
    };
    const views = new Views(engine, events as typeof storage.events, storage.state);
    await append(1);
    await expect(views.catchUp()).rejects.toThrow('away');
    broken = false;
    await views.catchUp();
    expect(seen()).toBe(1);
  });

  it('start from their snapshots, with people, and read only the rest', async () => {
    const { storage, append, views } = await setUp();
    await append(1, 2);
    await views.load();
    await views.save();
    await append(3);
    const other = counting();
    const { engine } = shop({}, { sources: [other.source] });
    const restored = new Views(engine, storage.events, storage.state);
    await restored.load();
    expect([other.seen(), restored.offset]).toEqual([3, 3]);
    expect(engine.people.person({ shopper: 'ann' })).toBe('customer:c');
  });
});
