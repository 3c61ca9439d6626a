import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFixed } from './fixed-point.ts';
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
      for (const spec of [
        { width: 1, halfLife },
        { width: 1, window: halfLife },
      ]) {
        const first = firstReadBucket(spec, at) as number;
        const whole = new Sums(spec, all);
        const kept = new Sums(
          spec,
          [...whole.rows()].filter(({ bucket }) => bucket >= first),
        );
        for (const key of ['a', 'b']) {
          const read = (sums: Sums) => [...(sums.read(key, at + more) ?? [0])];
          expect(read(kept)).toEqual(read(whole));
        }
      }
    }),
  );
  expect(firstReadBucket({}, 1e12)).toBeUndefined();
});

describe('a window', () => {
  const window = 8000;
  const added = fc.record({
    at: fc.integer({ min: 0, max: 40_000 }),
    value: fc.integer({ min: -9, max: 9 }),
  });

  it('holds what is younger than seven eighths of it whole, and nothing that is older than it', () => {
    fc.assert(
      fc.property(fc.array(added), fc.integer({ min: 40_000, max: 60_000 }), (all, now) => {
        const sums = new Sums({ width: 1, window });
        // Ages between the two have a value that tells whether they were counted, and may be either.
        for (const { at, value } of all)
          if (now - at <= 7000 || now - at > 8000)
            sums.merge([{ key: 'a', bucket: sums.bucket(at), values: [toFixed(value)] }]);
        const expected = all.reduce((sum, { at, value }) => sum + (now - at <= 7000 ? value : 0), 0);
        expect(sums.read('a', now)?.[0] ?? 0).toBe(expected);
      }),
    );
  });

  it('counts whole for its time, and then no more', () => {
    const sums = new Sums({ width: 1, window }, [{ key: 'a', bucket: 0, values: [toFixed(3)] }]);
    expect([0, 7999, 8000, 1e12].map((at) => sums.read('a', at)?.[0])).toEqual([3, 3, 0, 0]);
  });

  it('stands alone', () => {
    expect(() => new Sums({ width: 1, window, halfLife: 1 })).toThrow(/not both/);
    for (const bad of [0, -1, Number.NaN])
      expect(() => new Sums({ width: 1, window: bad })).toThrow(RangeError);
  });
});
