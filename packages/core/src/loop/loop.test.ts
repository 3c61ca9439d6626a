import type { OrderEventKind } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { article, proposing, reward, shop, start } from '../../test/shop.ts';
import { type Decision, type NewEvent, type Point, stateName } from '../index.ts';
import { memoryStorage } from '../memory/index.ts';
import { epsilonGreedy, uniform } from '../policies/index.ts';
import { toFixed } from '../state/index.ts';
import { Learner, Views } from './index.ts';
import { shownAfter } from './prices.ts';

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
    slots: storage.slots,
    claimed: (decisions, sets) => learner.remember(decisions, sets),
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

  it('takes back exactly what was earned, whatever has become of the costs, in whatever parts and order', async () => {
    const piece = fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      cost: fc.integer({ min: 0, max: 999 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('line' as const, 'relative' as const, 'revenue' as const, 'profit' as const),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 999 }),
        fc.nat(),
        async (purchase, orders, costAtLast, turn) => {
          const rules = { ...reward, weights: { purchase: 0.3 }, purchase, cap: 1e9, default: -0.5 };
          const s = make({ shelf: { ...shelf, reward: rules } });
          const decision = await s.ask();
          const product = decision.chosen[0] ?? '';
          const sells = (cost: number) => {
            const eur = (amount: number) => ({ amount, currency: 'EUR' });
            s.put(
              article(product, { taxRate: 0.19, variants: [{ id: 'v', price: eur(1999), cost: eur(cost) }] }),
            );
          };
          const about = (kind: OrderEventKind, i: number, quantity: number) => ({
            ...order(kind, product, {
              quantity,
              decision: decision.id,
              unitPrice: { amount: 1999, currency: 'EUR' },
            }),
            order: `o${i}`,
          });
          for (const [i, { quantity, cost }] of orders.entries()) {
            // Some orders come back before they are heard of, and some in part.
            const early = (turn >> i) % 3;
            const [first, rest] = early === 2 ? [1, quantity - 1] : [quantity, 0];
            sells(cost);
            if (early > 0) await s.happen(about('refund', i, first));
            await s.happen(about('purchase', i, quantity));
            sells(costAtLast);
            if (early === 0) for (let n = 0; n < quantity; n++) await s.happen(about('refund', i, 1));
            else if (rest > 0) await s.happen(about('refund', i, rest));
          }
          const [outcome] = await s.storage.state.outcomes('shop', [decision.id]);
          expect(outcome?.earned).toBe(0);
          expect(outcome?.value).toBe(-0.5);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes back the profit of the sale, not that of today', async () => {
    const rules = { ...reward, purchase: 'profit' as const, weights: { purchase: 1 }, cap: 1e6 };
    const s = make({ shelf: { ...shelf, reward: rules } });
    const decision = await s.ask();
    const [product = ''] = decision.chosen;
    const sells = (cost: number) => {
      const eur = (amount: number) => ({ amount, currency: 'EUR' });
      s.put(article(product, { variants: [{ id: 'v', price: eur(1000), cost: eur(cost) }] }));
    };
    const line = { quantity: 1, decision: decision.id };
    sells(100);
    await s.happen({ ...order('purchase', product, line), order: 'one' });
    sells(900);
    await s.happen({ ...order('purchase', product, line), order: 'two' });
    await s.happen({ ...order('refund', product, line), order: 'one' });
    expect((await s.samples()).map(([, , value]) => value)).toEqual([9, 10, 1]);
    const [outcome] = await s.storage.state.outcomes('shop', [decision.id]);
    expect(outcome?.terms?.map(({ cost }) => cost)).toEqual([100, 900]);
  });

  it('takes back what a line counted for when it was bought, whatever articles have come since', async () => {
    const rules = { ...reward, purchase: 'relative' as const, weights: { purchase: 5 } };
    const s = make({ shelf: { ...shelf, reward: rules } });
    const decision = await s.ask();
    const [product = ''] = decision.chosen;
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const dear = (id: string) =>
      s.put(article(id, { variants: [{ id, price: eur(90_000), cost: eur(10) }] }));
    const line = { quantity: 1, decision: decision.id };
    // All articles bring the same, so that a line is one.
    await s.happen({ ...order('purchase', product, line), order: 'one' });
    dear('new');
    await s.happen({ ...order('purchase', product, line), order: 'two' });
    const unit = (3 * 900 + 89_990) / 4;
    const late = 2.5 + 2.5 * (900 / Math.round(unit));
    expect((await s.samples()).map(([, , value]) => value)).toEqual([5, expect.closeTo(5 + late, 5)]);
    dear('newer');
    await s.happen({ ...order('refund', product, line), order: 'one' });
    expect((await s.samples()).at(-1)?.at(-1)).toBeCloseTo(late, 5);
    await s.happen({ ...order('refund', product, line), order: 'two' });
    expect((await s.samples()).at(-1)?.at(-1)).toBe(0);
  });

  it('takes back a whole line where it was counted before lines were compared', async () => {
    const s = make();
    const decision = await s.ask();
    const [product] = decision.chosen;
    const line = { quantity: 2, decision: decision.id };
    await s.happen(order('purchase', product, line));
    const relative = { ...shelf, reward: { ...reward, purchase: 'relative' as const } };
    const again = shop({ shelf: relative }, {});
    again.put(article('p'), article('q'), article('r'));
    const learner = new Learner({ engine: again.engine, ...s.storage, clock: again.clock });
    await learner.load();
    const back = { id: 'back', at: s.clock.now(), receivedAt: s.clock.now() };
    await s.storage.events.append('shop', [
      { ...order('refund', product, { quantity: 2 }), ...back } as unknown as NewEvent,
    ]);
    await learner.drain();
    expect((await s.samples()).map(([, , value]) => value)).toEqual([5, 0]);
  });

  it('lets a refund that came before its purchase teach with it, once', async () => {
    const s = make();
    const decision = await s.ask();
    const [product] = decision.chosen;
    await s.happen({ kind: 'click', product, shopper: 'ann', decision: decision.id });
    await s.happen(order('refund', product, { quantity: 1 }));
    expect(await s.samples()).toEqual([[0, undefined, 1]]);
    await s.happen(order('purchase', product));
    expect((await s.samples()).at(-1)).toEqual([0, 6, 3.5]);
    await s.happen(order('refund', product, { quantity: 1 }));
    await s.happen(order('refund', product, { quantity: 1 }));
    expect((await s.samples()).at(-1)).toEqual([0, 3.5, 1]);
  });

  it('learns the same from a refund before its purchase when both are read at once', async () => {
    const s = make();
    const decision = await s.ask();
    const [product] = decision.chosen;
    await s.happen(
      { kind: 'click', product, shopper: 'ann', decision: decision.id },
      order('refund', product),
      order('purchase', product),
    );
    const [outcome] = await s.storage.state.outcomes('shop', [decision.id]);
    expect([outcome?.earned, outcome?.value]).toEqual([0, 1]);
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
    s.clock.advance(shownAfter);
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

  it('credits no price with what was bought at the merchant’s own, nor with what comes back of it', async () => {
    const s = make({ price });
    await s.engine.price({ visitor: {}, product: 'p' });
    s.clock.advance(shownAfter);
    const line = { variant: 'p-v', ownPrice: true };
    await s.happen(order('purchase', 'p', line), order('refund', 'p', line));
    s.clock.advance(reward.wait);
    expect(await s.learner.closeDue()).toBe(0);
    expect(await s.samples()).toEqual([]);
  });

  describe('what is sold of another variant', () => {
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const variants = [
      { id: 'lead', price: eur(1000), cost: eur(300) },
      { id: 'large', price: eur(1500), cost: eur(400) },
    ];
    const profit = {
      ...reward,
      eager: false,
      purchase: 'profit' as const,
      weights: { purchase: 1 },
      cap: 1e6,
    };
    const make2 = (window: number = reward.window) => {
      const s = make({ price: { ...price, reward: { ...profit, window } } });
      s.put(article('p', { variants }));
      return s;
    };
    const sold = (variant: string, name = 'o') => ({
      ...order('purchase', 'p', { variant, quantity: 1, unitPrice: eur(1500) }),
      order: name,
    });
    const learned = async (s: ReturnType<typeof make>) => {
      s.clock.advance(reward.wait);
      await s.learner.closeDue();
      const samples = await s.storage.state.samples('shop', 0, 9);
      return samples.map(({ decision, value }) => [decision, value]);
    };

    it('counts for the one on whose rung it is sold, with its own profit; and is taken back there', async () => {
      const s = make2();
      const { decision } = await s.engine.price({ visitor: {}, product: 'p' });
      s.clock.advance(shownAfter);
      await s.happen({ kind: 'view', product: 'p', variant: 'large' }, sold('large'));
      expect(await learned(s)).toEqual([[decision?.id, 11]]);
      await s.happen({ ...sold('large'), kind: 'refund' });
      expect((await learned(s)).at(-1)).toEqual([decision?.id, 0]);
    });

    it('counts for the one that is priced, whichever that is', async () => {
      const s = make2();
      const { decision } = await s.engine.price({ visitor: {}, product: 'p', variant: 'large' });
      s.clock.advance(shownAfter);
      await s.happen({ kind: 'view', product: 'p' }, { ...sold('lead'), order: 'one' });
      expect(await learned(s)).toEqual([[decision?.id, 12]]);
    });

    it('counts for its own price as long as it has one', async () => {
      const s = make2(1.5e6);
      await s.engine.price({ visitor: {}, product: 'p' });
      const own = await s.engine.price({ visitor: {}, product: 'p', variant: 'large' });
      s.clock.advance(shownAfter);
      await s.happen(sold('large', 'one'));
      s.clock.advance(1e6);
      await s.engine.price({ visitor: {}, product: 'p' });
      s.clock.advance(shownAfter);
      // It was priced by itself a slot ago: what it costs now is no rung of the first one.
      await s.happen(sold('large', 'two'));
      expect(await learned(s)).toEqual([[own.decision?.id, 11]]);
      s.clock.advance(1e6);
      const { decision } = await s.engine.price({ visitor: {}, product: 'p' });
      s.clock.advance(shownAfter);
      await s.happen(sold('large', 'three'));
      expect((await learned(s)).slice(1)).toEqual([[decision?.id, 11]]);
    });

    it('counts for nothing where no price was decided in its slot', async () => {
      const s = make2();
      await s.engine.price({ visitor: {}, product: 'p' });
      s.clock.advance(1e6 + shownAfter);
      await s.happen(sold('large'));
      expect(await learned(s)).toEqual([]);
    });
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
