import { draw, seededRng } from '@armoire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOfRatios } from '../../statistics/index.ts';
import { estimators } from '../estimators.ts';
import { evaluate } from '../evaluate.ts';
import { partsOf } from '../parts.ts';
import type { Row } from '../row.ts';
import { logisticModel } from './logistic-model.ts';
import type { Example, FitModel } from './reward-model.ts';
import { ridgeModel } from './ridge-model.ts';
import { type Choices, type ModelOptions, withModel } from './with-model.ts';

const example = (features: readonly number[], reward: number, weight = 1): Example => ({
  features: Float64Array.from(features),
  reward,
  weight,
});
const at = (...features: number[]) => Float64Array.from(features);

describe('ridge', () => {
  it('is by hand for one feature', () => {
    // Centred: Σ(x − 1)(r − r̄) = 4, Σ(x − 1)² = 2; with λ = 2 the slope is 4 / 4 around the means 1 and 3.
    const model = ridgeModel({ ridge: 2 })([example([0], 1), example([1], 3), example([2], 5)]);
    expect(model.predict(at(1))).toBeCloseTo(3, 9);
    expect(model.predict(at(3))).toBeCloseTo(5, 9);
  });

  it('counts an example of weight two twice', () => {
    const one = [example([1, 0], 2), example([0, 1], 1), example([1, 1], 4)];
    const twice = ridgeModel()([...one, one[0] as Example]);
    const weighed = ridgeModel()([example([1, 0], 2, 2), ...one.slice(1)]);
    for (const x of [at(0, 0), at(1, 2)]) expect(weighed.predict(x)).toBeCloseTo(twice.predict(x), 9);
  });

  it('is the mean where the penalty is large, and finds a line where it is small', () => {
    const line = Array.from({ length: 20 }, (_, i) => example([i, i % 3], 2 + 3 * i - (i % 3)));
    const mean = 2 + 3 * 9.5 - 19 / 20;
    expect(ridgeModel({ ridge: 1e12 })(line).predict(at(5, 5))).toBeCloseTo(mean, 4);
    expect(ridgeModel({ ridge: 1e-9 })(line).predict(at(100, 7))).toBeCloseTo(295, 4);
  });
});

describe('logistic', () => {
  it('stands where its gradient is zero', () => {
    const feature = fc.double({ min: -2, max: 2, noNaN: true });
    const any = fc.record({
      features: fc.tuple(feature, feature).map((x) => Float64Array.from(x)),
      reward: fc.constantFrom(0, 1, 0.5),
      weight: fc.constantFrom(1, 3, 0.2),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 3, maxLength: 30 }), (examples) => {
        const model = logisticModel({ ridge: 0.5 })(examples);
        const odds = (x: Float64Array) => Math.log(model.predict(x) / (1 - model.predict(x)));
        const constant = odds(at(0, 0));
        const weights = [odds(at(1, 0)) - constant, odds(at(0, 1)) - constant];
        for (const [k, weight] of weights.entries()) {
          const pull = examples.reduce(
            (sum, { features, reward, weight: w }) =>
              sum + w * (reward - model.predict(features)) * (features[k] as number),
            0,
          );
          expect(pull - 0.5 * weight).toBeCloseTo(0, 5);
        }
      }),
    );
  });

  it('stays between 0 and 1 without a single click, or with nothing but', () => {
    const none = Array.from({ length: 500 }, (_, i) => example([i % 2], 0));
    const all = none.map((each) => ({ ...each, reward: 1 }));
    const [low, high] = [logisticModel()(none).predict(at(1)), logisticModel()(all).predict(at(1))];
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(0.005);
    expect(high).toBeLessThan(1);
    expect(high).toBeGreaterThan(0.995);
  });

  it('survives features that tell clicks from silence', () => {
    const apart = Array.from({ length: 100 }, (_, i) => example([i < 50 ? -30 : 30], i < 50 ? 0 : 1));
    const model = logisticModel({ ridge: 1e-6 })(apart);
    expect(model.predict(at(30))).toBeGreaterThan(0.99);
    expect(model.predict(at(-30))).toBeLessThan(0.01);
  });
});

/** Three actions; what they earn depends on the context and on nothing linear in it. */
function log(n: number, seed: number) {
  const rng = seededRng(seed, 'log');
  const [logging, target] = [
    [0.6, 0.3, 0.1],
    [0.1, 0.3, 0.6],
  ] as const;
  const rows: Row[] = [];
  const choices: Choices[] = [];
  for (let i = 0; i < n; i++) {
    const context = rng.next() * 4 - 2;
    const action = draw(rng, logging);
    const reward = rng.next() < earns(context, action) ? 1 : 0;
    const features = (a: number) => at(...[0, 1, 2].map((k) => (k === a ? 1 : 0)), context);
    rows.push({
      reward,
      propensity: logging[action] as number,
      target: target[action] as number,
      cluster: `c${i >> 1}`,
    });
    choices.push({ logged: action, target, features });
  }
  return { rows, choices: (i: number) => choices[i] as Choices };
}
const earns = (context: number, action: number) => (1 + action) / (4 + context ** 2);

describe('a log with a model', () => {
  it('is expected by models that never saw the cluster of a row', () => {
    const { rows, choices } = log(200, 1);
    const seen: (readonly Example[])[] = [];
    const fit: FitModel = (examples) => {
      const number = seen.push(examples) - 1;
      return { predict: () => number };
    };
    // Each row's reward is its number, so that examples can be told apart.
    const numbered = rows.map((row, i) => ({ ...row, reward: i }));
    const found = withModel(numbered, choices, { fit, seed: 3, folds: 4 });
    expect(seen).toHaveLength(4);
    for (const [i, { expected }] of found.entries()) {
      const mates = (seen[expected?.logged as number] ?? []).map(({ reward }) => reward >> 1);
      expect(mates).not.toContain(i >> 1);
      expect(mates.length).toBeGreaterThan(100);
    }
  });

  it('weighs examples as the options say', () => {
    const { rows, choices } = log(50, 1);
    const weightsOf = (weighting: ModelOptions['weighting'] & string) => {
      const weights = new Set<number>();
      const fit: FitModel = (examples) => {
        for (const { weight } of examples) weights.add(Number(weight.toFixed(6)));
        return { predict: () => 0 };
      };
      withModel(rows, choices, { fit, seed: 1, weighting });
      return [...weights].sort((a, b) => a - b);
    };
    expect(weightsOf('none')).toEqual([1]);
    expect(weightsOf('importance')).toEqual([0.166667, 1, 6]);
    // π(1 − π₀)/π₀²: 0.1·0.4/0.36, 0.3·0.7/0.09, 0.6·0.9/0.01
    expect(weightsOf('mrdr')).toEqual([0.111111, 2.333333, 54]);
  });

  it('expects of the target the mean over its probabilities', () => {
    const { rows, choices } = log(50, 1);
    const fit: FitModel = () => ({ predict: (x) => 1 * (x[0] ?? 0) + 10 * (x[1] ?? 0) + 100 * (x[2] ?? 0) });
    const [first] = withModel(rows, choices, { fit, seed: 1 });
    expect(first?.expected?.target).toBeCloseTo(0.1 + 3 + 60, 12);
    expect(first?.expected?.logged).toBe(10 ** choices(0).logged);
  });

  it.each([
    ['ridge', ridgeModel()],
    ['logistic', logisticModel()],
  ] as const)('by %s, which is wrong here, narrows dr and mrdr and lets them cover the truth', (_, fit) => {
    const truth = () => {
      let sum = 0;
      const steps = 4000;
      for (let i = 0; i < steps; i++) {
        const context = ((i + 0.5) / steps) * 4 - 2;
        sum += 0.1 * earns(context, 0) + 0.3 * earns(context, 1) + 0.6 * earns(context, 2);
      }
      return sum / steps;
    };
    let [covered, narrower] = [0, 0];
    for (let seed = 0; seed < 30; seed++) {
      const { rows, choices } = log(600, seed);
      for (const weighting of ['none', 'mrdr'] as const) {
        const modelled = withModel(rows, choices, { fit, seed, weighting });
        const found = evaluate(modelled, { estimator: weighting === 'mrdr' ? 'mrdr' : 'dr' });
        const plain = evaluate(rows, { estimator: 'ips' });
        if (found.verdict !== 'estimate' || plain.verdict !== 'estimate') throw new Error('refused');
        const { low, high } = found.interval;
        if (low <= truth() && truth() <= high) covered++;
        if (high - low < plain.interval.high - plain.interval.low) narrower++;
      }
    }
    // Of 60, 57 are expected, four standard deviations below are 50; logs are shared by both weightings.
    expect(covered).toBeGreaterThanOrEqual(50);
    expect(narrower).toBeGreaterThan(45);
  });

  it('holds what a model of the weights of mrdr expects beside that of another', () => {
    // By this seed each cluster is a fold. ω = 0.5·0.5/0.25 = 1 of the reward 1, and 1·0.75/0.0625 = 12 of the other.
    const rows: Row[] = [
      { reward: 1, propensity: 0.5, target: 0.5, cluster: 'ann' },
      { reward: 0, propensity: 0.25, target: 1, cluster: 'ann' },
      { reward: 1, propensity: 0.5, target: 0.5, cluster: 'bob' },
      { reward: 0, propensity: 0.25, target: 1, cluster: 'bob' },
    ];
    const choices = (i: number): Choices => ({
      logged: 0,
      target: [rows[i]?.target ?? 0],
      features: () => at(0),
    });
    const fit: FitModel = (examples) => {
      const total = examples.reduce((sum, { weight }) => sum + weight, 0);
      const mean = examples.reduce((sum, { weight, reward }) => sum + weight * reward, 0) / total;
      return { predict: () => mean };
    };
    const plain = withModel(rows, choices, { fit, seed: 1, folds: 2 });
    const both = withModel(plain, choices, { fit, seed: 1, folds: 2, weighting: 'mrdr' });
    expect(both.map(({ expected }) => expected?.logged)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(both.map(({ robust }) => robust)).toEqual(
      rows.map(({ target }) => ({ logged: 1 / 13, target: target / 13 })),
    );
    // Mean of π·q + w·(r − q): 1/26 + 12/13 and 1/13 − 4/13.
    const value = sumOfRatios(partsOf(both, estimators.mrdr));
    expect(value).toBeCloseTo((1 / 26 + 12 / 13 + 1 / 13 - 4 / 13) / 2, 15);
  });

  it('is unbiased by mrdr, and nearer to the truth than by dr, where no model of its kind is right', () => {
    // A model that sees nothing; the target's action is rare where it is worth much.
    const situations = [
      { propensity: 0.1, worth: 0.9 },
      { propensity: 0.9, worth: 0.1 },
    ];
    const fit: FitModel = (examples) => ridgeModel()(examples.map((each) => ({ ...each, features: at(0) })));
    const logs = 200;
    const sums = { dr: [0, 0], mrdr: [0, 0] } satisfies Record<string, [number, number]>;
    for (let seed = 0; seed < logs; seed++) {
      const rng = seededRng(seed, 'situations');
      const logged: number[] = [];
      const rows = Array.from({ length: 400 }, (): Row => {
        const { propensity, worth } = situations[rng.next() < 0.5 ? 0 : 1] as (typeof situations)[number];
        const own = rng.next() < propensity;
        logged.push(own ? 0 : 1);
        const reward = rng.next() < (own ? worth : 0.5) ? 1 : 0;
        return { reward, propensity: own ? propensity : 1 - propensity, target: own ? 1 : 0 };
      });
      const choices = (i: number): Choices => ({
        logged: logged[i] as number,
        target: [1, 0],
        features: () => at(0),
      });
      const plain = withModel(rows, choices, { fit, seed });
      const both = withModel(plain, choices, { fit, seed, weighting: 'mrdr' });
      for (const id of ['dr', 'mrdr'] as const) {
        const off = sumOfRatios(partsOf(both, estimators[id])) - 0.5;
        sums[id][0] += off / logs;
        sums[id][1] += off ** 2 / logs;
      }
    }
    const [bias, error] = sums.mrdr;
    expect(Math.abs(bias)).toBeLessThan(4 * Math.sqrt(error / logs));
    expect(error).toBeLessThan(0.7 * sums.dr[1]);
  });

  it('is refused where there is nothing to fit to', () => {
    const { rows, choices } = log(50, 1);
    const together = rows.map((row) => ({ ...row, cluster: 'one' }));
    const fit = ridgeModel();
    expect(() => withModel(together, choices, { fit, seed: 1 })).toThrow(/no row to fit/);
    expect(() => withModel(rows, choices, { fit, seed: 1, folds: 1 })).toThrow(/1 folds/);
    const never = rows.map((row) => ({ ...row, target: 0 }));
    expect(() => withModel(never, choices, { fit, seed: 1, weighting: 'mrdr' })).toThrow(/no row to fit/);
  });
});
