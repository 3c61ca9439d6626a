import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstReadBucket, Sums } from './sums.ts';

const row = (key: string, ...values: number[]) => ({ key, bucket: 0, values });

it('is as if something had never been added, once its opposite was', () => {
  const sums = new Sums({ width: 2 }, [row('a', 3, 4), row('b', 1, 1)]);
  sums.merge([row('a', -3, -4)]);
  expect([...sums.keys()]).toEqual(['b']);
  expect(sums.read('a', 0)).toBeUndefined();
  expect([...sums.rows()]).toEqual([row('b', 1, 1)]);
});

it('takes over rows whole, and keeps the others', () => {
  const sums = new Sums({ width: 1, halfLife: 8 }, [row('a', 3), { ...row('a', 5), bucket: 1 }, row('b', 1)]);
  const { revision } = sums;
  sums.replace([row('a', 7), row('b', 0), row('c', 2)]);
  expect([...sums.rows()].map(({ key, bucket, values }) => [key, bucket, ...values]).sort()).toEqual([
    ['a', 0, 7],
    ['a', 1, 5],
    ['c', 0, 2],
  ]);
  expect(sums.revision).toBeGreaterThan(revision);
});

it('reads the same bits, now and later, without the buckets that are no longer read', () => {
  const rows = fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      bucket: fc.integer({ min: 0, max: 300 }),
      values: fc.tuple(fc.integer({ min: -1e9, max: 1e9 })),
    }),
    { maxLength: 60 },
  );
  const time = fc.integer({ min: 0, max: 400_000 });
  fc.assert(
    fc.property(rows, time, time, fc.integer({ min: 1, max: 9000 }), (all, at, more, halfLife) => {
      const first = firstReadBucket(halfLife, at);
      const whole = new Sums({ width: 1, halfLife }, all);
      const kept = new Sums(
        { width: 1, halfLife },
        [...whole.rows()].filter(({ bucket }) => bucket >= first),
      );
      for (const key of ['a', 'b']) {
        const read = (sums: Sums) => [...(sums.read(key, at + more) ?? [0])];
        expect(read(kept)).toEqual(read(whole));
      }
    }),
  );
});
