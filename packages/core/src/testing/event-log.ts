import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonName } from '../events/index.ts';
import type { EventLog, TouchQuery } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { click, purchase, start } from './samples.ts';

/** What every {@link EventLog} does. */
export function testEventLog(make: Make<EventLog>): void {
  describe('event log', () => {
    it('is empty at first', () =>
      using(make, async (log) => {
        expect(await log.head('a')).toBe(0);
        expect(await log.read('a', 0, 10)).toEqual([]);
        expect(await log.append('a', [])).toEqual({ events: [], duplicates: [] });
      }));

    it('numbers events from 1, without gaps, and gives them back whole', () =>
      using(make, async (log) => {
        const whole = click('1', {
          shopper: 'ann',
          session: 's',
          customer: 'c',
          decision: 'd',
          variant: 'm',
          quantity: 2,
        });
        const search = {
          id: '3',
          kind: 'search' as const,
          at: start,
          receivedAt: start + 1,
          query: 'blåe "Jacke" 👗',
        };
        const { events } = await log.append('a', [whole, purchase('2', 'order'), search]);
        expect(events).toEqual([
          { ...whole, offset: 1 },
          { ...purchase('2', 'order'), offset: 2 },
          { ...search, offset: 3 },
        ]);
        expect(await log.read('a', 0, 10)).toEqual(events);
        expect(await log.head('a')).toBe(3);
      }));

    it('reads pages after an offset', () =>
      using(make, async (log) => {
        await log.append(
          'a',
          ['1', '2', '3', '4'].map((id) => click(id)),
        );
        const page = await log.read('a', 1, 2);
        expect(page.map(({ offset, id }) => [offset, id])).toEqual([
          [2, '2'],
          [3, '3'],
        ]);
      }));

    it('counts an id once, whatever else the second event says', () =>
      using(make, async (log) => {
        await log.append('a', [click('1'), click('2')]);
        const again = await log.append('a', [
          click('2', { at: start + 9e9 }),
          click('3'),
          click('3'),
          click('1'),
        ]);
        expect(again.duplicates).toEqual(['2', '3', '1']);
        expect(again.events.map(({ id, offset }) => [id, offset])).toEqual([['3', 3]]);
        expect(await log.head('a')).toBe(3);
      }));

    it('keeps the first of two events with one id in a batch', () =>
      using(make, async (log) => {
        await log.append('a', [click('1', { product: 'shirt' }), click('1', { product: 'shoes' })]);
        expect(await log.read('a', 0, 10)).toEqual([{ ...click('1', { product: 'shirt' }), offset: 1 }]);
      }));

    it('keeps shops apart: offsets, ids, touches and orders', () =>
      using(make, async (log) => {
        await log.append('a', [click('1', { shopper: 'ann', decision: 'd' }), purchase('2', 'order')]);
        const { events, duplicates } = await log.append('b', [click('1')]);
        expect(events.map(({ offset }) => offset)).toEqual([1]);
        expect(duplicates).toEqual([]);
        expect(
          await log.lastTouch('b', { people: ['shopper:ann'], product: 'shirt', since: 0, until: start }),
        ).toBeUndefined();
        expect(await log.order('b', 'order')).toEqual([]);
        expect(await log.read('b', 0, 10)).toHaveLength(1);
      }));

    it('applies concurrent batches whole, each in one stretch of offsets', () =>
      using(make, async (log) => {
        const batches = Array.from({ length: 20 }, (_, batch) =>
          [0, 1, 2].map((i) => click(`${batch}-${i}`)),
        );
        const appended = await Promise.all(batches.map((batch) => log.append('a', batch)));
        const offsets = appended.flatMap(({ events }) => events.map(({ offset }) => offset));
        expect([...offsets].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
        for (const { events } of appended) {
          const [first = 0] = events.map(({ offset }) => offset);
          expect(events.map(({ offset }) => offset)).toEqual([first, first + 1, first + 2]);
        }
      }));

    it('finds the purchases and refunds of an order, in the order of the log', () =>
      using(make, async (log) => {
        const refund = { ...purchase('1', 'order', start + 9), kind: 'refund' as const };
        await log.append('a', [refund, purchase('2', 'order'), purchase('3', 'other')]);
        await log.append('a', [purchase('4', 'order')]);
        expect(await log.order('a', 'order')).toEqual([
          { ...refund, offset: 1 },
          { ...purchase('2', 'order'), offset: 2 },
          { ...purchase('4', 'order'), offset: 4 },
        ]);
        expect(await log.order('a', 'unknown')).toEqual([]);
      }));

    it('tells ids apart by every character', () =>
      using(make, async (log) => {
        const text = fc
          .string({ unit: 'binary', minLength: 1, maxLength: 8 })
          .filter((id) => !id.includes('\0'));
        const alike = ['é', 'e\u0301', 'E', 'e', ' e', 'e '];
        await fc.assert(
          fc.asyncProperty(fc.uniqueArray(text, { minLength: 1 }), fc.uuid(), async (ids, shop) => {
            const { events, duplicates } = await log.append(
              shop,
              ids.map((id) => click(id)),
            );
            expect(events.map(({ id }) => id)).toEqual(ids);
            expect(duplicates).toEqual([]);
          }),
          { numRuns: 50, examples: [[alike, 'shop']] },
        );
      }));

    it('refuses a batch with a text that databases do not keep, whole', () =>
      using(make, async (log) => {
        for (const id of ['a\0b', '\ud800']) {
          const refused = log.append('a', [click('1'), click(id)]);
          await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
        }
        expect(await log.head('a')).toBe(0);
        expect((await log.append('a', [click('1')])).duplicates).toEqual([]);
      }));

    testTouches(make);
  });
}

function testTouches(make: Make<EventLog>): void {
  const query: TouchQuery = { people: ['shopper:ann'], product: 'shirt', since: start, until: start + 100 };

  it('attributes to the newest click', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start + 20, decision: 'newest' }),
        click('2', { shopper: 'ann', at: start + 10, decision: 'older' }),
        click('3', { shopper: 'ann', at: start + 30, decision: 'view', kind: 'view' }),
      ]);
      expect(await log.lastTouch('a', query)).toBe('newest');
    }));

  it('attributes to the newest impression or view when there is no click', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start + 10, decision: 'shown', kind: 'impression' }),
        click('2', { shopper: 'ann', at: start + 20, decision: 'viewed', kind: 'view' }),
        click('3', { shopper: 'ann', at: start + 30, decision: 'cart', kind: 'add_to_cart' }),
      ]);
      expect(await log.lastTouch('a', query)).toBe('viewed');
    }));

  it('attributes to nothing that counts nowhere', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start + 10, decision: 'counted' }),
        click('2', { shopper: 'ann', at: start + 20, decision: 'excluded', excluded: 'crawler' }),
      ]);
      expect(await log.lastTouch('a', query)).toBe('counted');
      expect((await log.read('a', 1, 1))[0]).toMatchObject({ decision: 'excluded', excluded: 'crawler' });
    }));

  it('knows a person by shopper, session and customer', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start + 1, decision: 'shopper' }),
        click('2', { session: 'tab', at: start + 2, decision: 'session' }),
        click('3', { customer: '77', at: start + 3, decision: 'customer' }),
      ]);
      const touch = (...people: PersonName[]) => log.lastTouch('a', { ...query, people });
      expect(await touch('shopper:ann')).toBe('shopper');
      expect(await touch('session:tab', 'shopper:ann')).toBe('session');
      expect(await touch('shopper:ann', 'customer:77', 'session:tab')).toBe('customer');
      expect(await touch('shopper:bob')).toBeUndefined();
      expect(await touch()).toBeUndefined();
      // A browser chooses its shopper id, and may choose a customer's.
      expect(await touch('shopper:77', 'customer:ann', 'session:ann')).toBeUndefined();
    }));

  it('looks at the product and the time, both ends included, and only where a decision is known', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start, decision: 'first' }),
        click('2', { shopper: 'ann', at: start + 100, decision: 'last' }),
        click('3', { shopper: 'ann', at: start + 50, decision: 'other', product: 'shoes' }),
        click('4', { shopper: 'ann', at: start + 101, decision: 'after' }),
        click('5', { shopper: 'ann', at: start + 100 }),
      ]);
      expect(await log.lastTouch('a', query)).toBe('last');
      expect(await log.lastTouch('a', { ...query, until: start + 99 })).toBe('first');
      expect(await log.lastTouch('a', { ...query, since: start + 1, until: start + 99 })).toBeUndefined();
    }));

  it('looks only at what stands before a place in the log, if one is named', () =>
    using(make, async (log) => {
      await log.append('a', [
        click('1', { shopper: 'ann', at: start + 10, decision: 'first' }),
        click('2', { shopper: 'ann', at: start + 20, decision: 'second' }),
      ]);
      expect(await log.lastTouch('a', { ...query, before: 3 })).toBe('second');
      expect(await log.lastTouch('a', { ...query, before: 2 })).toBe('first');
      expect(await log.lastTouch('a', { ...query, before: 1 })).toBeUndefined();
    }));
}
