import { describe, expect, it } from 'vitest';
import type { User, UserStore } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link UserStore} does. */
export function testUserStore(make: Make<UserStore>): void {
  const user = (email: string, fields: Partial<User> = {}): User => ({
    email,
    role: 'viewer',
    password: 'a hash',
    stamp: 's1',
    createdAt: start,
    ...fields,
  });

  describe('user store', () => {
    it('gives users back whole, by email', () =>
      using(make, async (store) => {
        expect(await store.list('a')).toEqual([]);
        await store.add('a', user('dora@shop.example'));
        await store.add('a', user('ann@shop.example', { role: 'owner' }));
        expect(await store.get('a', 'dora@shop.example')).toEqual(user('dora@shop.example'));
        expect(await store.get('a', 'eve@shop.example')).toBeUndefined();
        expect((await store.list('a')).map(({ email }) => email)).toEqual([
          'ann@shop.example',
          'dora@shop.example',
        ]);
      }));

    it('refuses an email that is taken', () =>
      using(make, async (store) => {
        await store.add('a', user('dora'));
        const again = store.add('a', user('dora', { role: 'owner' }));
        await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
        expect(await store.list('a')).toEqual([user('dora')]);
      }));

    it('changes what is told and nothing else', () =>
      using(make, async (store) => {
        await store.add('a', user('dora'));
        await store.add('a', user('eve'));
        const changed = user('dora', { role: 'editor' });
        expect(await store.change('a', 'dora', { role: 'editor' })).toEqual(changed);
        const later = { ...changed, password: 'another', stamp: 's2' };
        expect(await store.change('a', 'dora', { password: 'another', stamp: 's2' })).toEqual(later);
        expect(await store.change('a', 'none', { role: 'owner' })).toBeUndefined();
        expect(await store.list('a')).toEqual([later, user('eve')]);
      }));

    it('changes nobody whose stamp is another', () =>
      using(make, async (store) => {
        await store.add('a', user('dora'));
        expect(await store.change('a', 'dora', { password: 'late' }, 's0')).toBeUndefined();
        expect(await store.get('a', 'dora')).toEqual(user('dora'));
        const changed = user('dora', { password: 'in time' });
        expect(await store.change('a', 'dora', { password: 'in time' }, 's1')).toEqual(changed);
      }));

    it('removes a user', () =>
      using(make, async (store) => {
        await store.add('a', user('dora'));
        expect(await store.remove('a', 'dora')).toBe(true);
        expect(await store.remove('a', 'dora')).toBe(false);
        expect(await store.get('a', 'dora')).toBeUndefined();
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.add('a', user('dora'));
        expect(await store.get('b', 'dora')).toBeUndefined();
        expect(await store.list('b')).toEqual([]);
        expect(await store.change('b', 'dora', { role: 'owner' })).toBeUndefined();
        expect(await store.remove('b', 'dora')).toBe(false);
        await store.add('b', user('dora', { role: 'owner' }));
        expect(await store.list('a')).toEqual([user('dora')]);
      }));
  });
}
