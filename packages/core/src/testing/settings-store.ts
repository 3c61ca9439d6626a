import { describe, expect, it } from 'vitest';
import type { SettingsStore } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link SettingsStore} does. */
export function testSettingsStore(make: Make<SettingsStore>): void {
  const setting = (name: string, value: unknown) => ({ name, at: start, actor: 'dora', value });

  describe('settings store', () => {
    it('keeps the newest version of each setting in view', () =>
      using(make, async (store) => {
        expect(await store.current('a')).toEqual([]);
        const value = { stopped: true, points: ['home'], rate: 0.1 + 0.2 };
        expect(await store.put('a', setting('kill', value), 0)).toEqual({
          ...setting('kill', value),
          version: 1,
        });
        await store.put('a', setting('rules', []), 0);
        await store.put('a', setting('kill', null), 1);
        const current = [...(await store.current('a'))].sort((a, b) => (a.name < b.name ? -1 : 1));
        expect(current).toEqual([
          { ...setting('kill', null), version: 2 },
          { ...setting('rules', []), version: 1 },
        ]);
      }));

    it('refuses a change of a version that is no longer the stored one', () =>
      using(make, async (store) => {
        await store.put('a', setting('kill', 1), 0);
        for (const expected of [0, 2]) {
          const late = store.put('a', setting('kill', 2), expected);
          await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
        }
        expect(await store.current('a')).toEqual([{ ...setting('kill', 1), version: 1 }]);
        await expect(store.put('a', setting('new', 1), 1)).rejects.toMatchObject({ code: 'CONFLICT' });
      }));

    it('lets one of several concurrent changes through', () =>
      using(make, async (store) => {
        const puts = Array.from({ length: 8 }, (_, i) => store.put('a', setting('kill', i), 0));
        const settled = await Promise.allSettled(puts);
        const won = settled.flatMap((put) => (put.status === 'fulfilled' ? [put.value] : []));
        expect(won).toHaveLength(1);
        expect(await store.current('a')).toEqual(won);
      }));

    it('keeps every version, and tells them the newest first', () =>
      using(make, async (store) => {
        expect(await store.history('a', 'rules', 10)).toEqual([]);
        for (let i = 0; i < 4; i++) await store.put('a', setting('rules', [i]), i);
        await store.put('a', setting('kill', true), 0);
        const versions = [3, 2, 1, 0].map((i) => ({ ...setting('rules', [i]), version: i + 1 }));
        expect(await store.history('a', 'rules', 10)).toEqual(versions);
        expect(await store.history('a', 'rules', 2)).toEqual(versions.slice(0, 2));
        expect(await store.history('a', 'rules', 2, 3)).toEqual(versions.slice(2));
        expect(await store.history('b', 'rules', 10)).toEqual([]);
      }));

    it('drops old versions when it is told to, but never the newest', () =>
      using(make, async (store) => {
        for (let i = 0; i < 4; i++) await store.put('a', setting('rules', i), i);
        await store.put('a', setting('kill', true), 0);
        await store.put('b', setting('rules', 0), 0);
        await store.drop('a', 'rules', 3);
        const left = async (shop: string, name: string) =>
          (await store.history(shop, name, 10)).map(({ version }) => version);
        expect(await left('a', 'rules')).toEqual([4, 3]);
        await store.drop('a', 'rules', 100);
        expect(await left('a', 'rules')).toEqual([4]);
        expect((await store.put('a', setting('rules', 4), 4)).version).toBe(5);
        await store.drop('a', 'unknown', 2);
        expect([await left('a', 'kill'), await left('b', 'rules')]).toEqual([[1], [1]]);
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.put('a', setting('kill', 1), 0);
        expect(await store.current('b')).toEqual([]);
        expect((await store.put('b', setting('kill', 2), 0)).version).toBe(1);
        expect(await store.current('a')).toEqual([{ ...setting('kill', 1), version: 1 }]);
      }));
  });
}
