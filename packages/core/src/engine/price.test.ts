import { describe, expect, it } from 'vitest';
import { article, never, reward, type Shop, shop, start } from '../../test/shop.ts';
import type { Decision, PricePoint, PriceSlots } from '../index.ts';
import { memoryStorage, seededEntropy } from '../memory/index.ts';
import { type AnyPolicy, uniform } from '../policies/index.ts';

const slot = 1000;
const point = (more: Partial<PricePoint> = {}, guard: Partial<PricePoint['guard']> = {}): PricePoint => ({
  kind: 'price',
  policy: uniform(),
  reward,
  deadline: 50,
  ladder: [0.9, 0.95, 1, 1.05, 1.1],
  slot,
  guard: { minimumMargin: 0, lowest: 0.5, highest: 2, largestStep: 1, cooldown: 0, ...guard },
  ...more,
});
/** A policy that always takes the dearest, or the cheapest, rung. */
const always = (end: 'first' | 'last'): AnyPolicy => ({
  ...uniform(),
  id: `always-${end}`,
  slate:
    ({ actions }) =>
    () =>
      Float64Array.from(actions, (_, i) => Number(i === (end === 'first' ? 0 : actions.length - 1))),
});
function make(price: PricePoint = point(), options: Parameters<typeof shop>[1] = {}): Shop {
  const s = shop({ price }, options);
  s.put(article('p'));
  return s;
}
const visitor = { shopper: 'ann' };
const quote = (s: Shop, more = {}) => s.engine.price({ visitor, product: 'p', ...more });
const kill = (s: Shop, killed: boolean) => {
  const released = killed ? {} : { released: s.clock.now() };
  s.engine.prices.control = { ...s.engine.prices.control, killed, ...released };
};
const override = (s: Shop, amount: number, until: number) => {
  s.engine.prices.control = {
    killed: false,
    overrides: new Map([['p-v', { price: { amount, currency: 'EUR' }, until }]]),
  };
};

/** The methods of a port by themselves, for a test to replace one. */
const bound = (slots: PriceSlots): PriceSlots => ({
  claim: (made) => slots.claim(made),
  newest: (...of) => slots.newest(...of),
});
/** Lets everything run that waits for nothing but its turn. */
const turn = async () => {
  for (let i = 0; i < 20; i++) await undefined;
};

describe('a price', () => {
  it('is decided once for each slot, whoever asks', async () => {
    const s = make();
    const first = await quote(s);
    for (const who of [{ shopper: 'bob' }, { session: 's' }, {}])
      expect((await quote(s, { visitor: who })).decision).toBe(first.decision);
    expect(s.decisions).toHaveLength(1);
    expect(first.until).toBe(start + slot);
    s.clock.advance(slot);
    expect((await quote(s)).decision?.unit).toEqual({
      kind: 'product-slot',
      id: 'p-v',
      slot: (start + slot) / slot,
    });
    expect(s.decisions).toHaveLength(2);
    expect(first.decision && 'shopper' in first.decision).toBe(false);
  });

  it('is decided once when many ask at the same time', async () => {
    for (const slots of [undefined, memoryStorage().slots]) {
      const s = make(point(), slots === undefined ? {} : { slots });
      const quotes = await Promise.all(Array.from({ length: 20 }, () => quote(s)));
      expect(new Set(quotes.map(({ decision }) => decision?.id)).size).toBe(1);
      expect(quotes[0]?.decision).toBeDefined();
      expect(s.decisions).toHaveLength(1);
    }
  });

  it('logs the rung with its propensity, and every change with an audit line', async () => {
    const s = make(point({ policy: always('last') }));
    const { decision, price, regular } = await quote(s);
    expect([price.amount, regular.amount]).toEqual([1100, 1000]);
    expect(decision).toMatchObject({
      chosen: ['p×1.1'],
      propensities: [1],
      source: 'policy',
      price: { product: 'p', variant: 'p-v', since: start },
    });
    expect(s.sets[0]?.entries.map((entry) => entry.price?.amount)).toEqual([900, 950, 1000, 1050, 1100]);
    expect(s.audit).toMatchObject([
      {
        action: 'price.set',
        subject: 'p-v',
        before: { amount: 1000 },
        after: { amount: 1100 },
        policy: { id: 'always-last', propensity: 1 },
        cause: { key: 'decided', values: { source: 'policy', removed: 0 } },
      },
    ]);
    s.clock.advance(slot);
    await quote(s);
    expect(s.audit).toHaveLength(1);
  });

  it('goes on from the decision that is durable after a restart', async () => {
    const { slots } = memoryStorage();
    const before = make(point({ policy: always('last') }), { slots });
    const { decision } = await quote(before);
    const s = make(point({ policy: always('first') }), { slots, entropy: seededEntropy(2) });
    expect((await quote(s)).decision).toBe(decision);
    expect(s.decisions).toEqual([]);
  });

  it('is the merchant’s own, undecided, while the slots do not answer', async () => {
    const { slots } = memoryStorage();
    const lost = () => Promise.reject(new Error('away'));
    for (const broken of [{ newest: lost, claim: lost }, { claim: lost }]) {
      const s = make(point(), { slots: { ...bound(slots), ...broken } });
      expect(await quote(s)).toMatchObject({ price: { amount: 1000 } });
      expect([s.decisions.length, s.audit.length, s.faults.length]).toEqual([0, 0, 1]);
    }
    const slow = make(point(), { slots: { ...bound(slots), claim: never } });
    const waiting = quote(slow);
    await turn();
    slow.clock.advance(50);
    expect((await waiting).decision).toBeUndefined();
    expect(slow.faults).toMatchObject([{ error: { code: 'DEADLINE' } }]);
  });

  it('is what the slot was claimed for, once a claim that missed the deadline is through', async () => {
    const { slots } = memoryStorage();
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const claim: PriceSlots['claim'] = async (made) => {
      await gate;
      return await slots.claim(made);
    };
    const s = make(point({ policy: always('last') }), { slots: { ...bound(slots), claim } });
    const waiting = quote(s);
    await turn();
    s.clock.advance(50);
    expect((await waiting).price.amount).toBe(1000);
    go();
    await turn();
    expect((await quote(s)).price.amount).toBe(1100);
    expect(s.decisions).toHaveLength(1);
  });

  it('takes no larger step than allowed from slot to slot', async () => {
    const s = make(point({ policy: always('last'), ladder: [1, 1.1, 1.2, 1.3] }, { largestStep: 0.1 }));
    const seen: number[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push((await quote(s)).price.amount);
      s.clock.advance(slot);
    }
    expect(seen).toEqual([1100, 1200, 1300, 1300]);
  });

  it('rests for the cooldown after a change, and changes again after it', async () => {
    let cheap = true;
    const flip: AnyPolicy = {
      ...uniform(),
      slate: (input) => always(cheap ? 'first' : 'last').slate?.(input) as never,
    };
    const s = make(point({ policy: flip, ladder: [0.9, 1.1] }, { cooldown: 2.5 * slot }));
    const seen: number[] = [];
    for (let i = 0; i < 8; i++) {
      seen.push((await quote(s)).price.amount);
      cheap = false;
      s.clock.advance(slot);
    }
    expect(seen).toEqual([900, 900, 900, 1100, 1100, 1100, 1100, 1100]);
  });

  it('rests for the cooldown after the merchant’s own changes', async () => {
    const amounts = async (s: Shop, slots: number) => {
      const seen: number[] = [];
      for (let i = 0; i < slots; i++) {
        seen.push((await quote(s)).price.amount);
        s.clock.advance(slot);
      }
      return seen;
    };
    const resting = () => make(point({ policy: always('last'), ladder: [1, 1.1] }, { cooldown: 1.5 * slot }));

    const edited = resting();
    await quote(edited);
    edited.clock.advance(2 * slot);
    const at = edited.clock.now();
    const variants = [{ id: 'p-v', price: { amount: 2000, currency: 'EUR' } }];
    edited.engine.catalog.apply({ kind: 'upsert', product: article('p', { variants, updatedAt: at }) }, 9);
    expect(await amounts(edited, 4)).toEqual([2000, 2000, 2200, 2200]);

    const released = resting();
    await quote(released);
    kill(released, true);
    released.clock.advance(slot);
    kill(released, false);
    expect(await amounts(released, 4)).toEqual([1000, 1000, 1100, 1100]);

    const undone = resting();
    await quote(undone);
    override(undone, 1000, start + slot);
    expect(await amounts(undone, 4)).toEqual([1000, 1000, 1000, 1100]);
  });

  it('may go back to the merchant’s own within the cooldown, and then rests again', async () => {
    let end: 'first' | 'last' = 'last';
    const policy: AnyPolicy = { ...uniform(), slate: (input) => always(end).slate?.(input) as never };
    const s = make(point({ policy, ladder: [1, 1.1] }, { cooldown: 2.5 * slot }));
    const seen: number[] = [];
    for (const next of ['last', 'first', 'last', 'last', 'last', 'last'] as const) {
      end = next;
      seen.push((await quote(s)).price.amount);
      s.clock.advance(slot);
    }
    expect(seen).toEqual([1100, 1000, 1000, 1000, 1100, 1100]);
  });

  it('follows the merchant’s edit in the middle of a slot', async () => {
    const s = make(point({ policy: always('last') }));
    await quote(s);
    s.put(article('p', { variants: [{ id: 'p-v', price: { amount: 2000, currency: 'EUR' } }] }));
    const { price, regular, decision } = await quote(s);
    expect([price.amount, regular.amount]).toEqual([2200, 2000]);
    expect(decision?.price?.regular.amount).toBe(2000);
    expect(s.audit.at(-1)?.before).toEqual({ amount: 2000, currency: 'EUR' });
  });

  it('is decided anew when a bound moves under it', async () => {
    const s = make(point({ policy: always('last') }));
    await quote(s);
    s.put(
      article('p', {
        variants: [
          {
            id: 'p-v',
            price: { amount: 1000, currency: 'EUR' },
            minimumAdvertised: { amount: 1200, currency: 'EUR' },
          },
        ],
      }),
    );
    expect((await quote(s)).price.amount).toBe(1000);
  });

  it('is the merchant’s own when the guard leaves no rung, and is logged as a fallback', async () => {
    const s = make(point({ ladder: [0.4, 3, Number.NaN] }));
    const { price, decision } = await quote(s);
    expect(price.amount).toBe(1000);
    expect(decision).toMatchObject({ source: 'fallback', chosen: [], propensities: [] });
    expect([s.decisions.length, s.audit.length]).toEqual([1, 0]);
    expect((await quote(s)).decision).toBe(decision);
  });

  it('is the merchant’s own when no policy answers', async () => {
    const broken: AnyPolicy = { ...uniform(), slate: () => () => Float64Array.of(Number.NaN) };
    const s = make(point({ policy: broken }));
    expect(await quote(s)).toMatchObject({ price: { amount: 1000 }, decision: { source: 'fallback' } });
    expect(s.faults[0]?.error).toMatchObject({ code: 'INVALID_DISTRIBUTION' });
    expect(s.decisions).toHaveLength(1);
  });

  it('is the merchant’s own while the switch is pulled, and starts from there when it is released', async () => {
    const s = make(point({ policy: always('last'), ladder: [1, 1.1, 1.2] }, { largestStep: 0.15 }));
    await quote(s);
    s.clock.advance(slot);
    expect((await quote(s)).price.amount).toBe(1200);
    kill(s, true);
    expect(await quote(s)).toEqual(expect.not.objectContaining({ decision: expect.anything() }));
    expect((await quote(s)).price.amount).toBe(1000);
    s.clock.advance(1);
    kill(s, false);
    expect((await quote(s)).price.amount).toBe(1100);
  });

  it('is what the merchant put back until the override ends, and steps from there', async () => {
    const s = make(point({ policy: always('last'), ladder: [1, 1.1, 1.2] }, { largestStep: 0.1 }));
    await quote(s);
    s.clock.advance(slot);
    expect((await quote(s)).price.amount).toBe(1200);
    override(s, 1000, start + slot + 300);
    expect(await quote(s)).toMatchObject({ price: { amount: 1000 }, until: start + slot + 300 });
    expect((await quote(s)).decision).toBeUndefined();
    s.clock.advance(400);
    expect((await quote(s)).price.amount).toBe(1100);
    expect(s.audit.at(-1)?.before).toEqual({ amount: 1000, currency: 'EUR' });
  });

  it('never follows an override out of the guard', async () => {
    const s = make();
    override(s, 10, start + 9 * slot);
    expect((await quote(s)).price.amount).toBe(1000);
  });

  it('refuses unknown products, variants and points', async () => {
    const s = make();
    await expect(quote(s, { product: 'z' })).rejects.toMatchObject({ code: 'UNKNOWN_PRODUCT' });
    await expect(quote(s, { variant: 'z' })).rejects.toMatchObject({
      code: 'UNKNOWN_PRODUCT',
      fix: expect.stringContaining('variants'),
    });
    await expect(quote(s, { point: 'z' })).rejects.toMatchObject({
      code: 'UNKNOWN_POINT',
      fix: 'Use one of price.',
    });
  });

  it('is the merchant’s own where no point covers it', async () => {
    const s = shop({});
    s.put(article('p'));
    expect(await quote(s)).toEqual({
      product: s.engine.catalog.get('p'),
      variant: expect.anything(),
      price: { amount: 1000, currency: 'EUR' },
      regular: { amount: 1000, currency: 'EUR' },
      until: start,
    });
    await expect(quote(s, { variant: 'z' })).rejects.toMatchObject({ code: 'UNKNOWN_PRODUCT' });
  });

  it('stays within the guard over many slots of any policy', async () => {
    const s = make(
      point(
        { ladder: [0.4, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.9] },
        { lowest: 0.75, highest: 1.5, largestStep: 0.15 },
      ),
    );
    let before = 1000;
    for (let i = 0; i < 300; i++) {
      const { amount } = (await quote(s)).price;
      expect(amount >= 750 && amount <= 1500).toBe(true);
      // The merchant's own price always passes, however far.
      expect(amount === 1000 || Math.abs(amount - before) <= 0.15 * before).toBe(true);
      before = amount;
      s.clock.advance(slot);
    }
    expect(new Set(s.decisions.map(({ price }: Decision) => price?.amount.amount)).size).toBeGreaterThan(3);
  });
});
