import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StateStore } from '../ports/index.ts';
import { type SumRow, Sums } from '../state/index.ts';
import { type Make, using } from './port.ts';

const width = 3;

/** Contributions as policies make them: integers, some near the end of the range in which addition is exact. */
const row: fc.Arbitrary<SumRow> = fc.record({
  key: fc.constantFrom('shirt', 'shoes', 'schuhe "größe"'),
  bucket: fc.constantFrom(0, 1, -7),
  values: fc.array(fc.integer({ min: -(2 ** 48), max: 2 ** 48 }), { minLength: width, maxLength: width }),
});

const canonical = (rows: Iterable<SumRow>) =>
  [...rows].sort((a, b) => (a.key === b.key ? a.bucket - b.bucket : a.key < b.key ? -1 : 1));

/** The additive half of the state: what is stored is the exact sum of what was committed. */
export function testSums(make: Make<StateStore>): void {
  it('sums to the same bits in any split and order, with any commit repeated after a lost reply', () =>
    using(make, async (store) => {
      const stretches = fc.array(fc.record({ rows: fc.array(row, { maxLength: 6 }), repeats: fc.nat(2) }), {
        maxLength: 6,
      });
      await fc.assert(
        fc.asyncProperty(stretches, fc.uuid(), async (parts, shop) => {
          for (const [i, { rows, repeats }] of parts.entries()) {
            const cut = Math.ceil(rows.length / 2);
            const deltas = [
              { state: 'clicks', rows: rows.slice(0, cut) },
              { state: 'clicks', rows: rows.slice(cut) },
            ];
            const commit = {
              consumer: 'c',
              from: i,
              to: i + 1,
              deltas,
              outcomes: [],
              samples: [],
              snapshots: [],
            };
            for (let time = 0; time <= repeats; time++) {
              expect((await store.commit(shop, commit)).applied).toBe(time === 0);
            }
          }
          const backwards = parts.flatMap(({ rows }) => rows).reverse();
          const expected = new Sums({ width }, backwards).rows();
          expect(canonical(await store.sums(shop, 'clicks'))).toEqual(canonical(expected));
        }),
        { numRuns: 40 },
      );
    }));

  it('sums what several consumers commit at once', () =>
    using(make, async (store) => {
      const consumers = ['node-1', 'node-2', 'node-3'];
      const learn = async (consumer: string) => {
        for (let from = 0; from < 20; from++) {
          const deltas = [{ state: 'clicks', rows: [{ key: 'shirt', bucket: 0, values: [1, from, -1] }] }];
          await store.commit('a', {
            consumer,
            from,
            to: from + 1,
            deltas,
            outcomes: [],
            samples: [],
            snapshots: [],
          });
        }
      };
      await Promise.all(consumers.map(learn));
      expect(await store.sums('a', 'clicks')).toEqual([{ key: 'shirt', bucket: 0, values: [60, 570, -60] }]);
    }));

  it('keeps states, keys and buckets apart, however many', () =>
    using(make, async (store) => {
      const rows = Array.from({ length: 1500 }, (_, i) => ({
        key: `k${i % 500}`,
        bucket: i % 3,
        values: [i, -i, 1],
      }));
      const deltas = [
        { state: 'clicks', rows },
        {
          state: 'wide',
          rows: [{ key: 'gram', bucket: 0, values: Array.from({ length: 2000 }, (_, i) => i) }],
        },
      ];
      const commit = { consumer: 'c', from: 0, to: 0, deltas, outcomes: [], samples: [], snapshots: [] };
      await store.commit('a', commit);
      await store.commit('a', commit);
      const twice = canonical(rows).map(({ values, ...place }) => ({
        ...place,
        values: values.map((v) => v * 2 || 0),
      }));
      expect(canonical(await store.sums('a', 'clicks'))).toEqual(twice);
      expect((await store.sums('a', 'wide'))[0]?.values[1999]).toBe(3998);
    }));

  it('refuses sums that would not be exact, or of another width, and then changes nothing', () =>
    using(make, async (store) => {
      const add = (from: number, values: number[]) => {
        const deltas = [{ state: 'clicks', rows: [{ key: 'shirt', bucket: 0, values }] }];
        return store.commit('a', {
          consumer: 'c',
          from,
          to: from + 1,
          deltas,
          outcomes: [],
          samples: [],
          snapshots: [],
        });
      };
      await add(0, [Number.MAX_SAFE_INTEGER, 0]);
      for (const values of [[1, 0], [0.5, 0], [1], [Number.NaN, 0]]) {
        await expect(add(1, values)).rejects.toMatchObject({ code: 'INTERNAL' });
      }
      expect(await store.sums('a', 'clicks')).toEqual([
        { key: 'shirt', bucket: 0, values: [Number.MAX_SAFE_INTEGER, 0] },
      ]);
      expect((await store.offsets('a', 'c')).events).toBe(1);
    }));
}
