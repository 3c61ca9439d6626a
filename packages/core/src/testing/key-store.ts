import { describe, expect, it } from 'vitest';
import type { KeyStore, StoredKey } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link KeyStore} does. */
export function testKeyStore(make: Make<KeyStore>): void {
  const key = (id: string, fields: Partial<StoredKey> = {}): StoredKey => ({
    id,
    name: 'erp',
    kind: 'secret',
    scopes: ['catalog:write', 'orders:write'],
    digest: `digest of ${id}`,
    createdAt: start,
    ...fields,
  });

  describe('key store', () => {
    it('gives keys back whole, the oldest first', () =>
      using(make, async (store) => {
        expect(await store.list('a')).toEqual([]);
        const whole = key('1', { createdAt: start + 1, expiresAt: start + 2, revokedAt: 3, lastUsedAt: 4 });
        const open = key('2', { kind: 'public', scopes: [], name: 'päge „1"' });
        await store.add('a', whole);
        await store.add('a', open);
        expect(await store.list('a')).toEqual([open, whole]);
      }));

    it('refuses an id that is taken', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        const again = store.add('a', key('1', { digest: 'other' }));
        await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
        expect(await store.list('a')).toEqual([key('1')]);
      }));

    it('ends a key that is replaced no later than told', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        await store.add('a', key('2'), { id: '1', expiresAt: start + 10 });
        await store.add('a', key('3'), { id: '1', expiresAt: start + 20 });
        expect(await store.list('a')).toEqual([key('1', { expiresAt: start + 10 }), key('2'), key('3')]);
      }));

    it('adds nothing when there is nothing to replace, and ends nothing when it cannot add', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        const end = { id: 'none', expiresAt: start };
        await expect(store.add('a', key('2'), end)).rejects.toMatchObject({ code: 'NOT_FOUND' });
        const taken = store.add('a', key('1'), { id: '1', expiresAt: start });
        await expect(taken).rejects.toMatchObject({ code: 'CONFLICT' });
        expect(await store.list('a')).toEqual([key('1')]);
      }));

    it('revokes once and for all', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        const revoked = key('1', { revokedAt: start + 5 });
        expect(await store.revoke('a', '1', start + 5)).toEqual(revoked);
        expect(await store.revoke('a', '1', start + 9)).toEqual(revoked);
        expect(await store.revoke('a', 'none', start)).toBeUndefined();
        expect(await store.list('a')).toEqual([revoked]);
      }));

    it('notes the latest use', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        await store.used('a', '1', start + 7);
        await store.used('a', '1', start + 3);
        await store.used('a', 'none', start);
        expect(await store.list('a')).toEqual([key('1', { lastUsedAt: start + 7 })]);
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.add('a', key('1'));
        expect(await store.list('b')).toEqual([]);
        expect(await store.revoke('b', '1', start)).toBeUndefined();
        await store.used('b', '1', start);
        const end = { id: '1', expiresAt: start };
        await expect(store.add('b', key('2'), end)).rejects.toMatchObject({ code: 'NOT_FOUND' });
        await store.add('b', key('1', { name: 'other' }));
        expect(await store.list('a')).toEqual([key('1')]);
      }));
  });
}
