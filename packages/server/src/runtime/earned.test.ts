import { seededRng } from '@armoire/core';
import type { EarnedReport, PointEarned, Told } from '@armoire/graphql';
import { day, hour, minute } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line, start, Trade } from '../../test/trade.ts';

function pointOf({ points }: EarnedReport, id = 'home'): PointEarned {
  const found = points.find(({ point }) => point === id);
  if (found === undefined) throw new Error(`nothing was told of ${id}`);
  return found;
}

function effectOf<Effect>(result: Told<Effect> | undefined): Effect {
  if (result !== undefined && 'effect' in result) return result.effect;
  throw new Error(`not told: ${JSON.stringify(result)}`);
}

/** Every metric, however little is known of it: what the tallies hold. */
async function sums(trade: Trade, point = 'home', range = {}) {
  const told = pointOf(await trade.earned().earned(range), point);
  const { units, moved, requests, linesWithoutCost, money } = told;
  return { units, moved, requests, linesWithoutCost, currencies: money.map(({ currency }) => currency) };
}

/** Shoppers who buy with a probability that depends on their arm, and give a tenth back. */
async function market(seed: number, lift: number, n = 1200): Promise<Trade> {
  const trade = new Trade(0.4);
  const rng = seededRng(seed, 'market');
  for (let i = 0; i < n; i++) {
    const shopper = `s${seed}-${i}`;
    const at = start + Math.floor(rng.next() * day);
    const arm = trade.meet('home', { shopper }, at);
    const chance = 0.2 + (arm === 'armoire' ? lift : 0);
    if (rng.next() >= chance) continue;
    const amount = 500 + Math.floor(4000 * rng.next() ** 2);
    const bought = [line(amount, 2)];
    trade.order('purchase', shopper, at + hour, bought, { shopper });
    if (rng.next() < 0.1) trade.order('refund', shopper, at + day, bought, {});
  }
  await trade.write();
  return trade;
}

/** What a buyer brings on average: 2 × (500 + 4000/3 − ½), less a tenth. */
const basket = 0.9 * 2 * (500 + 4000 / 3 - 0.5);

describe('what was earned', () => {
  it.each([
    ['a lift', 0.06],
    ['nothing (A/A)', 0],
  ])('covers %s in about 95 of 100 shops', async (_, lift) => {
    let covered = 0;
    const shops = 120;
    for (let seed = 0; seed < shops; seed++) {
      const trade = await market(seed, lift);
      const told = pointOf(await trade.earned().earned({}));
      const { perUnit, earned, whole } = effectOf(told.money[0]?.revenue);
      const truth = lift * basket;
      if (perUnit.low <= truth && perUnit.high >= truth) covered++;
      expect(earned.value.amount).toBe(Math.round(perUnit.difference * told.units.armoire));
      expect(whole.value.amount).toBe(Math.round(perUnit.difference * 1200));
      expect(told.sampleRatio?.mismatch).toBe(false);
    }
    // 95 % less or more three standard errors of 120 trials.
    expect(covered / shops).toBeGreaterThan(0.89);
    expect(covered / shops).toBeLessThanOrEqual(1);
  });

  it('finds a large lift, and adds up the points by currency', async () => {
    const trade = await market(7, 0.2, 3000);
    const report = await trade.earned().earned({});
    const { earned } = effectOf(pointOf(report).money[0]?.revenue);
    expect(earned.low.amount).toBeGreaterThan(0);
    expect(report.total).toEqual([
      { currency: 'EUR', points: ['home'], revenue: earned, profit: expect.anything() },
    ]);
  });

  it('is not told while little is known, and what is missing is', async () => {
    const trade = await market(1, 0.1, 150);
    const told = pointOf(await trade.earned().earned({}));
    expect(told.orders).toEqual({
      missing: expect.arrayContaining([
        { arm: 'control', what: 'units', have: told.units.control, need: 100 },
        expect.objectContaining({ arm: 'control', what: 'active', need: 30 }),
      ]),
    });
  });

  it('counts what a unit did after its first visit, through whatever shelf, and nothing before', async () => {
    const trade = new Trade();
    const told = async (at: number) => {
      for (let i = 0; i < 400; i++) trade.meet('home', { shopper: `s${i}` }, start + hour);
      for (let i = 0; i < 400; i++) trade.happen('click', at, { product: 'p1', shopper: `s${i}` });
      await trade.write();
      return pointOf(await trade.earned().earned({})).clicks;
    };
    expect(await told(start + minute)).toMatchObject({ missing: expect.anything() });
    expect(effectOf(await told(start + day))).toMatchObject({ control: 1, armoire: 1, difference: 0 });
  });

  it('takes back what is refunded, in parts and before its time, to the cent', async () => {
    const trade = new Trade();
    for (let i = 0; i < 400; i++) {
      const shopper = `s${i}`;
      trade.meet('home', { shopper }, start);
      const kept = [line(333, 3), line(1000, 1, { product: 'p1' })];
      trade.order('purchase', `o${i}`, start + hour, kept, { shopper });
      // The first line comes back piece by piece, one of them before the order is known.
      for (const at of [minute, 2 * day, 3 * day])
        trade.order('refund', `o${i}`, start + at, [line(333)], {});
      // The same order, said twice, counts once.
      trade.order('purchase', `o${i}`, start + 2 * hour, kept, { shopper });
    }
    await trade.write();
    const { money, orders } = pointOf(await trade.earned().earned({}));
    expect(effectOf(money[0]?.revenue).perUnit).toMatchObject({ control: 1000, armoire: 1000 });
    expect(effectOf(money[0]?.profit).perUnit).toMatchObject({ control: 600, armoire: 600 });
    expect(effectOf(orders).control).toBe(1);
  });

  it('never adds currencies, and says whose costs it does not know', async () => {
    const trade = new Trade();
    for (let i = 0; i < 400; i++) {
      const shopper = `s${i}`;
      trade.meet('home', { shopper }, start);
      const dollars = line(100, 1, { unitPrice: { amount: 100, currency: 'USD' } });
      const unknown = line(700, 1, { product: 'p2' });
      trade.order('purchase', `o${i}`, start + hour, [line(500), dollars, unknown], { shopper });
    }
    await trade.write();
    const told = pointOf(await trade.earned().earned({}));
    const means = told.money.map(({ currency, revenue }) => [currency, effectOf(revenue).perUnit.armoire]);
    expect(means).toEqual([
      ['EUR', 1200],
      ['USD', 100],
    ]);
    expect(effectOf(told.money[0]?.profit).perUnit.armoire).toBe(200);
    expect(told.linesWithoutCost).toBe(400);
  });

  it('knows who logs in on a second browser for one unit, of the arm that they met first', async () => {
    const trade = new Trade();
    trade.decide({ id: 'a', point: 'home', at: start, unit: unit('phone'), shopper: 'phone' }, 'control');
    trade.decide(
      { id: 'b', point: 'home', at: start + 5, unit: unit('laptop'), shopper: 'laptop' },
      'armoire',
    );
    await trade.write();
    expect(await sums(trade)).toMatchObject({ units: { control: 1, armoire: 1 }, moved: 0 });
    const desk = trade.earned();
    await desk.earned({});
    for (const shopper of ['phone', 'laptop'])
      trade.happen('click', trade.clock.now(), { shopper, customer: 'ann', product: 'p1' });
    await trade.write();
    trade.clock.advance(hour);
    const merged = { units: { control: 1, armoire: 0 }, moved: 1 };
    expect(pointOf(await desk.earned({}))).toMatchObject(merged);
    expect(await sums(trade)).toMatchObject(merged);
  });

  it('counts requests of nobody by what their tokens led to', async () => {
    const trade = new Trade();
    const ids = { control: 0, armoire: 0 };
    for (let i = 0; i < 600; i++) {
      const arm = i % 2 === 0 ? 'control' : 'armoire';
      trade.decide({ id: `r${i}`, point: 'home', at: start, unit: { kind: 'request', id: `r${i}` } }, arm);
      if (i % 6 >= 2 && arm === 'control') continue;
      trade.happen('click', start + minute, { product: 'p1', decision: `r${i}` });
      ids[arm]++;
    }
    await trade.write();
    const told = pointOf(await trade.earned().earned({}));
    expect(told).toMatchObject({ units: { control: 300, armoire: 300 }, requests: 600 });
    expect(effectOf(told.clicks)).toMatchObject({ control: ids.control / 300, armoire: 1 });
  });

  it('takes the slots of a product for the units of prices', async () => {
    const trade = new Trade();
    for (let slot = 0; slot < 240; slot++) {
      const at = start + slot * day;
      const arm = slot % 2 === 0 ? 'control' : 'armoire';
      const priced = { kind: 'price' as const, price: price(at), unit: slotUnit(at) };
      trade.decide({ id: `s${slot}`, point: 'price', at: at + hour, ...priced }, arm);
      // Before the slot was decided, of another product, and one that counts.
      trade.order('purchase', `x${slot}`, at + minute, [line(50)], {});
      trade.order('purchase', `y${slot}`, at + 2 * hour, [line(70, 1, { product: 'p1' })], {});
      trade.order('purchase', `z${slot}`, at + 3 * hour, [line(arm === 'control' ? 1000 : 900)], {});
    }
    trade.clock.advance(400 * day);
    await trade.write();
    const told = pointOf(await trade.earned().earned({}), 'price');
    expect(told).toMatchObject({ unit: 'product-slot', units: { control: 120, armoire: 120 } });
    expect(effectOf(told.money[0]?.revenue)).toMatchObject({
      perUnit: { control: 1000, armoire: 900, difference: -100 },
      earned: { value: { amount: -12_000, currency: 'EUR' } },
    });
  });

  it('is of a range: units that came in it, and what they did in it', async () => {
    const trade = new Trade();
    for (let i = 0; i < 600; i++) {
      const shopper = `s${i}`;
      trade.meet('home', { shopper }, start + (i % 2) * 2 * day);
      for (const days of [1, 3, 5])
        trade.order('purchase', `o${i}-${days}`, start + days * day, [line(100)], { shopper });
    }
    await trade.write();
    const told = async (range: object) => pointOf(await trade.earned().earned(range));
    const counted = async (range: object) => {
      const { units } = await told(range);
      return units.control + units.armoire;
    };
    expect(await counted({})).toBe(600);
    expect(await counted({ since: start + day })).toBe(300);
    expect(await counted({ until: start + day })).toBe(300);
    const late = await told({ since: start + day, until: start + 4 * day });
    expect(effectOf(late.orders)).toMatchObject({ control: 1, armoire: 1 });
    await expect(told({ since: 5, until: 5 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(trade.earned().earned({ point: 'nowhere' })).rejects.toMatchObject({
      code: 'UNKNOWN_POINT',
    });
  });

  it('is the same whether it was counted at once or bit by bit', async () => {
    const doing = fc.record({
      who: fc.integer({ min: 0, max: 5 }),
      what: fc.constantFrom('meet', 'cart', 'click', 'buy', 'refund', 'pause'),
      wait: fc.integer({ min: 1, max: 3 * hour }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 60 }), async (doings) => {
        const trade = new Trade();
        const desk = trade.earned();
        let at = trade.clock.now();
        for (const [i, { who, what, wait }] of doings.entries()) {
          at += wait;
          trade.clock.advanceTo(at);
          const shopper = `s${who}`;
          if (what === 'meet') trade.meet('home', { shopper }, at);
          if (what === 'cart') trade.meet('cart', { shopper }, at);
          if (what === 'click') trade.happen('click', at, { product: 'p1', shopper });
          if (what === 'buy') trade.order('purchase', `o${i % 7}`, at, [line(300, 3)], { shopper });
          if (what === 'refund') trade.order('refund', `o${i % 7}`, at, [line(300)], {});
          await trade.write();
          if (what === 'pause') await desk.earned({});
        }
        trade.clock.advance(hour);
        expect(await desk.earned({})).toEqual(await trade.earned().earned({}));
      }),
      { numRuns: 60 },
    );
  });
});

function unit(id: string) {
  return { kind: 'shopper' as const, id };
}

function slotUnit(at: number) {
  return { kind: 'product-slot' as const, id: 'p0-v', slot: Math.floor(at / day) };
}

function price(at: number) {
  const amount = { amount: 1000, currency: 'EUR' };
  return { product: 'p0', variant: 'p0-v', amount: amount as never, regular: amount, since: at };
}
