import type { CandidateSet, Decision, Sample } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../estimators/index.ts';
import { type LogOptions, logRows } from './rows.ts';

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
      { reward: 1, propensity: 0.5, target: 0.3, ...shared },
      { reward: 2, propensity: 0.25, target: expect.closeTo(0.2 / 0.7, 12), ...shared },
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
      expect(evaluate(rows, { estimator: 'ips' })).toMatchObject({ code: 'NO_SUPPORT' });
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
});
