import { describe, expect, it } from 'vitest';
import { actions, context } from '../../../test/worlds.ts';
import { draw, seededRng } from '../../random/index.ts';
import {
  type Exp3State,
  exp3,
  type Observation,
  type Policy,
  type PolicyInput,
  type SequentialState,
  slateOf,
} from '../index.ts';

const arms = actions([0], [0], [0]);

function input(state: Exp3State, over = arms): PolicyInput<Exp3State> {
  return { context, actions: over, state, at: 0, rng: seededRng(1, 'policy') };
}

function taken(arm: number, value: number, propensity: number, more: Partial<Observation> = {}): Observation {
  const features = new Float64Array();
  return { action: `a${arm}`, features, propensity, among: 3, at: 0, value, ...more };
}

function learning(policy: Policy<Exp3State>, state: Exp3State, ...observations: Observation[]): Exp3State {
  const { state: kind } = policy as Policy<Exp3State> & { state: SequentialState<Exp3State> };
  return observations.reduce((before, each) => kind.update(before, each), state);
}

const learnedFrom = (policy: Policy<Exp3State>, observations: readonly Observation[]) =>
  learning(policy, new Map(), ...observations);

describe('EXP3', () => {
  it('has p = (1 − γ)·w/Σw + γ/K, with weights that grow by exp(γ/K · r/p)', () => {
    const gamma = 0.3;
    const policy = exp3({ exploration: gamma });
    // All were seen before the first of them earned anything: their weights are then the 1 of the paper.
    const none = [0, 1, 2].map((arm) => taken(arm, 0, 1 / 3));
    const earned = [taken(0, 1, 1 / 3), taken(1, 0.5, 0.25), taken(0, 1, 0.5)];
    const state = learnedFrom(policy, [...none, ...earned]);
    const weights = [Math.exp(0.1 * (3 + 2)), Math.exp(0.1 * 2), 1];
    const total = weights.reduce((a, b) => a + b, 0);
    const next = slateOf(policy, input(state));
    for (const [i, w] of weights.entries()) expect(next([])[i]).toBeCloseTo((0.7 * w) / total + 0.1, 12);
    const two = (weights[1] as number) + 1;
    expect(next([0])[1]).toBeCloseTo((0.7 * (weights[1] as number)) / two + 0.15, 12);
  });

  it('takes a revision as if its last value had been the first', () => {
    const policy = exp3();
    const none = [0, 1].map((arm) => taken(arm, 0, 0.5));
    const first = taken(0, 0, 0.4);
    const second = taken(0, 1, 0.4, { previous: 0 });
    const revised = learnedFrom(policy, [...none, first, taken(1, 1, 0.4), second]);
    const direct = learnedFrom(policy, [...none, taken(0, 1, 0.4), taken(1, 1, 0.4)]);
    for (const [id, log] of direct) expect(revised.get(id)).toBeCloseTo(log, 12);
  });

  it('forgets the actions that were not observed for the longest, once there are thousands', () => {
    const policy = exp3();
    const all = Array.from({ length: 2_000 }, (_, i) => taken(i, 0, 1));
    const full = learnedFrom(policy, [...all, taken(0, 1, 0.5)]);
    expect([full.size, [...full.keys()].at(-1)]).toEqual([2_000, 'a0']);
    const after = learning(policy, full, taken(5_000, 1, 0.5));
    expect([after.size, after.has('a0'), after.has('a1'), after.has('a2')]).toEqual([
      2_000,
      true,
      false,
      true,
    ]);
    expect(full.has('a1')).toBe(true);
  });

  it('bounds what a rare action moves, whatever the log says', () => {
    const policy = exp3({ exploration: 0.3 });
    expect(learnedFrom(policy, [taken(0, 1, 0)]).get('a0')).toBeCloseTo(1, 12);
  });

  it('gives new actions the mean weight of those that they stand among, so that they are tried', () => {
    const policy = exp3({ exploration: 0.1 });
    const known = learnedFrom(
      policy,
      Array.from({ length: 400 }, (_, i) => taken(i % 2, i % 2, 0.5)),
    );
    const p = policy.distribution(input(known));
    expect(p[2]).toBeCloseTo(0.9 / 4 + 0.1 / 3, 2);
    expect(p[0]).toBeLessThan(0.04);
  });

  it('of a shifting world finds the new best arm sooner with sharing', () => {
    const play = (policy: Policy<Exp3State>) => {
      const rng = seededRng(7, 'world');
      let state: Exp3State = new Map();
      let late = 0;
      for (let t = 0; t < 12_000; t++) {
        const p = policy.distribution(input(state));
        const arm = draw(rng, p);
        const value = Number(rng.next() < (arm === (t < 6000 ? 0 : 1) ? 0.8 : 0.2));
        state = learning(policy, state, taken(arm, value, p[arm] as number));
        if (t >= 6000 && arm === 1) late++;
      }
      return late;
    };
    expect(play(exp3({ sharing: 1e-3 }))).toBeGreaterThan(play(exp3()) + 1000);
  });

  it.each([{ exploration: 0 }, { exploration: 2 }, { sharing: -0.1 }, { sharing: Number.NaN }])(
    'refuses %o',
    (options) => {
      expect(() => exp3(options)).toThrow(RangeError);
    },
  );
});
