import type { CatalogChange } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogStore, StoredChange } from '../ports/index.ts';
import { type Make, using } from './port.ts';
import { product, start, tombstone, upsert } from './samples.ts';

/** What every {@link CatalogStore} does. */
export function testCatalogStore(make: Make<CatalogStore>): void {
  describe('catalogue store', () => {
    it('is empty at first', () =>
      using(make, async (store) => {
        expect(await store.apply('a', [])).toEqual([]);
        expect(await store.current('a', 0, 10)).toEqual([]);
        expect(await store.history('a', 0, 10)).toEqual([]);
      }));

    it('gives products back whole', () =>
      using(make, async (store) => {
        const whole: CatalogChange = {
          kind: 'upsert',
          product: { ...product('shirt', start, 'Hemd „blå" 👗'), taxRate: 0.19, tags: [], taxBasis: 'net' },
        };
        expect(await store.apply('a', [whole])).toEqual([{ offset: 1, change: whole }]);
        expect(await store.current('a', 0, 10)).toEqual([{ offset: 1, change: whole }]);
      }));

    it('ignores what is older than what it knows, removals too', () =>
      using(make, async (store) => {
        await store.apply('a', [upsert('shirt', start + 10), tombstone('shoes', start + 10)]);
        const late = [upsert('shirt', start + 9), tombstone('shirt', start + 9), upsert('shoes', start + 9)];
        expect(await store.apply('a', late)).toEqual([]);
        expect(await store.history('a', 0, 10)).toHaveLength(2);
      }));

    it('lets a product come back after its removal', () =>
      using(make, async (store) => {
        await store.apply('a', [upsert('shirt', start), tombstone('shirt', start + 1)]);
        const back = upsert('shirt', start + 2);
        expect(await store.apply('a', [back])).toEqual([{ offset: 3, change: back }]);
        expect(await store.current('a', 0, 10)).toEqual([{ offset: 3, change: back }]);
      }));

    it('takes the same document at the same time once, and another one', () =>
      using(make, async (store) => {
        await store.apply('a', [upsert('shirt', start, 'old')]);
        expect(await store.apply('a', [upsert('shirt', start, 'old')])).toEqual([]);
        const other = upsert('shirt', start, 'new');
        expect(await store.apply('a', [other, other])).toEqual([{ offset: 2, change: other }]);
        expect(await store.apply('a', [reordered(other)])).toEqual([]);
      }));

    it('keeps every change that counted, in order, also of one batch', () =>
      using(make, async (store) => {
        const changes = [
          upsert('shirt', start),
          upsert('shoes', start),
          upsert('shirt', start + 1),
          tombstone('shoes', start + 1),
        ];
        await store.apply('a', changes);
        expect((await store.history('a', 0, 10)).map(({ change }) => change)).toEqual(changes);
        expect((await store.history('a', 1, 2)).map(({ offset }) => offset)).toEqual([2, 3]);
        expect(await store.current('a', 0, 10)).toEqual([
          { offset: 3, change: changes[2] },
          { offset: 4, change: changes[3] },
        ]);
      }));

    it('pages the current products by offset', () =>
      using(make, async (store) => {
        const ids = Array.from({ length: 7 }, (_, i) => `p${i}`);
        await store.apply(
          'a',
          ids.map((id) => upsert(id, start)),
        );
        const read: StoredChange[] = [];
        for (let after = 0; ; after = read.at(-1)?.offset ?? 0) {
          const page = await store.current('a', after, 3);
          if (page.length === 0) break;
          read.push(...page);
        }
        expect(read.map(({ change }) => change)).toEqual(ids.map((id) => upsert(id, start)));
      }));

    it('keeps shops apart', () =>
      using(make, async (store) => {
        await store.apply('a', [upsert('shirt', start + 1)]);
        expect(await store.apply('b', [upsert('shirt', start)])).toHaveLength(1);
        expect(await store.current('b', 0, 10)).toEqual([{ offset: 1, change: upsert('shirt', start) }]);
        expect(await store.history('c', 0, 10)).toEqual([]);
      }));

    it('ends with the newest change of each product, in whatever order and batches changes arrive', () =>
      using(make, async (store) => {
        const change = fc.record({ id: fc.constantFrom('p', 'q'), at: fc.nat(1000), removed: fc.boolean() });
        const changes = fc.uniqueArray(change, {
          selector: ({ id, at }) => `${id}${at}`,
          minLength: 1,
          maxLength: 12,
        });
        await fc.assert(
          fc.asyncProperty(changes, fc.integer({ min: 1, max: 5 }), fc.uuid(), async (all, size, shop) => {
            const made = all.map(({ id, at, removed }) => (removed ? tombstone(id, at) : upsert(id, at)));
            for (let i = 0; i < made.length; i += size) await store.apply(shop, made.slice(i, i + size));
            const newest = new Map(
              [...made].sort((a, b) => timeOf(a) - timeOf(b)).map((one) => [idOf(one), one]),
            );
            const current = await store.current(shop, 0, 10);
            expect(new Map(current.map((entry) => [idOf(entry.change), entry.change]))).toEqual(newest);
          }),
          { numRuns: 50 },
        );
      }));
  });
}

const idOf = (change: CatalogChange) => (change.kind === 'upsert' ? change.product.id : change.id);
const timeOf = (change: CatalogChange) =>
  change.kind === 'upsert' ? change.product.updatedAt : change.deletedAt;

/** The same document with its fields in another order. */
function reordered(change: CatalogChange): CatalogChange {
  if (change.kind !== 'upsert') return change;
  const fields = Object.entries(change.product).reverse();
  return { product: Object.fromEntries(fields) as unknown as typeof change.product, kind: 'upsert' };
}
