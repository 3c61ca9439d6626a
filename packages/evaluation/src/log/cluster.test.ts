import { type CandidateSet, constraintPrice, type Decision, type Sample, seededRng } from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { asLogged, compare, type Row } from '../estimators/index.ts';
import type { IntervalChoice } from '../intervals/index.ts';
import { clusterOf } from './cluster.ts';
import { constraintPlaces } from './constraint.ts';
import { logRows } from './rows.ts';

const shoppers = 100;
const visits = 15;

const set: CandidateSet = {
  shop: 'shop',
  hash: 'h',
  inputs: [],
  features: 'f',
  catalogOffset: 1,
  entries: [{ id: 'a' }, { id: 'b' }],
};

/** Half of the shoppers click on "a" nearly always, the others seldom; on "b" all of them in one of two rounds. */
const liking = { fond: { a: 0.95, b: 0.5 }, cool: { a: 0.15, b: 0.5 } } as const;
/** Of a policy that shows "a" with 0.7: 0.7 · 0.55 + 0.3 · 0.5; half and half it is 0.525. */
const [truth, earned] = [0.535, 0.525];

function log(seed: number) {
  const rng = seededRng(seed, 'visits');
  const tastes = Array.from({ length: shoppers }, () => (rng.next() < 0.5 ? liking.fond : liking.cool));
  const decisions: Decision[] = [];
  const samples: Sample[] = [];
  for (let i = 0; i < shoppers * visits; i++) {
    // They come in turns, so that no two visits of one follow each other.
    const shopper = `s${i % shoppers}`;
    const action = rng.next() < 0.5 ? 'a' : 'b';
    const value = rng.next() < (tastes[i % shoppers] ?? liking.cool)[action] ? 1 : 0;
    const place = { shop: 'shop', point: 'home', decision: `d${i}`, position: 0, revision: 0, at: 0 };
    samples.push({
      ...place,
      value,
      components: { click: value, cart: 0, purchase: 0, return: 0, margin: 0 },
    });
    decisions.push({
      id: `d${i}`,
      shop: 'shop',
      point: 'home',
      kind: 'choice',
      unit: { kind: 'shopper', id: shopper },
      shopper,
      at: 0,
      seed: 1,
      context: { values: {}, schema: 'c' },
      candidateSet: 'h',
      chosen: [action],
      propensities: [0.5],
      policy: { id: 'p', version: 1, state: {} },
      source: 'policy',
      reasons: [],
    });
  }
  return { decisions, samples };
}

const shown = (a: number) => () => () => Float64Array.of(a, 1 - a);
const rest = { sets: [set], matureBefore: 100, support: () => 'full' as const };

const logs = 120;
const rowsOf: readonly (readonly Row[])[] = Array.from({ length: logs }, (_, seed) => {
  return logRows({ ...log(seed), ...rest, target: shown(0.7) }).rows;
});

describe('what depends on each other', () => {
  it('is what one shopper did, else one session, else one decision', () => {
    expect(clusterOf({ id: 'd', shopper: 's', session: 'v' })).toBe('shopper s');
    expect(clusterOf({ id: 'd', session: 'v' })).toBe('session v');
    expect(clusterOf({ id: 'd' })).toBe('d');
  });

  it('counts a decision once that is there twice', () => {
    const { decisions, samples } = log(1);
    const twice = logRows({ ...rest, decisions: [...decisions, ...decisions], samples, target: shown(0.7) });
    expect(twice.rows).toHaveLength(shoppers * visits);
  });
});

describe('with shoppers who come again', () => {
  const methods: readonly (readonly [string, IntervalChoice])[] = [
    ['asymptotic', { method: 'asymptotic' }],
    ['bootstrap', { method: 'bootstrap', seed: 3, resamples: 150 }],
    ['bca', { method: 'bootstrap', seed: 3, resamples: 150, bounds: 'bca' }],
    ['bernstein', { method: 'bernstein', bound: 1.4 }],
  ];
  const estimators = ['ips', 'snips'] as const;

  it.each(methods)(
    '%s intervals of a value and of a difference hold it as often as they say',
    (name, interval) => {
      for (const estimator of estimators.slice(0, name === 'bernstein' ? 1 : 2)) {
        let [values, differences] = [0, 0];
        for (let seed = 0; seed < logs; seed++) {
          const rows = rowsOf[seed] ?? [];
          const found = compare({ logged: asLogged(rows), more: rows }, { estimator, interval });
          const [value, difference] = [found.values.more, found.differences.more];
          if (value?.verdict !== 'estimate' || difference?.verdict === 'not enough evidence')
            throw new Error('refused');
          expect(value.units).toBe(shoppers);
          const within = (at: number, { low, high }: { low: number; high: number }) =>
            low <= at && at <= high;
          if (within(truth, value.interval)) values++;
          if (difference && within(truth - earned, difference.interval)) differences++;
        }
        // Taken as if each visit were another shopper, they held the value in about two of three logs.
        expect(values / logs).toBeGreaterThan(0.9);
        expect(differences / logs).toBeGreaterThan(0.9);
      }
    },
  );

  it('so does the price of a constraint', () => {
    let held = 0;
    for (let seed = 0; seed < logs; seed++) {
      const places = constraintPlaces({
        ...log(seed),
        ...rest,
        bound: shown(0.7),
        free: shown(0.3),
        of: 'click',
      });
      const price = constraintPrice(places);
      if (price === undefined) throw new Error('no price');
      const { low, high } = price.reward.bound;
      if (low <= truth && truth <= high) held++;
    }
    expect(held / logs).toBeGreaterThan(0.9);
  });
});
