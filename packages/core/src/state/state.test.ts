import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addFixed, fromFixed, type SumRow, Sums, toFixed } from './index.ts';

const halfLife = 8000;
const width = 2;
const row = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  bucket: fc.integer({ min: 0, max: 30 }),
  values: fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 })),
});
const rows = fc.array(row, { maxLength: 40 });

describe('fixed point', () => {
  it('keeps multiples of 2⁻²⁰ exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }), (fixed) => {
        expect(toFixed(fromFixed(fixed))).toBe(fixed === 0 ? 0 : fixed);
      }),
    );
  });

  it('is never further off than half a step', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(fromFixed(toFixed(x)) - x)).toBeLessThanOrEqual(2 ** -21);
      }),
    );
  });

  it('refuses what it cannot hold, and sums that leave the exact range', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 33]) {
      expect(() => toFixed(bad)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }
    expect(() => addFixed(2 ** 53 - 1, 1)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
    expect(() => addFixed(0, 0.5)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});

describe('Sums', () => {
  it('reads as equal bits however the rows were ordered, split and grouped', () => {
    fc.assert(
      fc.property(
        rows,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.integer({ min: 0, max: 60_000 }),
        (all, chance, at) => {
          const whole = new Sums({ width, halfLife }, all);
          const shuffled = all
            .map((r) => ({ r, by: chance.next().value as number }))
            .sort((x, y) => x.by - y.by);
          const parts = [0, 1, 2].map(() => new Sums({ width, halfLife }));
          for (const { r, by } of shuffled) (parts[Math.floor(by * 2.999)] as Sums).merge([r]);
          const merged = new Sums({ width, halfLife });
          for (const part of parts.reverse()) merged.merge(part.rows());
          for (const key of ['a', 'b', 'c']) expect(merged.read(key, at)).toEqual(whole.read(key, at));
        },
      ),
    );
  });

  it('weighs each bucket by two to the minus its age in half-lives', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 60 }), (all, now) => {
        const sums = new Sums({ width, halfLife }, all);
        const mine = all.filter((r) => r.key === 'a');
        const expected = [0, 1].map((i) =>
          mine.reduce(
            (sum, r) => sum + 2 ** (-Math.max(now - r.bucket, 0) / 8) * fromFixed(r.values[i] as number),
            0,
          ),
        );
        const read = sums.read('a', now * 1000);
        if (mine.length === 0) expect(read).toBeUndefined();
        else for (const i of [0, 1]) expect(read?.[i]).toBeCloseTo(expected[i] as number, 6);
      }),
    );
  });

  it('counts half after a half-life, a quarter after two, nothing after more than ten', () => {
    const sums = new Sums({ width: 1, halfLife }, [{ key: 'a', bucket: 0, values: [toFixed(1)] }]);
    expect([0, 1, 2, 10, 11].map((lives) => sums.read('a', lives * halfLife)?.[0])).toEqual([
      1,
      0.5,
      0.25,
      2 ** -10,
      0,
    ]);
  });

  it('changes bucket at the eighths of a half-life', () => {
    const sums = new Sums({ width: 1, halfLife });
    expect([0, 999, 1000, 7999, 8000].map((at) => sums.bucket(at))).toEqual([0, 0, 1, 7, 8]);
    expect(new Sums({ width: 1 }).bucket(1e12)).toBe(0);
  });

  it('does not let the past outweigh the present when the clock runs backwards', () => {
    const sums = new Sums({ width: 1, halfLife }, [{ key: 'a', bucket: 50, values: [toFixed(3)] }]);
    expect(sums.read('a', 50_000)?.[0]).toBe(3);
    expect(sums.read('a', 0)?.[0]).toBe(3);
  });

  it('forgets nothing without a half-life', () => {
    const sums = new Sums({ width: 1 }, [{ key: 'a', bucket: 0, values: [toFixed(1)] }]);
    expect(sums.read('a', 8e15)?.[0]).toBe(1);
  });

  it('sees a change that was made after a reading', () => {
    const sums = new Sums({ width: 1 }, [{ key: 'a', bucket: 0, values: [toFixed(1)] }]);
    expect(sums.read('a', 0)?.[0]).toBe(1);
    const { revision } = sums;
    sums.merge([{ key: 'a', bucket: 0, values: [toFixed(2)] }]);
    expect(sums.read('a', 0)?.[0]).toBe(3);
    expect(sums.revision).toBeGreaterThan(revision);
    expect(sums.read('never', 0)).toBeUndefined();
  });

  it('gives its rows back whole', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const sums = new Sums({ width, halfLife }, all);
        const again = new Sums({ width, halfLife }, JSON.parse(JSON.stringify([...sums.rows()])) as SumRow[]);
        expect([...again.rows()]).toEqual([...sums.rows()]);
        expect([...again.keys()]).toEqual([...sums.keys()]);
      }),
    );
  });

  it('leaves a row whole that would overflow, and rows that were read before as they were', () => {
    const most = 2 ** 53 - 1;
    const sums = new Sums({ width: 2 }, [{ key: 'a', bucket: 0, values: [1, most] }]);
    const [before] = [...sums.rows()];
    expect(() => sums.merge([{ key: 'a', bucket: 0, values: [1, 1] }])).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
    expect([...sums.rows()]).toEqual([{ key: 'a', bucket: 0, values: [1, most] }]);
    sums.merge([{ key: 'a', bucket: 0, values: [1, 0] }]);
    expect(before?.values).toEqual([1, most]);
    expect(() => new Sums({ width: 1 }, [{ key: 'a', bucket: 0, values: [2 ** 53] }])).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });

  it('refuses rows of another width, and a half-life that is none', () => {
    expect(() => new Sums({ width: 2 }, [{ key: 'a', bucket: 0, values: [1] }])).toThrow(
      /has 1 numbers, not 2/,
    );
    for (const bad of [0, -1, Number.NaN])
      expect(() => new Sums({ width: 1, halfLife: bad })).toThrow(RangeError);
  });
});
