import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { partOf, sumOfRatios } from '../statistics/index.ts';
import { estimators } from './estimators.ts';
import { evaluate } from './evaluate.ts';
import { leastError } from './least-error.ts';
import { partsOf } from './parts.ts';
import type { Row } from './row.ts';
import { slope } from './slope.ts';
import type { Tried } from './tuning.ts';

/** A mean with a standard error of about `error`. */
function tried(parameter: number, mean: number, error: number): Tried {
  const n = 100;
  const units = Array.from({ length: n }, (_, i) => ({
    y: mean + (i % 2 === 0 ? 1 : -1) * error * Math.sqrt(n),
    x: 1,
  }));
  return { parameter, parts: [partOf(units)] };
}

describe('slope', () => {
  it('takes the narrowest while none is further from a wider one than their widths allow', () => {
    const wide = tried(1, 1, 0.1);
    // Half-widths are about 2 errors: 1 and 0.8 lie within 0.06 + 1.45 · 0.2, 0.5 does not.
    expect(slope([tried(2, 0.8, 0.03), wide], 0.95)?.parameter).toBe(2);
    expect(slope([wide, tried(3, 0.5, 0.03)], 0.95)?.parameter).toBe(1);
  });

  it('stops at the first that fails, even where a narrower one would hold again', () => {
    const list = [tried(1, 1, 0.1), tried(2, 0.5, 0.05), tried(3, 1, 0.01)];
    expect(slope(list, 0.95)?.parameter).toBe(1);
  });

  it('holds each against all that are wider', () => {
    // The second lies within the first, the third within the first and far off the second.
    const list = [tried(1, 1, 0.2), tried(2, 1.3, 0.02), tried(3, 0.9, 0.01)];
    expect(slope(list, 0.95)?.parameter).toBe(2);
  });
});

describe('least error', () => {
  it('takes what saves more variance than its bias costs', () => {
    const unbiased = tried(0, 1, 0.1);
    const near = { parameter: 1, parts: shrunk(0.99) };
    const far = { parameter: 2, parts: shrunk(0.5) };
    expect(leastError([unbiased, near, far], unbiased.parts, 0.95)?.parameter).toBe(1);
    expect(leastError([unbiased, far], unbiased.parts, 0.95)?.parameter).toBe(0);
    expect(leastError([], unbiased.parts, 0.95)).toBeUndefined();
  });

  /** The same units, drawn towards zero. */
  function shrunk(share: number) {
    return tried(0, 1, 0.1).parts.map(({ y, x }) => ({ y: y.map((each) => share * each), x }));
  }
});

/** Two actions, of which the log rarely has the second; the first earns 0.2, the second `second`. */
function log(second: number, model: (first: boolean) => number, n = 4000): Row[] {
  const rng = seededRng(5, 'log');
  const expected = 0.2 * model(true) + 0.8 * model(false);
  return Array.from({ length: n }, () => {
    const first = rng.next() < 0.95;
    const reward = rng.next() < (first ? 0.2 : second) ? 1 : 0;
    return {
      reward,
      propensity: first ? 0.95 : 0.05,
      target: first ? 0.2 : 0.8,
      expected: { logged: model(first), target: expected },
    };
  });
}

describe('estimators that choose their parameter', () => {
  const wrong = log(0.5, () => 0);

  it('trust a model that is right, by slope', () => {
    const rows = log(0.5, (first) => (first ? 0.2 : 0.5));
    const found = evaluate(rows, { estimator: 'dros', tuning: 'slope' });
    expect(found).toMatchObject({ verdict: 'estimate', parameter: 1 });
  });

  it('do not trust one that is wrong, by least error', () => {
    const found = evaluate(wrong, { estimator: 'dros' });
    if (found.verdict !== 'estimate') throw new Error(found.message);
    expect(found.parameter).toBeGreaterThan(1000);
    expect(Math.abs(found.bias ?? 1)).toBeLessThan(0.01);
    expect(found.interval.low).toBeLessThan(0.44);
    expect(found.interval.high).toBeGreaterThan(0.44);
  });

  it('say how far they are from what has no bias', () => {
    const dm = evaluate(wrong, { estimator: 'dm' });
    const dr = evaluate(wrong, { estimator: 'dr' });
    if (dm.verdict !== 'estimate' || dr.verdict !== 'estimate') throw new Error('refused');
    expect(dm.bias).toBe(dm.value - dr.value);
    expect(dr).not.toHaveProperty('bias');
  });

  it('use the parameter, or choose among the grid, that is given', () => {
    const clipped = evaluate(wrong, { estimator: 'clipped-ips', parameter: 2 });
    expect(clipped).toMatchObject({
      parameter: 2,
      value: sumOfRatios(partsOf(wrong, estimators['clipped-ips'], 2)),
    });
    expect(evaluate(wrong, { estimator: 'switch-dr', grid: [7] })).toMatchObject({ parameter: 7 });
    expect(evaluate(wrong, { estimator: 'ips', parameter: 7 })).not.toHaveProperty('parameter');
    expect(() => evaluate(wrong, { estimator: 'sg-ips', parameter: 2 })).toThrow(/no parameter of 2/);
    expect(() => evaluate(wrong, { estimator: 'clipped-ips', grid: [1, -1] })).toThrow(/no parameter of -1/);
    expect(() => evaluate(wrong, { estimator: 'dros', grid: [] })).toThrow(/no value to choose/);
  });
});
