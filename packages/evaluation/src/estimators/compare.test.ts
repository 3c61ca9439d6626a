import { seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { asLogged, compare } from './compare.ts';
import { evaluate } from './evaluate.ts';
import type { Row } from './row.ts';

const worth = [0.2, 0.3, 0.5];

/** One log, weighed for a target with the probabilities `target`. */
function log(target: readonly number[], n = 3000, seed = 1): Row[] {
  const rng = seededRng(seed, 'log');
  return Array.from({ length: n }, () => {
    const action = Math.floor(rng.next() * 3);
    const reward = rng.next() < (worth[action] as number) ? 1 : 0;
    return { reward, propensity: 1 / 3, target: target[action] as number };
  });
}

const near = [0.2, 0.3, 0.5];
const nearer = [0.18, 0.3, 0.52];

describe('targets on one log', () => {
  it('are told apart by what they do differently, more sharply than by their own intervals', () => {
    const found = compare({ old: log(near), new: log(nearer) }, { estimator: 'ips' });
    const difference = found.differences.new;
    const [a, b] = [found.values.old, found.values.new];
    if (difference?.verdict === 'not enough evidence' || difference === undefined) throw new Error('refused');
    if (a?.verdict !== 'estimate' || b?.verdict !== 'estimate') throw new Error('refused');
    expect(difference.value).toBeCloseTo(b.value - a.value, 12);
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(difference.interval)).toBeLessThan(width(a.interval) / 5);
    // 0.02 · (0.5 − 0.2) more.
    expect(difference.verdict).toBe('better');
    expect(difference.interval.low).toBeLessThan(0.006);
    expect(difference.interval.high).toBeGreaterThan(0.006);
  });

  it('have the values that they have alone, and intervals of differences that hold together', () => {
    const targets = { old: log(near), new: log(nearer), even: log([1 / 3, 1 / 3, 1 / 3]) };
    const found = compare(targets, { estimator: 'snips', baseline: 'even' });
    expect(found.values.new).toEqual(evaluate(targets.new, { estimator: 'snips' }));
    expect(Object.keys(found.differences)).toEqual(['old', 'new']);
    expect(found).toMatchObject({ baseline: 'even', level: 0.95 });
    expect(found.differences.old).toMatchObject({ interval: { level: expect.closeTo(0.975, 12) } });
  });

  it('are not told apart where they are the same, and better or worse by the side of zero', () => {
    const found = compare(
      { old: log(near), same: log(near), bad: log([0.6, 0.3, 0.1]) },
      { estimator: 'ips' },
    );
    expect(found.differences).toMatchObject({
      same: { verdict: 'not told apart', value: 0 },
      bad: { verdict: 'worse' },
    });
  });

  it.each([
    { method: 'asymptotic' },
    { method: 'bootstrap', seed: 1, resamples: 500 },
    { method: 'bootstrap', seed: 1, resamples: 500, bounds: 'bca' },
    { method: 'bernstein', bound: 3 },
  ] as const)('are compared by $method', (interval) => {
    const found = compare({ logged: asLogged(log(near)), new: log(near) }, { estimator: 'ips', interval });
    const { new: difference } = found.differences;
    if (difference?.verdict === 'not enough evidence' || difference === undefined) throw new Error('refused');
    // 0.38 against 1/3.
    expect(difference.interval.low).toBeLessThan(0.38 - 1 / 3);
    expect(difference.interval.high).toBeGreaterThan(0.38 - 1 / 3);
  });

  it('are refused one by one, and with the baseline all', () => {
    const unseen = log(near).map((row) => ({ ...row, target: 0 }));
    const found = compare({ old: log(near), unseen }, { estimator: 'ips' });
    expect(found.values.old).toMatchObject({ verdict: 'estimate' });
    expect(found.differences.unseen).toMatchObject({ verdict: 'not enough evidence', code: 'FEW_CHOICES' });
    const without = compare({ unseen, new: log(near) }, { estimator: 'ips' });
    expect(without.differences.new).toMatchObject({ verdict: 'not enough evidence' });
  });

  it('must be of the same rows', () => {
    const other = log(near, 3000, 2);
    expect(() => compare({ old: log(near), other }, { estimator: 'ips' })).toThrow(/not those of "old"/);
    expect(() => compare({ old: log(near) }, { estimator: 'ips', baseline: 'none' })).toThrow(
      /no target "none"/,
    );
  });
});

it('the differences of three targets are covered together about as often as is said', () => {
  let [alone, together] = [0, 0];
  const logs = 400;
  // They earn 0.43, 0.475 and 0.24, the baseline 0.38.
  const others = { better: [0.1, 0.2, 0.7], best: [0.05, 0.05, 0.9], worse: [0.6, 0.4, 0] };
  const more = { better: 0.05, best: 0.095, worse: -0.14 };
  for (let seed = 0; seed < logs; seed++) {
    const targets = Object.entries(others).map(([name, target]) => [name, log(target, 500, seed)] as const);
    const all = { base: log(near, 500, seed), ...Object.fromEntries(targets) };
    const { differences } = compare(all, { estimator: 'snips' });
    const covered = Object.entries(more).map(([name, truth]) => {
      const found = differences[name];
      if (found?.verdict === 'not enough evidence' || found === undefined) throw new Error('refused');
      return found.interval.low <= truth && truth <= found.interval.high;
    });
    if (covered[0]) alone++;
    if (covered.every((each) => each)) together++;
  }
  // Each at 98.3 %, ± 1.3 at two standard errors; all of them in at least 95 %, less 2.2.
  expect(alone / logs).toBeGreaterThan(0.97);
  expect(together / logs).toBeGreaterThan(0.928);
});

it.each(['ips', 'snips', 'dr', 'sndr', 'dm'] as const)('the logging policy by %s', (estimator) => {
  const rows = asLogged(log(near));
  const mean = rows.reduce((sum, { reward }) => sum + reward, 0) / rows.length;
  // The direct method takes nothing but the model, which says nothing here.
  expect(evaluate(rows, { estimator })).toMatchObject({
    value: expect.closeTo(estimator === 'dm' ? 0 : mean, 12),
  });
});
