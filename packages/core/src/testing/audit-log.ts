import { describe, expect, it } from 'vitest';
import type { AuditLine, AuditLog } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link AuditLog} does. */
export function testAuditLog(make: Make<AuditLog>): void {
  const line = (id: string, fields: Partial<AuditLine> = {}): AuditLine => ({
    id,
    shop: 'a',
    at: start,
    actor: 'dora',
    action: 'price.set',
    subject: 'shirt-m',
    ...fields,
  });
  const idsOf = (lines: readonly AuditLine[]) => lines.map(({ id }) => id);

  describe('audit log', () => {
    it('gives a line back whole', () =>
      using(make, async (log) => {
        const policy = { id: 'ladder', version: 2, propensity: 1 / 3 };
        const whole = line('1', { before: { amount: 1999 }, after: null, why: 'slow „seller"', policy });
        await log.append([whole]);
        expect(await log.get('a', '1')).toEqual(whole);
        expect(await log.get('a', '2')).toBeUndefined();
      }));

    it('lists the newest first, even when the clock ran backwards', () =>
      using(make, async (log) => {
        await log.append([line('1', { at: start + 5 }), line('2', { at: start })]);
        await log.append([line('3', { at: start + 1 })]);
        expect(idsOf(await log.list('a', 10))).toEqual(['3', '2', '1']);
        expect(idsOf(await log.list('a', 2))).toEqual(['3', '2']);
        expect(idsOf(await log.list('a', 10, { before: '2' }))).toEqual(['1']);
      }));

    it('filters by action and subject', () =>
      using(make, async (log) => {
        await log.append([
          line('1'),
          line('2', { action: 'price.undo' }),
          line('3', { subject: 'shoes-42' }),
          line('4'),
        ]);
        expect(idsOf(await log.list('a', 10, { action: 'price.set' }))).toEqual(['4', '3', '1']);
        expect(idsOf(await log.list('a', 10, { subject: 'shirt-m' }))).toEqual(['4', '2', '1']);
        const both = { action: 'price.set', subject: 'shirt-m', before: '4' };
        expect(idsOf(await log.list('a', 10, both))).toEqual(['1']);
      }));

    it('never changes a line, and writes one that is repeated once', () =>
      using(make, async (log) => {
        await log.append([line('1'), line('1', { actor: 'eve' })]);
        await log.append([line('1', { actor: 'eve' }), line('2')]);
        expect(await log.list('a', 10)).toEqual([line('2'), line('1')]);
      }));

    it('keeps shops apart', () =>
      using(make, async (log) => {
        await log.append([line('1'), line('1', { shop: 'b', actor: 'bert' })]);
        expect(await log.get('b', '1')).toEqual(line('1', { shop: 'b', actor: 'bert' }));
        expect(await log.list('a', 10)).toEqual([line('1')]);
        await log.append([line('2')]);
        await expect(log.list('b', 10, { before: '2' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }));
  });
}
