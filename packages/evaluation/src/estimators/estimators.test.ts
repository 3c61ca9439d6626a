import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnostics.ts';
import { evaluate } from './evaluate.ts';
import { ips } from './ips.ts';
import { type Row, unitTotals } from './row.ts';
import { snips } from './snips.ts';

const three: Row[] = [
  { reward: 1, propensity: 0.5, target: 0.25 },
  { reward: 0, propensity: 0.25, target: 0.5 },
  { reward: 2, propensity: 0.8, target: 0.4 },
];

/** A log of two actions with known worth: the first earns with 0.3, the second with 0.7. */
function log(n: number, seed: number, propensity = 0.8, logged = propensity): Row[] {
  const rng = seededRng(seed, 'log');
  return Array.from({ length: n }, () => {
    const first = rng.next() < propensity;
    const reward = rng.next() < (first ? 0.3 : 0.7) ? 1 : 0;
    return { reward, propensity: first ? logged : 1 - logged, target: first ? 0.4 : 0.6 };
  });
}
/** 0.4 · 0.3 + 0.6 · 0.7 */
const truth = 0.54;

describe('arithmetic by hand', () => {
  it('weighs rewards by target / propensity', () => {
    expect(ips(three)).toBeCloseTo((0.5 * 1 + 2 * 0 + 0.5 * 2) / 3, 15);
    expect(snips(three)).toBeCloseTo(1.5 / 3, 15);
  });

  it('diagnoses the weights 0.5, 2, 0.5', () => {
    const found = diagnose(three);
    expect(found.effectiveSampleSize).toBeCloseTo(9 / 4.5, 15);
    expect([found.largestWeight, found.meanWeight, found.unused]).toEqual([2, 1, 0]);
  });

  it('adds up the rows of a cluster', () => {
    const rows = three.map((row, i) => (i < 2 ? { ...row, cluster: 'slate' } : row));
    expect(unitTotals(rows, () => ({ y: 2, x: 1 }))).toEqual([
      { y: 4, x: 2 },
      { y: 2, x: 1 },
    ]);
  });

  it.each([
    { propensity: 0 },
    { propensity: -0.1 },
    { propensity: 1.1 },
    { propensity: Number.NaN },
    { target: -0.1 },
    { target: 2 },
  ])('refuses %o', (fault) => {
    expect(() => ips([{ reward: 1, propensity: 0.5, target: 0.5, ...fault }])).toThrow(/propensity/);
  });
});

describe('a log of known worth', () => {
  it.each(['ips', 'snips'] as const)('gives the target its value by %s', (estimator) => {
    const found = evaluate(log(20_000, 1), { estimator });
    if (found.verdict !== 'estimate') throw new Error(found.message);
    // Four standard errors: one seed in 16,000 fails by chance, and this one is fixed.
    expect(Math.abs(found.value - truth)).toBeLessThan(2 * (found.interval.high - found.interval.low));
    expect(found.interval.low).toBeLessThan(truth);
    expect(found.interval.high).toBeGreaterThan(truth);
  });

  /** Share of 400 logs whose interval holds the truth; ± 2.2 % at two standard errors. */
  const coverage = (options: Parameters<typeof evaluate>[1], n = 400) => {
    let covered = 0;
    for (let seed = 0; seed < 400; seed++) {
      const found = evaluate(log(n, seed), options);
      if (found.verdict !== 'estimate') throw new Error(found.message);
      if (found.interval.low <= truth && truth <= found.interval.high) covered++;
    }
    return covered / 400;
  };

  it('covers the truth with asymptotic intervals in about 95 of 100', () => {
    for (const estimator of ['ips', 'snips'] as const) {
      const share = coverage({ estimator });
      expect(share).toBeGreaterThan(0.92);
      expect(share).toBeLessThan(0.98);
    }
  });

  it('covers the truth with bootstrap intervals in about 95 of 100', () => {
    const share = coverage({
      estimator: 'snips',
      interval: { method: 'bootstrap', seed: 7, resamples: 200 },
    });
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });

  it('covers it always with empirical Bernstein intervals, which are wider', () => {
    // The largest weight is 0.6 / 0.2, and rewards are at most 1.
    const interval = { method: 'bernstein', bound: 3 } as const;
    expect(coverage({ estimator: 'ips', interval })).toBeGreaterThan(0.99);
    const width = (options: Parameters<typeof evaluate>[1]) => {
      const found = evaluate(log(400, 1), options);
      return found.verdict === 'estimate' ? found.interval.high - found.interval.low : 0;
    };
    expect(width({ estimator: 'ips', interval })).toBeGreaterThan(width({ estimator: 'ips' }));
  });

  it('refuses empirical Bernstein intervals where they do not hold', () => {
    const bernstein = (bound: number) => ({ method: 'bernstein', bound }) as const;
    expect(() => evaluate(log(400, 1), { estimator: 'snips', interval: bernstein(3) })).toThrow(/for means/);
    expect(() => evaluate(log(400, 1), { estimator: 'ips', interval: bernstein(2) })).toThrow(/outside/);
  });
});

describe('refuses by name', () => {
  const refusal = (rows: Row[]) => {
    const found = evaluate(rows, { estimator: 'snips' });
    if (found.verdict === 'estimate') throw new Error(`estimated ${found.value}`);
    expect([found.verdict, found.code]).toEqual(['not enough evidence', 'NO_SUPPORT']);
    return found;
  };

  it('an empty log', () => expect(refusal([]).message).toMatch(/no rows/));

  it('the log of a deterministic policy', () => {
    expect(refusal(log(1000, 1).map((row) => ({ ...row, support: 'none' }))).message).toMatch(
      /support: none/,
    );
  });

  it.each(['fallback', 'pinned', 'control', 'shadow', 'client'] as const)(
    'a log with a row from %s',
    (source) => {
      const rows = log(1000, 1);
      rows[500] = { ...(rows[500] as Row), source };
      expect(refusal(rows).message).toContain(source);
    },
  );

  it('a log below the threshold, with the diagnostics and without a value', () => {
    const found = refusal(log(50, 1));
    expect(found.message).toMatch(/effective sample size is \d+\.\d, below 100/);
    expect(found.diagnostics?.rows).toBe(50);
    expect(found).not.toHaveProperty('value');
  });

  it('a target that the log never chose', () => {
    expect(refusal(log(1000, 1).map((row) => ({ ...row, target: 0 }))).message).toMatch(/sample size is 0.0/);
  });

  it('propensities that were not the ones used', () => {
    // The first action was chosen with 0.8, the log says 0.6: the mean weight is 0.8·0.4/0.6 + 0.2·0.6/0.4 = 0.83.
    expect(refusal(log(5000, 1, 0.8, 0.6)).message).toMatch(/mean weight/);
  });
});
