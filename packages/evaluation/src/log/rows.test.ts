import {
  type CandidateSet,
  Catalog,
  type Decision,
  featureVersion,
  type Sample,
  seededRng,
} from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { evaluate, ridgeModel } from '../estimators/index.ts';
import { type LogOptions, logRows } from './rows.ts';
import type { Target } from './target.ts';

const set: CandidateSet = {
  shop: 'shop',
  hash: 'h',
  inputs: [],
  features: 'f',
  catalogOffset: 1,
  entries: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
};

function decision(id: string, fields: Partial<Decision> = {}): Decision {
  return {
    id,
    shop: 'shop',
    point: 'home',
    kind: 'shelf',
    unit: { kind: 'request', id },
    at: 0,
    seed: 1,
    context: { values: {}, schema: 'c' },
    candidateSet: 'h',
    chosen: ['b', 'a'],
    propensities: [0.5, 0.25],
    policy: { id: 'p', version: 1, state: {} },
    source: 'policy',
    reasons: [],
    ...fields,
  };
}

function sample(of: string, position: number, value: number, revision = 0): Sample {
  const place = { shop: 'shop', point: 'home', decision: of, position, revision, value, at: 0 };
  return { ...place, ...(revision === 0 ? {} : { previous: 0 }) } as Sample;
}

/** First a 0.2, b 0.3, c 0.5; then what is left, renormalised. */
const first = [0.2, 0.3, 0.5];
const options: Omit<LogOptions, 'decisions' | 'samples'> = {
  sets: [set],
  target: () => (prefix) => {
    const left = first.map((p, i) => (prefix.includes(i) ? 0 : p));
    const mass = left.reduce((sum, p) => sum + p, 0);
    return Float64Array.from(left, (p) => p / mass);
  },
  matureBefore: 100,
  support: () => 'full',
};

describe('rows of a log', () => {
  it('are one for each place, by conditional probabilities', () => {
    const samples = [sample('d', 0, 1), sample('d', 1, 2)];
    const { rows } = logRows({ ...options, decisions: [decision('d')], samples });
    const shared = { cluster: 'd', source: 'policy', support: 'full' };
    expect(rows).toEqual([
      {
        reward: 1,
        propensity: 0.5,
        target: 0.3,
        position: 0,
        above: { propensity: 1, target: 1 },
        ...shared,
      },
      {
        reward: 2,
        propensity: 0.25,
        target: expect.closeTo(0.2 / 0.7, 12),
        position: 1,
        above: { propensity: 0.5, target: 0.3 },
        ...shared,
      },
    ]);
  });

  it('have the products of the probabilities down to the place in a cascade', () => {
    const samples = [sample('d', 0, 1), sample('d', 1, 2)];
    const { rows } = logRows({ ...options, decisions: [decision('d')], samples, before: 'cascade' });
    expect(rows.map(({ propensity, target }) => [propensity, target])).toEqual([
      [0.5, 0.3],
      [0.125, expect.closeTo((0.3 * 0.2) / 0.7, 12)],
    ]);
  });

  it('take the last revision, in whatever order the samples come', () => {
    const samples = [sample('d', 0, 5, 2), sample('d', 0, 1, 1), sample('d', 0, 0)];
    const { rows, unknown } = logRows({ ...options, decisions: [decision('d')], samples });
    expect(rows.map(({ reward }) => reward)).toEqual([5]);
    expect(unknown).toBe(1);
  });

  it('keep to the places that are asked for', () => {
    const samples = [sample('d', 0, 1), sample('d', 1, 2)];
    expect(logRows({ ...options, decisions: [decision('d')], samples, places: 1 }).rows).toHaveLength(1);
  });

  it('leave out what no policy chose, and count it', () => {
    const decisions = [
      decision('d'),
      decision('f', { source: 'fallback', propensities: [] }),
      decision('g', { source: 'fallback', propensities: [] }),
      decision('p', { source: 'pinned', propensities: [] }),
    ];
    const samples = decisions.map(({ id }) => sample(id, 0, 1));
    const { rows, leftOut } = logRows({ ...options, decisions, samples });
    expect(rows).toHaveLength(1);
    expect(leftOut).toEqual({ fallback: 2, pinned: 1 });
  });

  it('are refused when the logging policy is deterministic, or not known', () => {
    const decisions = Array.from({ length: 500 }, (_, i) => decision(`d${i}`));
    const samples = decisions.map(({ id }) => sample(id, 0, 1));
    for (const support of ['none', undefined] as const) {
      const { rows } = logRows({ ...options, decisions, samples, support: () => support });
      expect(evaluate(rows, { estimator: 'ips' })).toMatchObject({ code: 'DETERMINISTIC_LOG' });
    }
  });

  it('need the candidate sets', () => {
    expect(() => logRows({ ...options, sets: [], decisions: [decision('d')], samples: [] })).toThrow(
      /candidate set/,
    );
  });

  it('leave out decisions whose clicks are known and whose silence is not', () => {
    const decisions = [decision('old'), decision('young', { at: 100 })];
    const samples = [sample('old', 0, 0), sample('young', 0, 1)];
    const { rows, immature } = logRows({ ...options, decisions, samples });
    expect([rows.map(({ reward }) => reward), immature]).toEqual([[0], 1]);
  });

  describe('with the logging policy', () => {
    const samples = [sample('d', 0, 1), sample('d', 1, 2)];
    const logging = (next: (prefix: readonly number[]) => readonly number[]): Target => {
      return () => (prefix) => Float64Array.from(next(prefix));
    };

    it('know the chances of an action at its place, whatever stands above', () => {
      const even = logging((prefix) =>
        [0, 1, 2].map((i) => (prefix.includes(i) ? 0 : 1 / (3 - prefix.length))),
      );
      const { rows } = logRows({ ...options, decisions: [decision('d')], samples, logging: even });
      // b first; then a, which stands second after b by 0.3 · 0.2/0.7 and after c by 0.5 · 0.2/0.5.
      const second = (0.3 * 0.2) / 0.7 + (0.5 * 0.2) / 0.5;
      expect(rows.map(({ marginal }) => marginal)).toEqual([
        { propensity: expect.closeTo(1 / 3, 12), target: expect.closeTo(0.3, 12) },
        { propensity: expect.closeTo(1 / 3, 12), target: expect.closeTo(second, 12) },
      ]);
      expect(rows.map(({ outside }) => outside)).toEqual([0, 0]);
    });

    it("know the target's mass that it cannot choose", () => {
      const never = logging((prefix) => (prefix.length === 0 ? [0.5, 0.5, 0] : [1, 0, 0]));
      const { rows } = logRows({ ...options, decisions: [decision('d')], samples, logging: never });
      expect(rows.map(({ outside }) => outside)).toEqual([0.5, expect.closeTo(0.5 / 0.7, 12)]);
    });

    it('have no marginal chances below where the ways to fill the places above are too many to go through', () => {
      const size = 200;
      const entries = Array.from({ length: size }, (_, i) => ({ id: `p${i}` }));
      const wide = { ...set, entries };
      const any = () => (prefix: readonly number[]) =>
        Float64Array.from(entries, (_, i) => (prefix.includes(i) ? 0 : 1 / (size - prefix.length)));
      const chosen = ['p0', 'p1', 'p2'];
      const { rows } = logRows({
        ...options,
        sets: [wide],
        target: any,
        logging: any,
        decisions: [decision('d', { chosen, propensities: [1 / 200, 1 / 199, 1 / 198] })],
        samples: [0, 1, 2].map((place) => sample('d', place, 0)),
      });
      expect(rows.map(({ marginal }) => marginal !== undefined)).toEqual([true, true, false]);
      expect(rows[1]?.marginal?.propensity).toBeCloseTo(1 / 200, 12);
    });
  });

  describe('with a model', () => {
    const named: CandidateSet = { ...set, features: featureVersion };
    /** Choices of two places out of three: `c` earns 1 at the first place and 0.5 at the second, the others nothing. */
    const log = (n: number) => {
      const rng = seededRng(1, 'choices');
      const decisions: Decision[] = [];
      const samples: Sample[] = [];
      for (let i = 0; i < n; i++) {
        const [one = 0] = [Math.floor(rng.next() * 3)];
        const two = (one + 1 + Math.floor(rng.next() * 2)) % 3;
        const chosen = [one, two].map((index) => ['a', 'b', 'c'][index] as string);
        decisions.push(decision(`d${i}`, { kind: 'choice', chosen, propensities: [1 / 3, 1 / 2] }));
        for (const [place, action] of chosen.entries())
          samples.push(sample(`d${i}`, place, action === 'c' ? 1 / (1 + place) : 0));
      }
      return { decisions, samples };
    };
    const model = { fit: ridgeModel({ ridge: 0.01 }), seed: 1, catalog: new Catalog('EUR') };
    const read = (n: number) => logRows({ ...options, ...log(n), sets: [named], model });
    /** First c by 0.5; second c after a or b: 0.2 · 0.5/0.8 + 0.3 · 0.5/0.7, worth half. */
    const truth = 0.5 + 0.5 * ((0.2 * 0.5) / 0.8 + (0.3 * 0.5) / 0.7);

    it('expect more of the good action, and less of it further down', () => {
      const { rows } = read(300);
      const mean = (position: number, good: boolean) => {
        const some = rows.filter((row) => row.position === position && row.reward > 0 === good);
        return some.reduce((sum, { expected }) => sum + (expected?.logged ?? Number.NaN), 0) / some.length;
      };
      expect(mean(0, true)).toBeGreaterThan(mean(0, false) + 0.5);
      expect(mean(0, true)).toBeGreaterThan(mean(1, true));
    });

    it.each(['rips', 'cascade-dr'] as const)('tell the value of a slate by %s', (estimator) => {
      const found = evaluate(read(1500).rows, { estimator });
      if (found.verdict !== 'estimate') throw new Error(found.message);
      expect(found.interval.low).toBeLessThan(truth);
      expect(found.interval.high).toBeGreaterThan(truth);
    });

    it('is more exact with cascade-dr than without a model', () => {
      const width = (estimator: 'rips' | 'cascade-dr') => {
        const found = evaluate(read(1500).rows, { estimator });
        if (found.verdict !== 'estimate') throw new Error(found.message);
        return found.interval.high - found.interval.low;
      };
      expect(width('cascade-dr')).toBeLessThan(width('rips') / 2);
    });

    it('hold another for mrdr beside it where that is asked for', () => {
      const asked = { ...options, ...log(1500), sets: [named], model: { ...model, robust: true } };
      const { rows } = logRows(asked);
      expect(rows.every(({ expected, robust }) => expected !== undefined && robust !== undefined)).toBe(true);
      expect(rows.some(({ expected, robust }) => expected?.logged !== robust?.logged)).toBe(true);
      // As it was logged, each of the three stands above the second place as often.
      const mean = (0.5 + (0.5 * (0.5 / 0.8 + 0.5 / 0.7)) / 3) / 2;
      const found = evaluate(rows, { estimator: 'mrdr' });
      if (found.verdict !== 'estimate') throw new Error(found.message);
      expect(found.interval.low).toBeLessThan(mean);
      expect(found.interval.high).toBeGreaterThan(mean);
      expect(read(300).rows.some(({ robust }) => robust !== undefined)).toBe(false);
    });

    it('take no products of probabilities', () => {
      expect(() => logRows({ ...options, ...log(10), sets: [named], model, before: 'cascade' })).toThrow(
        /single places/,
      );
    });

    it('are refused where another version of the encoding made the sets', () => {
      expect(() => logRows({ ...options, ...log(10), model })).toThrow(/encoded as "f"/);
    });
  });
});
