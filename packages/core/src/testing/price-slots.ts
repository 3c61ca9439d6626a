import { describe, expect, it } from 'vitest';
import type { Decision } from '../decisions/index.ts';
import { ownPrice } from '../guard/index.ts';
import type { AuditLine, AuditLog, DecisionLog, PriceSlots, SlotDecision } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { candidateSet, decision, start } from './samples.ts';

/** Slots, and the logs to which their decisions are written. */
export interface SlotStores {
  readonly slots: PriceSlots;
  readonly decisions: DecisionLog;
  readonly audit: AuditLog;
}

function made(id: string, slot: number, after?: string, unit = 'shirt-m', shop = 'a'): SlotDecision {
  const regular = { amount: 1000, currency: 'EUR' };
  const price: Decision['price'] = {
    product: 'shirt',
    variant: unit,
    amount: ownPrice({ price: { amount: 1100, currency: 'EUR' } }),
    regular,
    since: start,
    ...(after === undefined ? {} : { after }),
  };
  const line: AuditLine = {
    id,
    shop,
    at: start + slot,
    actor: 'policy',
    action: 'price.set',
    subject: unit,
    before: regular,
    after: price.amount,
  };
  const about = { point: 'price', kind: 'price' as const, at: start + slot, candidateSet: `of ${id}`, price };
  return {
    decision: decision(shop, id, { ...about, unit: { kind: 'product-slot', id: unit, slot } }),
    set: candidateSet(shop, `of ${id}`),
    line,
  };
}

const ids = (decisions: readonly Decision[]) => decisions.map(({ id }) => id);

/** What every {@link PriceSlots} does. */
export function testPriceSlots(make: Make<SlotStores>): void {
  describe('price slots', () => {
    it('keep the first of two decisions, with its set and its audit line, and nothing of the other', () =>
      using(make, async ({ slots, decisions, audit }) => {
        const first = made('1', 5);
        expect(await slots.claim([first])).toEqual([first.decision]);
        expect(await slots.claim([made('2', 5)])).toEqual([first.decision]);
        expect(ids(await decisions.get('a', ['1', '2']))).toEqual(['1']);
        expect((await decisions.sets('a', ['of 1', 'of 2'])).map(({ hash }) => hash)).toEqual(['of 1']);
        expect((await audit.list('a', 9)).map(({ id }) => id)).toEqual(['1']);
        expect(await slots.newest('a', 'price', ['shirt-m'], 5)).toEqual([first.decision]);
      }));

    it('let a decision follow the newest, in its slot or a later one, and no other', () =>
      using(make, async ({ slots }) => {
        const claim = async (...of: Parameters<typeof made>) => ids(await slots.claim([made(...of)]))[0];
        expect(await claim('1', 5)).toBe('1');
        expect(await claim('2', 5, '1')).toBe('2');
        expect(await claim('3', 5, '1')).toBe('2');
        // It did not know of the decision before.
        expect(await claim('4', 6)).toBe('2');
        expect(await claim('5', 6, '2')).toBe('5');
        expect(await claim('6', 6, '2')).toBe('5');
        expect(await claim('7', 9, '5')).toBe('7');
        expect(ids(await slots.newest('a', 'price', ['shirt-m'], 9))).toEqual(['7']);
        expect(ids(await slots.newest('a', 'price', ['shirt-m'], 8))).toEqual(['5']);
        expect(ids(await slots.newest('a', 'price', ['shirt-m'], 4))).toEqual([]);
      }));

    it('answer the same to a claim that comes again', () =>
      using(make, async ({ slots, decisions }) => {
        const first = made('1', 5);
        await slots.claim([first]);
        expect(await slots.claim([first])).toEqual([first.decision]);
        expect((await decisions.list('a', {}, 'asc', 9)).items).toHaveLength(1);
      }));

    it('heed a clock that is one slot ahead, and not one that is far ahead', () =>
      using(make, async ({ slots }) => {
        await slots.claim([made('ahead', 6), made('far', 99, undefined, 'other')]);
        expect(ids(await slots.claim([made('1', 5), made('2', 5, undefined, 'other')]))).toEqual([
          'ahead',
          '2',
        ]);
        expect(ids(await slots.claim([made('3', 5, 'ahead')]))).toEqual(['ahead']);
        expect(ids(await slots.newest('a', 'price', ['other'], 6))).toEqual(['2']);
      }));

    it('settle many units at once, each for itself', () =>
      using(make, async ({ slots, decisions, audit }) => {
        const units = Array.from({ length: 200 }, (_, i) => `unit ${i}`);
        await slots.claim(units.slice(0, 50).map((unit) => made(`old ${unit}`, 5, undefined, unit)));
        const standing = await slots.claim(units.map((unit) => made(`new ${unit}`, 5, undefined, unit)));
        expect(ids(standing)).toEqual(units.map((unit, i) => `${i < 50 ? 'old' : 'new'} ${unit}`));
        expect((await decisions.list('a', {}, 'asc', 999)).items).toHaveLength(200);
        expect(await audit.list('a', 999)).toHaveLength(200);
        const newest = await slots.newest('a', 'price', [...units, 'unknown'], 5);
        expect(new Set(ids(newest))).toEqual(new Set(ids(standing)));
        expect(await slots.claim([])).toEqual([]);
        expect(await slots.newest('a', 'price', [], 5)).toEqual([]);
      }));

    it('settle claims to one unit in their order', () =>
      using(make, async ({ slots }) => {
        const standing = await slots.claim([made('1', 5), made('2', 5), made('3', 6, '1')]);
        expect(ids(standing)).toEqual(['1', '1', '3']);
        expect(ids(await slots.newest('a', 'price', ['shirt-m'], 6))).toEqual(['3']);
      }));

    it('have one winner among claims that are made at the same time', () =>
      using(make, async ({ slots, decisions }) => {
        const claims = Array.from({ length: 8 }, (_, i) => slots.claim([made(`${i}`, 5)]));
        const winners = new Set((await Promise.all(claims)).flatMap(ids));
        expect(winners.size).toBe(1);
        expect(ids((await decisions.list('a', {}, 'asc', 9)).items)).toEqual([...winners]);
      }));

    it('keep shops and points apart', () =>
      using(make, async ({ slots }) => {
        const other = { ...made('3', 5), decision: { ...made('3', 5).decision, point: 'other' } };
        const claims = [made('1', 5), made('2', 5, undefined, 'shirt-m', 'b'), other];
        expect(ids(await slots.claim(claims))).toEqual(['1', '2', '3']);
        expect(ids(await slots.newest('b', 'price', ['shirt-m'], 5))).toEqual(['2']);
        expect(ids(await slots.newest('a', 'other', ['shirt-m'], 5))).toEqual(['3']);
      }));
  });
}
