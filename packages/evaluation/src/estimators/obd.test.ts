import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bootstrap } from '../intervals/index.ts';
import { sumOfRatios } from '../statistics/index.ts';
import { diagnose } from './diagnostics.ts';
import { estimators } from './estimators.ts';
import { evaluate } from './evaluate.ts';
import { partsOf } from './parts.ts';
import type { Row } from './row.ts';

const folder = process.env.ARMOIRE_DATA;
const file = (policy: string) => join(folder ?? '', 'obd-men', policy, 'men.csv');

/** The Thompson log, evaluated for Random: each of the 34 items with 1/34 at every position. */
function rows(policy: string): Row[] {
  const [header = '', ...lines] = readFileSync(file(policy), 'utf8').trim().split('\n');
  const names = header.split(',');
  const [click, propensity] = [names.indexOf('click'), names.indexOf('propensity_score')];
  return lines.map((line) => {
    const cells = line.split(',');
    return { reward: Number(cells[click]), propensity: Number(cells[propensity]), target: 1 / 34 };
  });
}

const reason =
  'the real log (skipped without ARMOIRE_DATA, which names the folder of the Open Bandit Dataset sample)';
describe.skipIf(folder === undefined)(reason, () => {
  it('gives the published arithmetic', () => {
    const log = rows('bts');
    const found = diagnose(log);
    expect(log).toHaveLength(10_000);
    expect(sumOfRatios(partsOf(log, estimators.ips))).toBeCloseTo(0.0030086, 7);
    expect(sumOfRatios(partsOf(log, estimators.snips))).toBeCloseTo(0.0031894, 7);
    expect(found.effectiveSampleSize).toBeCloseTo(655.7, 1);
    expect(found.largestWeight).toBeCloseTo(178, 0);
    expect(found.meanWeight).toBeCloseTo(0.943, 3);
  });

  it('covers what Random earned itself', () => {
    const log = rows('bts');
    const own = rows('random').reduce((sum, { reward }) => sum + reward, 0) / 10_000;
    expect(own).toBe(0.0046);
    for (const interval of [{ method: 'asymptotic' }, { method: 'bootstrap', seed: 1 }] as const) {
      const found = evaluate(log, { estimator: 'snips', interval });
      if (found.verdict !== 'estimate') throw new Error(found.message);
      expect(found.interval.low).toBeLessThan(own);
      expect(found.interval.high).toBeGreaterThan(own);
    }
    const interval = () => bootstrap(partsOf(log, estimators.snips), 0.95, { seed: 1 });
    expect(interval()).toEqual(interval());
  });
});
