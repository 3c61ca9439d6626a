import { describe, expect, it } from 'vitest';
import type { Login, LoginStore } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link LoginStore} does. */
export function testLoginStore(make: Make<LoginStore>): void {
  const login = (id: string, fields: Partial<Login> = {}): Login => ({
    id,
    digest: `digest of ${id}`,
    email: 'dora@shop.example',
    stamp: 's1',
    createdAt: start,
    expiresAt: start + 100,
    ...fields,
  });

  describe('login store', () => {
    it('gives a login back whole, and refuses an id that is taken', () =>
      using(make, async (store) => {
        await store.add('a', login('1'));
        expect(await store.get('a', '1')).toEqual(login('1'));
        expect(await store.get('a', '2')).toBeUndefined();
        const again = store.add('a', login('1', { digest: 'other' }));
        await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
        expect(await store.get('a', '1')).toEqual(login('1'));
      }));

    it('lasts longer, never shorter, and not again once it was ended', () =>
      using(make, async (store) => {
        await store.add('a', login('1'));
        await store.extend('a', '1', start + 300);
        await store.extend('a', '1', start + 200);
        expect(await store.get('a', '1')).toEqual(login('1', { expiresAt: start + 300 }));
        expect(await store.end('a', { id: '1' })).toBe(1);
        await store.extend('a', '1', start + 400);
        expect(await store.get('a', '1')).toBeUndefined();
      }));

    it('ends one, all of a user, and what expired', () =>
      using(make, async (store) => {
        const eve = 'eve@shop.example';
        await store.add('a', login('1'));
        await store.add('a', login('2'));
        await store.add('a', login('3', { email: eve }));
        await store.add('a', login('4', { email: eve, expiresAt: start + 1 }));
        expect(await store.end('a', { expiredBefore: start + 1 })).toBe(0);
        expect(await store.end('a', { expiredBefore: start + 2 })).toBe(1);
        expect(await store.end('a', { email: 'dora@shop.example' })).toBe(2);
        expect(await store.end('a', { id: '1' })).toBe(0);
        const left = await Promise.all(['1', '2', '3', '4'].map((id) => store.get('a', id)));
        expect(left.map((each) => each?.id)).toEqual([undefined, undefined, '3', undefined]);
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.add('a', login('1'));
        expect(await store.get('b', '1')).toBeUndefined();
        await store.extend('b', '1', start + 300);
        expect(await store.end('b', { id: '1' })).toBe(0);
        expect(await store.end('b', { email: 'dora@shop.example' })).toBe(0);
        expect(await store.end('b', { expiredBefore: start + 1000 })).toBe(0);
        await store.add('b', login('1', { digest: 'other' }));
        expect(await store.get('a', '1')).toEqual(login('1'));
      }));
  });
}
