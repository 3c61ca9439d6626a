import {
  type CandidateSet,
  type Components,
  constraintPrice,
  continuationCells,
  type Decision,
  fitContinuation,
  fitPositions,
  type Outcome,
  positionCells,
  type Sample,
} from '@armoire/core';
import { describe, expect, it } from 'vitest';
import { clickedSlates, placedClicks } from './clicks.ts';
import { type ConstraintLog, constraintPlaces, refuseConstraint } from './constraint.ts';

const set: CandidateSet = {
  shop: 'shop',
  hash: 'h',
  inputs: [],
  features: 'f',
  catalogOffset: 1,
  entries: [{ id: 'a' }, { id: 'b' }],
};

function decision(id: string, chosen: string[], fields: Partial<Decision> = {}): Decision {
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
    chosen,
    propensities: [0.5, 1],
    policy: { id: 'p', version: 1, state: {} },
    source: 'policy',
    reasons: [],
    ...fields,
  };
}

const parts = (margin: number): Components => ({ click: 0, cart: 0, purchase: 0, return: 0, margin });

function sample(of: string, position: number, value: number, margin: number, revision = 0): Sample {
  const place = { shop: 'shop', point: 'home', decision: of, position, revision, at: 0 };
  return { ...place, value, components: parts(margin) };
}

const first = (p: number) => () => (prefix: readonly number[]) =>
  prefix.length === 0
    ? Float64Array.of(p, 1 - p)
    : Float64Array.of(1, 1).map((_, i) => Number(!prefix.includes(i)));

const log: ConstraintLog = {
  decisions: [],
  sets: [set],
  samples: [],
  bound: first(0.2),
  free: first(0.9),
  of: 'margin',
  matureBefore: 100,
  support: () => 'full',
};

describe('the places of a log for the price of a constraint', () => {
  it('have the chances under both policies, and the last word on each', () => {
    const samples = [sample('d', 0, 1, 0), sample('d', 1, 0, 0), sample('d', 0, 1, 0.4, 1)];
    expect(constraintPlaces({ ...log, decisions: [decision('d', ['b', 'a'])], samples })).toEqual([
      {
        decision: 'd',
        cluster: 'd',
        propensity: 0.5,
        bound: 0.8,
        free: expect.closeTo(0.1, 12),
        reward: 1,
        component: 0.4,
      },
      { decision: 'd', cluster: 'd', propensity: 1, bound: 1, free: 1, reward: 0, component: 0 },
    ]);
  });

  it('give the price: reward lost for margin won', () => {
    // a is liked and brings nothing, b the other way round.
    const ids = Array.from({ length: 400 }, (_, i) => `d${i}`);
    const decisions = ids.map((id, i) => decision(id, [i % 2 === 0 ? 'a' : 'b']));
    const samples = ids.map((id, i) => sample(id, 0, i % 2 === 0 ? 1 : 0.25, i % 2 === 0 ? 0 : 0.5));
    const price = constraintPrice(constraintPlaces({ ...log, decisions, samples }));
    expect(price?.reward.bound.mean).toBeCloseTo(0.4, 9);
    expect(price?.reward.free.mean).toBeCloseTo(0.925, 9);
    expect(price?.component.difference.mean).toBeCloseTo(0.35, 9);
    expect(price?.exchange).toBeCloseTo(0.525 / 0.35, 9);
  });

  it('are too few, or earn too little, for a price', () => {
    const place = (i: number, more = {}) => ({
      decision: `d${i}`,
      propensity: 0.5,
      bound: i % 2 === 0 ? 0.8 : 0.2,
      free: i % 2 === 0 ? 0.2 : 0.8,
      reward: i % 2,
      component: 1 - (i % 2),
      ...more,
    });
    const places = (count: number, more = {}) => Array.from({ length: count }, (_, i) => place(i, more));
    // Three places have a price with an interval, which is none.
    expect(constraintPrice(places(3))?.exchange).toBeDefined();
    expect(refuseConstraint(places(3))).toMatchObject({ code: 'FEW_CHOICES' });
    expect(refuseConstraint(places(400))).toBeUndefined();
    expect(refuseConstraint(places(400, { reward: 0 }))).toMatchObject({ code: 'FEW_REWARDS' });
    expect(refuseConstraint(places(400, { component: 0 }))).toMatchObject({ code: 'FEW_REWARDS' });
    expect(refuseConstraint(places(400, { cluster: 'one shopper' }))).toMatchObject({ code: 'FEW_UNITS' });
    // A component that only one of the two wins is what the constraint is for.
    const won = places(400).map((each) => ({ ...each, reward: 1, free: each.component === 1 ? 0 : 1 }));
    expect(refuseConstraint(won)).toBeUndefined();
    expect(refuseConstraint([])).toMatchObject({ code: 'EMPTY_LOG' });
    expect(refuseConstraint(places(400, { propensity: 0 }))).toMatchObject({ code: 'EMPTY_LOG' });
  });

  it('are none of decisions that support nothing, that are young, or whose samples tell nothing', () => {
    const places = (more: Partial<ConstraintLog>, fields: Partial<Decision> = {}) =>
      constraintPlaces({
        ...log,
        decisions: [decision('d', ['a'], fields)],
        samples: [sample('d', 0, 1, 1)],
        ...more,
      });
    expect(places({})).toHaveLength(1);
    expect(places({ support: () => 'none' })).toEqual([]);
    expect(places({ support: () => undefined })).toEqual([]);
    expect(places({ matureBefore: 0 })).toEqual([]);
    expect(places({ sets: [] })).toEqual([]);
    expect(places({}, { source: 'fallback' })).toEqual([]);
    const { components: _, ...plain } = sample('d', 0, 1, 1);
    expect(places({ samples: [plain] })).toEqual([]);
  });
});

describe('the clicks of a log', () => {
  const outcome = (of: string, position: number, seen: Outcome['seen']): Outcome => ({
    shop: 'shop',
    point: 'home',
    decision: of,
    position,
    seen,
    earned: 0,
    revisions: 1,
    value: 0,
  });
  const decisions = [
    decision('x', ['a', 'b']),
    decision('y', ['b', 'a']),
    decision('unseen', ['a', 'b']),
    decision('control', ['a'], { source: 'control' }),
  ];
  const outcomes = [
    outcome('x', 0, ['impression', 'click']),
    outcome('y', 0, ['impression']),
    outcome('y', 1, ['impression', 'click']),
    outcome('control', 0, ['click']),
  ];

  it('are of slates that anything is known of, and that a policy made', () => {
    const rows = placedClicks(decisions, outcomes);
    expect(rows.map(({ action, position, click }) => [action, position, click])).toEqual([
      ['a', 0, true],
      ['b', 1, false],
      ['b', 0, false],
      ['a', 1, true],
    ]);
    const [, second] = fitPositions(positionCells(rows));
    expect(second).toMatchObject({ position: 1, examination: 1, actions: 2 });
  });

  it('say how far a visitor goes on', () => {
    const slates = clickedSlates([...outcomes, outcome('x', 2, ['click'])]);
    expect(slates).toEqual([[0, 2], [1], [0]]);
    expect(fitContinuation(continuationCells(slates))[0]).toMatchObject({ continuation: 0.5, clicks: 2 });
  });
});
