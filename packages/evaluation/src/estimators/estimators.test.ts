import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { sumOfRatios } from '../statistics/index.ts';
import { diagnose } from './diagnostics.ts';
import { type EstimatorId, estimators } from './estimators.ts';
import { evaluate } from './evaluate.ts';
import { partsOf } from './parts.ts';
import type { RefusalCode } from './refusal.ts';
import type { Row } from './row.ts';

const three: Row[] = [
  { reward: 1, propensity: 0.5, target: 0.25 },
  { reward: 0, propensity: 0.25, target: 0.5 },
  { reward: 2, propensity: 0.8, target: 0.4 },
];

function value(rows: readonly Row[], id: EstimatorId, parameter?: number): number {
  return sumOfRatios(partsOf(rows, estimators[id], parameter));
}

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
    expect(value(three, 'ips')).toBeCloseTo((0.5 * 1 + 2 * 0 + 0.5 * 2) / 3, 15);
    expect(value(three, 'snips')).toBeCloseTo(1.5 / 3, 15);
  });

  it('cuts and shrinks weights', () => {
    const rows = three.map((row, i) => (i === 1 ? { ...row, reward: 3 } : row));
    expect(value(rows, 'clipped-ips', 1)).toBeCloseTo((0.5 + 1 * 3 + 0.5 * 2) / 3, 15);
    // w / (1 − λ + λw): 0.5/0.75, 2/1.5, 0.5/0.75
    expect(value(rows, 'sg-ips', 0.5)).toBeCloseTo((2 / 3 + (4 / 3) * 3 + (2 / 3) * 2) / 3, 15);
  });

  it('takes what a model expects, and weighs what it leaves over', () => {
    const rows = three.map((row, i) => ({
      ...row,
      expected: { logged: [0.5, 0.25, 1][i] ?? 0, target: 0.6 },
      robust: { logged: [0.5, 0, 1.5][i] ?? 0, target: 0.7 },
    }));
    // Left over: 0.5, −0.25, 1, by the weights 0.5, 2, 0.5.
    expect(value(rows, 'dm')).toBeCloseTo(0.6, 15);
    expect(value(rows, 'dr')).toBeCloseTo(0.6 + (0.25 - 0.5 + 0.5) / 3, 15);
    expect(value(rows, 'sndr')).toBeCloseTo(0.6 + (0.25 - 0.5 + 0.5) / 3, 15);
    expect(value(rows.slice(0, 2), 'sndr')).toBeCloseTo(0.6 + (0.25 - 0.5) / 2.5, 15);
    // By the other model, left over: 0.5, 0, 0.5.
    expect(value(rows, 'mrdr')).toBeCloseTo(0.7 + (0.25 + 0 + 0.25) / 3, 15);
    expect(value(rows, 'switch-dr', 1)).toBeCloseTo(0.6 + (0.25 + 0.5) / 3, 15);
    // λw / (w² + λ) at λ = 4: 2/4.25, 8/8, 2/4.25
    expect(value(rows, 'dros', 4)).toBeCloseTo(0.6 + ((2 / 4.25) * 0.5 - 0.25 + 2 / 4.25) / 3, 15);
    // at λ = 0.5: 2/3, 4/3, 2/3
    expect(value(rows, 'sg-dr', 0.5)).toBeCloseTo(0.6 + (1 / 3 - 1 / 3 + 2 / 3) / 3, 15);
  });

  it('replays the rows that the target would have chosen', () => {
    const uniform = three.map((row, i) => ({ ...row, propensity: 0.5, target: i === 1 ? 0 : 1 }));
    expect(value(uniform, 'replay')).toBe(1.5);
  });

  it('diagnoses the weights 0.5, 2, 0.5', () => {
    const found = diagnose(three);
    expect(found.effectiveSampleSize).toBeCloseTo(9 / 4.5, 15);
    expect([found.largestWeight, found.meanWeight, found.unused]).toEqual([2, 1, 0]);
  });

  it('adds up the rows of a cluster', () => {
    const rows = three.map((row, i) => (i < 2 ? { ...row, cluster: 'slate' } : row));
    const [part] = partsOf(rows, estimators.snips);
    expect([[...(part?.y ?? [])], [...(part?.x ?? [])]]).toEqual([
      [0.5, 1],
      [2.5, 0.5],
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
    expect(() => value([{ reward: 1, propensity: 0.5, target: 0.5, ...fault }], 'ips')).toThrow(/propensity/);
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

describe('bad input is an error', () => {
  const rows = log(500, 1);
  const broken = (fault: Partial<Row>) => rows.map((row, i) => (i === 9 ? { ...row, ...fault } : row));

  it.each([
    ['a reward', () => evaluate(broken({ reward: Number.NaN }), { estimator: 'ips' }), /reward of NaN/],
    [
      'an expectation',
      () => {
        const expected = { logged: 0, target: Number.POSITIVE_INFINITY };
        return evaluate(
          rows.map((row) => ({ ...row, expected })),
          { estimator: 'dr' },
        );
      },
      /expects 0 and Infinity/,
    ],
    ['a level', () => evaluate(rows, { estimator: 'ips', level: 1 }), /probability 1/],
    ['an estimator', () => evaluate(rows, { estimator: 'best' as EstimatorId }), /no estimator "best"/],
  ] as const)('that %s is none', (_, work, message) => {
    expect(work).toThrow(message);
  });
});

describe('refuses by name', () => {
  const refusal = (code: RefusalCode, rows: Row[]) => {
    const found = evaluate(rows, { estimator: 'snips' });
    if (found.verdict === 'estimate') throw new Error(`estimated ${found.value}`);
    expect([found.verdict, found.code]).toEqual(['not enough evidence', code]);
    return found;
  };

  it('an empty log', () => expect(refusal('EMPTY_LOG', []).message).toMatch(/no rows/));

  it('the log of a deterministic policy', () => {
    const rows = log(1000, 1).map((row): Row => ({ ...row, support: 'none' }));
    expect(refusal('DETERMINISTIC_LOG', rows).message).toMatch(/support: none/);
  });

  it.each([2, 3, 4, 10])(
    'a log of sure choices, of which there were %i, for a target that is not sure',
    (k) => {
      const rng = seededRng(k, 'sure');
      const rows = Array.from({ length: 1000 }, () => ({
        reward: rng.next() < 0.2 ? 1 : 0,
        propensity: 1,
        target: 1 / k,
      }));
      expect(refusal('DETERMINISTIC_LOG', rows).message).toMatch(/had the probability 1/);
      // Where one choice was not sure, what the sure ones leave out still counts.
      const one = rows.map((row, i) => (i === 0 ? { ...row, propensity: 0.9 } : row));
      expect(refusal('OUTSIDE_SUPPORT', one).diagnostics?.outside).toBeCloseTo(0.999 * (1 - 1 / k), 9);
      const same = evaluate(
        rows.map((row) => ({ ...row, target: 1 })),
        { estimator: 'snips' },
      );
      expect(same).toMatchObject({ verdict: 'estimate' });
    },
  );

  it('a log of sure choices for a target that mostly agrees with it', () => {
    const rows = log(150, 1).map((row, i) => ({ ...row, propensity: 1, target: i % 15 === 0 ? 0 : 1 }));
    refusal('DETERMINISTIC_LOG', rows);
  });

  it.each([2, 4])('weights that are all 1/%i, which have no scatter', (k) => {
    const rows = log(1000, 1).map((row) => ({ ...row, propensity: 0.5, target: 0.5 / k }));
    const { message, diagnostics } = refusal('WEIGHTS_OFF', rows);
    expect(message).toBe(`The mean weight is ${(1 / k).toFixed(4)}, and all weights the same`);
    expect(diagnostics?.meanWeightScore).toBe(Number.NEGATIVE_INFINITY);
  });

  it('no log whose weights are 1 but for rounding', () => {
    const rows = log(1000, 1).map((row, i) => ({ ...row, target: row.propensity * (1 + (i % 7) * 1e-16) }));
    const found = evaluate(rows, { estimator: 'snips' });
    expect(found).toMatchObject({ verdict: 'estimate', diagnostics: { meanWeightScore: 0 } });
  });

  it.each(['fallback', 'pinned', 'control', 'shadow', 'client'] as const)(
    'a log with a row from %s',
    (source) => {
      const rows = log(1000, 1);
      rows[500] = { ...(rows[500] as Row), source };
      expect(refusal('NO_PROPENSITIES', rows).message).toContain(source);
    },
  );

  it('a log below the threshold, with the diagnostics and without a value', () => {
    const found = refusal('FEW_CHOICES', log(50, 1));
    expect(found.message).toMatch(/effective sample size is \d+\.\d, below 100/);
    expect(found.diagnostics?.rows).toBe(50);
    expect(found).not.toHaveProperty('value');
  });

  it('a target that the log never chose', () => {
    const rows = log(1000, 1).map((row) => ({ ...row, target: 0 }));
    expect(refusal('FEW_CHOICES', rows).message).toMatch(/sample size is 0.0/);
  });

  it('a log with hardly a reward, which would have an interval of hardly any width', () => {
    const rows = log(5000, 1).map((row, i) => ({ ...row, reward: i % 1000 === 0 ? 1 : 0 }));
    expect(refusal('FEW_REWARDS', rows).message).toMatch(/hangs on \d\.\d effective rewards, below 10/);
    const none = rows.map((row) => ({ ...row, reward: 0 }));
    expect(refusal('FEW_REWARDS', none).message).toMatch(/hangs on 0\.0/);
  });

  it('a log of few independent units, however many their rows', () => {
    const rows = log(5000, 1).map((row, i) => ({ ...row, cluster: `shopper ${i % 20}` }));
    expect(refusal('FEW_UNITS', rows).message).toMatch(/20 independent units, below 30/);
  });

  it('a log in which one unit has nearly all the weight, or nearly all the reward', () => {
    // One shopper was met a thousand times, ninety-nine others ten times each.
    const rows = log(2000, 1).map((row, i) => ({ ...row, cluster: `${i < 1000 ? 0 : 1 + (i % 99)}` }));
    expect(refusal('FEW_UNITS', rows).message).toMatch(/those of 4\.\d independent units, below 30/);
    const even = log(2000, 1).map((row, i) => ({ ...row, cluster: `${i % 100}` }));
    const earned = even.map((row) => ({ ...row, reward: row.cluster === '7' ? row.reward : 0 }));
    expect(refusal('FEW_REWARDS', earned).message).toMatch(/hangs on 1\.0 effective rewards/);
  });

  it('a target outside of what the log can hold, where that is known', () => {
    const rows = log(1000, 1).map((row) => ({ ...row, outside: 0.02 }));
    const found = refusal('OUTSIDE_SUPPORT', rows);
    expect(found.message).toMatch(/2\.0 % of the target's choices/);
    expect(found.diagnostics?.outside).toBeCloseTo(0.02, 12);
  });

  it.each([
    ['dr', 'NO_MODEL'],
    ['dm', 'NO_MODEL'],
    ['mrdr', 'NO_MODEL'],
    ['rips', 'NO_PLACES'],
    ['cascade-dr', 'NO_PLACES'],
    ['iips', 'NO_MARGINALS'],
    ['replay', 'NOT_UNIFORM'],
  ] as const)('%s on rows that do not say what it needs', (estimator, code) => {
    const found = evaluate(log(1000, 1), { estimator });
    expect(found).toMatchObject({ verdict: 'not enough evidence', code });
    expect(found).not.toHaveProperty('value');
  });

  it('places that lie deep where the weights of slates have spread, and names the place', () => {
    const rows = log(1000, 1).map((row, i) => {
      const position = i % 2;
      // Below, two actions of weight 40 among five hundred: the log has next to none of the target's slates.
      const above = { propensity: 0.02, target: i % 250 === 1 ? 0.8 : 0 };
      return position === 0 ? { ...row, position } : { ...row, position, above };
    });
    const found = evaluate(rows, { estimator: 'rips', thresholds: { effectiveRewards: 0 } });
    expect(found).toMatchObject({ code: 'FEW_CHOICES' });
    expect(found).toMatchObject({ message: expect.stringMatching(/at place 1 is \d\.\d/) });
  });

  it('propensities that were not the ones used', () => {
    // The first action was chosen with 0.8, the log says 0.6: the mean weight is 0.8·0.4/0.6 + 0.2·0.6/0.4 = 0.83.
    expect(refusal('WEIGHTS_OFF', log(5000, 1, 0.8, 0.6)).message).toMatch(/mean weight/);
  });
});
