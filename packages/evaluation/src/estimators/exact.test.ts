import type { Next } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marginals } from '../log/index.ts';
import { type EstimatorId, estimators } from './estimators.ts';
import type { Row } from './row.ts';

/** What a row adds to an estimator that is a mean. */
function termOf(id: EstimatorId, row: Row, parameter = 0): number {
  const [term] = estimators[id].terms(parameter);
  const { y, x } = term?.(row) ?? { y: Number.NaN, x: 0 };
  expect(x).toBe(1);
  return y;
}

const most = 4;
const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: most, maxLength: most });
const values = fc.array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: most, maxLength: most });

function normalised(numbers: readonly number[]): number[] {
  const total = numbers.reduce((sum, each) => sum + each, 0);
  return numbers.map((each) => each / total);
}

describe('the expectation over everything that can happen, without a sample', () => {
  const situation = fc.record({ share: fc.integer({ min: 1, max: 9 }), logging: weights, target: weights });
  const world = fc.array(fc.tuple(situation, values, values), { minLength: 1, maxLength: 3 });

  /** E[V̂] and V of a world: the mean over situations and actions, with rewards at their means. */
  const expectation = (
    situations: readonly (readonly [
      { share: number; logging: number[]; target: number[] },
      number[],
      number[],
    ])[],
    id: EstimatorId,
    parameter?: number,
  ) => {
    const shares = normalised(situations.map(([{ share }]) => share));
    let [expected, truth] = [0, 0];
    for (const [s, [{ logging, target }, reward, model]] of situations.entries()) {
      const [p0, p] = [normalised(logging), normalised(target)];
      const modelled = p.reduce((sum, each, a) => sum + each * (model[a] as number), 0);
      for (let a = 0; a < most; a++) {
        const known = { logged: model[a] as number, target: modelled };
        const row: Row = {
          reward: reward[a] as number,
          propensity: p0[a] as number,
          target: p[a] as number,
          expected: known,
          robust: known,
        };
        expected += (shares[s] as number) * row.propensity * termOf(id, row, parameter);
        truth += (shares[s] as number) * row.target * row.reward;
      }
    }
    return { expected, truth };
  };

  it.each(['ips', 'dr', 'mrdr'] as const)('of %s is the value of the target, whatever the model', (id) => {
    fc.assert(
      fc.property(world, (situations) => {
        const { expected, truth } = expectation(situations, id);
        expect(expected).toBeCloseTo(truth, 9);
      }),
    );
  });

  it.each([
    ['clipped-ips', Number.POSITIVE_INFINITY],
    ['sg-ips', 0],
    ['sg-dr', 0],
    ['switch-dr', Number.POSITIVE_INFINITY],
    ['dros', Number.POSITIVE_INFINITY],
  ] as const)('of %s with nothing cut is too', (id, parameter) => {
    fc.assert(
      fc.property(world, (situations) => {
        const { expected, truth } = expectation(situations, id, parameter);
        expect(expected).toBeCloseTo(truth, 9);
      }),
    );
  });

  it.each([
    ['dm', 0],
    ['dr', 0],
    ['mrdr', 0],
    ['switch-dr', 1],
    ['dros', 1],
    ['sg-dr', 0.5],
  ] as const)('of %s is, whatever is cut, where the model is right', (id, parameter) => {
    fc.assert(
      fc.property(world, (situations) => {
        const right = situations.map(([situation, reward]) => [situation, reward, reward] as const);
        const { expected, truth } = expectation(
          right as readonly (readonly [(typeof right)[0][0], number[], number[]])[],
          id,
          parameter,
        );
        expect(expected).toBeCloseTo(truth, 9);
      }),
    );
  });
});

describe('slates of three places out of four', () => {
  const places = 3;
  const policy = fc.tuple(weights, weights);
  /** What stands above turns the scores around: conditional chances that are not Plackett and Luce's. */
  const next =
    ([even, odd]: readonly [number[], number[]]): Next =>
    (prefix) => {
      const scores = prefix.reduce((sum, a) => sum + a, 0) % 2 === 0 ? even : odd;
      return Float64Array.from(normalised(scores.map((s, a) => (prefix.includes(a) ? 0 : s))));
    };

  /** E[V̂] of the slate estimators and V, going through all slates. */
  const expectation = (
    id: 'iips' | 'rips' | 'cascade-dr',
    logging: Next,
    target: Next,
    reward: (slate: readonly number[], place: number) => number,
    model: (prefix: readonly number[], action: number) => number = () => 0,
  ) => {
    let [expected, truth] = [0, 0];
    for (const slate of slates()) {
      const [own, other] = [marginals(logging, slate), marginals(target, slate)];
      let above = { propensity: 1, target: 1 };
      const rows: Row[] = [];
      for (const [position, action] of slate.entries()) {
        const prefix = slate.slice(0, position);
        const [p0, p] = [logging(prefix), target(prefix)];
        const [propensity, chance] = [p0[action] as number, p[action] as number];
        rows.push({
          reward: reward(slate, position),
          propensity,
          target: chance,
          position,
          above,
          marginal: { propensity: own[position] as number, target: other[position] as number },
          expected: {
            logged: model(prefix, action),
            target: p.reduce((sum, each, a) => sum + each * model(prefix, a), 0),
          },
        });
        above = { propensity: above.propensity * propensity, target: above.target * chance };
      }
      for (const row of rows) {
        expected += above.propensity * termOf(id, row);
        truth += above.target * row.reward;
      }
    }
    return { expected, truth };
  };

  function* slates(prefix: readonly number[] = []): Generator<readonly number[]> {
    if (prefix.length === places) return yield prefix;
    for (let a = 0; a < most; a++) if (!prefix.includes(a)) yield* slates([...prefix, a]);
  }

  const worth = fc.array(values, { minLength: places, maxLength: places });
  const alone = (table: readonly number[][]) => (slate: readonly number[], place: number) =>
    table[place]?.[slate[place] as number] as number;
  /** A place earns by itself less what those above have taken. */
  const cascade = (table: readonly number[][]) => (slate: readonly number[], place: number) =>
    alone(table)(slate, place) * slate.slice(0, place).reduce((left, a) => left * (1 - a / 5), 1);

  it('iips is unbiased where each place earns by its own action', () => {
    fc.assert(
      fc.property(policy, policy, worth, (logging, target, table) => {
        const { expected, truth } = expectation('iips', next(logging), next(target), alone(table));
        expect(expected).toBeCloseTo(truth, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('rips, and cascade-dr with any model, are unbiased where it earns by those above as well', () => {
    fc.assert(
      fc.property(policy, policy, worth, worth, (logging, target, table, other) => {
        for (const id of ['rips', 'cascade-dr'] as const) {
          const model = (prefix: readonly number[], a: number) =>
            (other[prefix.length]?.[a] as number) * (1 + prefix.length);
          const [p0, p] = [next(logging), next(target)];
          const { expected, truth } = expectation(id, p0, p, cascade(table), model);
          expect(expected).toBeCloseTo(truth, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  const [left, right] = [
    next([
      [8, 1, 1, 2],
      [1, 5, 5, 1],
    ]),
    next([
      [1, 6, 3, 1],
      [9, 1, 1, 4],
    ]),
  ];
  const table = Array.from({ length: places }, () => [1, 0.5, 0.2, 0.8]);

  it('and are not where their click model is wrong', () => {
    const off = (id: 'iips' | 'rips', reward: (slate: readonly number[], place: number) => number) => {
      const { expected, truth } = expectation(id, left, right, reward);
      return Math.abs(expected - truth);
    };
    expect(off('iips', cascade(table))).toBeGreaterThan(0.01);
    // What stands below takes from the places above.
    const upwards = (slate: readonly number[], place: number) => alone(table)(slate, place) * (slate[2] ?? 0);
    expect(off('rips', upwards)).toBeGreaterThan(0.01);
    expect(off('rips', cascade(table))).toBeLessThan(1e-12);
  });

  it('marginal chances are those of all slates, and sum to one at each place', () => {
    for (let place = 0; place < places; place++) {
      let total = 0;
      for (let action = 0; action < most; action++) {
        let sum = 0;
        let one: readonly number[] | undefined;
        for (const slate of slates()) {
          if (slate[place] !== action) continue;
          one = slate;
          sum += slate.reduce((p, a, k) => p * (left(slate.slice(0, k))[a] as number), 1);
        }
        const found = marginals(left, one ?? [])[place] as number;
        expect(found).toBeCloseTo(sum, 12);
        total += found;
      }
      expect(total).toBeCloseTo(1, 12);
    }
  });
});
