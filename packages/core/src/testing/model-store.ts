import { describe, expect, it } from 'vitest';
import type { ModelStore, NewModel } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { start } from './samples.ts';

/** What every {@link ModelStore} does. */
export function testModelStore(make: Make<ModelStore>): void {
  const model = (version: number, fields: Partial<NewModel> = {}): NewModel => ({
    id: 'clicks',
    version,
    at: start + version,
    metadata: { auc: 0.1 + 0.2, inputs: ['context', 'candidates'] },
    bytes: Uint8Array.from({ length: 70_000 }, (_, i) => (i * version) % 256),
    ...fields,
  });

  describe('model store', () => {
    it('is empty at first', () =>
      using(make, async (store) => {
        expect(await store.get('a', 'clicks', 1)).toBeUndefined();
        expect(await store.list('a', 'clicks')).toEqual([]);
        expect(await store.roles('a', 'clicks')).toEqual({});
      }));

    it('gives a version back to the byte, and lists the newest first', () =>
      using(make, async (store) => {
        const first = await store.put('a', model(1));
        const second = await store.put('a', model(2, { metadata: undefined }));
        expect(first.size).toBe(70_000);
        expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
        expect(await store.get('a', 'clicks', 1)).toEqual({ ...model(1), hash: first.hash, size: 70_000 });
        expect(await store.list('a', 'clicks')).toEqual([second, first]);
        expect(second.metadata).toBeNull();
      }));

    it('keeps what a version is', () =>
      using(make, async (store) => {
        const first = await store.put('a', model(1));
        expect(await store.put('a', model(1, { at: start + 9 }))).toEqual(first);
        for (const other of [model(1, { bytes: new Uint8Array(3) }), model(1, { metadata: {} })]) {
          await expect(store.put('a', other)).rejects.toMatchObject({ code: 'CONFLICT' });
        }
        expect(await store.list('a', 'clicks')).toEqual([first]);
      }));

    it('knows champion, challenger and the champion before', () =>
      using(make, async (store) => {
        for (const version of [1, 2, 3]) await store.put('a', model(version));
        await store.assign('a', 'clicks', 1, 'champion', start);
        await store.assign('a', 'clicks', 2, 'challenger', start);
        expect(await store.roles('a', 'clicks')).toEqual({ champion: 1, challenger: 2 });
        await store.assign('a', 'clicks', 2, 'champion', start + 1);
        await store.assign('a', 'clicks', 2, 'champion', start + 2);
        expect(await store.roles('a', 'clicks')).toEqual({ champion: 2, previous: 1 });
        await store.assign('a', 'clicks', 3, 'challenger', start + 3);
        await store.assign('a', 'clicks', 1, 'champion', start + 4);
        expect(await store.roles('a', 'clicks')).toEqual({ champion: 1, previous: 2, challenger: 3 });
      }));

    it('gives no role to what it does not have', () =>
      using(make, async (store) => {
        await store.put('a', model(1));
        await expect(store.assign('a', 'clicks', 2, 'champion', start)).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
        await expect(store.assign('a', 'other', 1, 'champion', start)).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }));

    it('keeps shops and models apart', () =>
      using(make, async (store) => {
        await store.put('a', model(1));
        await store.put('a', model(1, { id: 'prices', bytes: new Uint8Array(1) }));
        await store.assign('a', 'clicks', 1, 'champion', start);
        expect(await store.get('b', 'clicks', 1)).toBeUndefined();
        expect(await store.list('b', 'clicks')).toEqual([]);
        expect(await store.roles('b', 'clicks')).toEqual({});
        await expect(store.assign('b', 'clicks', 1, 'champion', start)).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
        expect(await store.roles('a', 'prices')).toEqual({});
      }));
  });
}
