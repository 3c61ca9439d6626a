import { describe, expect, it } from 'vitest';
import type { DecisionFilter, DecisionLog } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { candidateSet, decision, start } from './samples.ts';

/** What every {@link DecisionLog} does. */
export function testDecisionLog(make: Make<DecisionLog>): void {
  describe('decision log', () => {
    it('gives decisions and candidate sets back to the bit', () =>
      using(make, async (log) => {
        const made = decision('a', '1', { modelScores: [0.1 + 0.2, -5e-324, 1.7976931348623157e308] });
        await log.append([made], [candidateSet('a', 'h')]);
        expect(await log.get('a', ['1', 'unknown'])).toEqual([made]);
        expect(await log.sets('a', ['h', 'unknown'])).toEqual([candidateSet('a', 'h')]);
        expect(await log.get('a', [])).toEqual([]);
      }));

    it('keeps the first of what is appended twice', () =>
      using(make, async (log) => {
        await log.append([decision('a', '1')], [candidateSet('a', 'h')]);
        await log.append(
          [decision('a', '1', { point: 'other' }), decision('a', '2')],
          [candidateSet('a', 'h')],
        );
        expect(await log.get('a', ['1'])).toEqual([decision('a', '1')]);
        expect((await log.list('a', {}, 'asc', 10)).items).toHaveLength(2);
        await log.append([], []);
      }));

    it('knows the newest decision about a unit of a point, as of a time', () =>
      using(make, async (log) => {
        const unit = { kind: 'product-slot' as const, id: 'shirt/7' };
        await log.append(
          [
            decision('a', '1', { unit, point: 'price', at: start + 2 }),
            decision('a', '2', { unit, point: 'price', at: start + 1 }),
            decision('a', '3', { unit, point: 'other', at: start + 3 }),
            decision('a', '4', { point: 'price', at: start + 3 }),
          ],
          [],
        );
        const idAt = async (at: number) => (await log.ofUnit('a', 'price', 'shirt/7', at))?.id;
        expect(await idAt(start + 9)).toBe('1');
        expect(await idAt(start + 2)).toBe('1');
        expect(await idAt(start + 1)).toBe('2');
        expect(await idAt(start)).toBeUndefined();
        expect(await log.ofUnit('a', 'price', 'shoes/7', start + 9)).toBeUndefined();
      }));

    it('keeps shops apart', () =>
      using(make, async (log) => {
        const other = decision('b', '1', { point: 'other' });
        await log.append([decision('a', '1'), other], [candidateSet('a', 'h')]);
        expect(await log.get('b', ['1'])).toEqual([other]);
        expect(await log.sets('b', ['h'])).toEqual([]);
        expect((await log.list('b', {}, 'asc', 10)).items).toEqual([other]);
        expect(await log.ofUnit('b', 'product.related', 'ann', start)).toBeUndefined();
      }));

    testList(make);
  });
}

function testList(make: Make<DecisionLog>): void {
  const all = Array.from({ length: 10 }, (_, i) =>
    decision('a', `id-${i}`, {
      // Pairs of decisions at one time, so that pages end between equal times.
      at: start + Math.floor(i / 2),
      point: i % 3 === 0 ? 'home' : 'product.related',
      ...(i % 4 === 0 ? { shopper: 'ann' } : {}),
    }),
  );
  const pages = async (log: DecisionLog, filter: DecisionFilter, order: 'asc' | 'desc') => {
    const read: string[] = [];
    for (let cursor: string | undefined, left = 20; left > 0; left--) {
      const { items, next } = await log.list('a', filter, order, 3, cursor);
      read.push(...items.map(({ id }) => id));
      if (next === undefined) return read;
      cursor = next;
    }
    throw new Error('The pages do not end');
  };
  const ids = all.map(({ id }) => id);

  it('lists in both directions, page by page, without a gap or a repeat', () =>
    using(make, async (log) => {
      await log.append([...all].reverse(), []);
      expect(await pages(log, {}, 'asc')).toEqual(ids);
      expect(await pages(log, {}, 'desc')).toEqual([...ids].reverse());
      expect(await log.list('a', {}, 'asc', 10)).toEqual({ items: all });
    }));

  it('filters by point, shopper and time, both ends included', () =>
    using(make, async (log) => {
      await log.append(all, []);
      expect(await pages(log, { point: 'home' }, 'asc')).toEqual(['id-0', 'id-3', 'id-6', 'id-9']);
      expect(await pages(log, { shopper: 'ann' }, 'desc')).toEqual(['id-8', 'id-4', 'id-0']);
      expect(await pages(log, { since: start + 1, until: start + 2 }, 'asc')).toEqual(ids.slice(2, 6));
      expect(await pages(log, { point: 'home', shopper: 'ann', since: start + 1 }, 'asc')).toEqual([]);
    }));

  it('goes on where it was when newer decisions come in', () =>
    using(make, async (log) => {
      await log.append(all.slice(0, 6), []);
      const first = await log.list('a', {}, 'desc', 3);
      await log.append(all.slice(6), []);
      const second = await log.list('a', {}, 'desc', 3, first.next);
      expect(second.items.map(({ id }) => id)).toEqual(['id-2', 'id-1', 'id-0']);
    }));

  it('refuses a cursor that it did not make', () =>
    using(make, async (log) => {
      for (const cursor of ['', 'x', 'bnVsbA', 'W10']) {
        await expect(log.list('a', {}, 'asc', 3, cursor)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      }
    }));
}
