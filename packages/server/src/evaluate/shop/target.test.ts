import { type CandidateSet, type Decision, greedy, Sums, uniform } from '@armoire/core';
import { expect, it } from 'vitest';
import type { PastDecision } from './past-log.ts';
import { distributionsOf, nextOf } from './target.ts';

const set: CandidateSet = {
  shop: 'shop',
  hash: 'h',
  inputs: [],
  features: 'f',
  catalogOffset: 1,
  entries: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
};

const decision: Decision = {
  id: 'd',
  shop: 'shop',
  point: 'home',
  kind: 'shelf',
  unit: { kind: 'request', id: 'd' },
  at: 0,
  seed: 1,
  context: { values: {}, schema: 'c' },
  candidateSet: 'h',
  chosen: ['b', 'c'],
  propensities: [1, 0.5],
  policy: { id: 'p', version: 1, state: {} },
  source: 'policy',
  reasons: [],
};

function past(shape: PastDecision['shape']): PastDecision {
  const actions = set.entries.map(({ id }) => ({ id, features: new Float64Array(1) }));
  return { decision, set, actions, shape, samples: [], outcomes: [] };
}

const state = new Sums({ width: 3 });

it('asks a policy what it would do below what was logged', () => {
  const places = distributionsOf(uniform(), state, past(undefined)).map((each) => [...each]);
  expect(places).toEqual([
    [1 / 3, 1 / 3, 1 / 3],
    [0.5, 0, 0.5],
  ]);
});

it('forces on it what the rules of that time forced on the log', () => {
  const pinned = past({ pins: [{ action: 1, place: 0, by: 'pin' }], groups: [] });
  const places = distributionsOf(greedy(), state, pinned);
  expect(places.map((each) => [...each])).toEqual([
    [0, 1, 0],
    [1, 0, 0],
  ]);
  const next = nextOf(places);
  expect([next([]), next([1])]).toEqual(places);
});
