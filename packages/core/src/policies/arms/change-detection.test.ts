import { describe, expect, it } from 'vitest';
import { actions, context, observed } from '../../../test/worlds.ts';
import { draw, normal, seededRng } from '../../random/index.ts';
import {
  bernoulliThompson,
  changeDetecting,
  epsilonSoft,
  klMaillard,
  linearThompson,
  type Observation,
  type Policy,
  type SequentialState,
  slateOf,
  type WatchedState,
} from '../index.ts';
import { noDrift, type PageHinkley, pageHinkley } from './page-hinkley.ts';

const options = { tolerance: 0.1, threshold: 40, least: 30 };
const arms = actions([0], [0]);
const [first, second] = arms as [(typeof arms)[0], (typeof arms)[0]];

/** After how many values the test fires; undefined if it does not. */
function alarm(values: Iterable<number>): number | undefined {
  let drift: PageHinkley = noDrift;
  let n = 0;
  for (const value of values) {
    n++;
    const step = pageHinkley(drift, value, undefined, options);
    if (step.changed) return n;
    ({ drift } = step);
  }
  return undefined;
}

function* world(before: number, after: number, of: number, rounds: number, seed: number) {
  const rng = seededRng(seed, 'world');
  for (let i = 0; i < rounds; i++) yield Number(rng.next() < (i < of ? before : after));
}

describe('the test of Page and Hinkley', () => {
  it('notices a jump soon, up and down', () => {
    for (let seed = 0; seed < 20; seed++) {
      for (const [before, after] of [
        [0.2, 0.8],
        [0.8, 0.2],
      ] as const) {
        const at = alarm(world(before, after, 500, 1000, seed)) ?? Number.POSITIVE_INFINITY;
        expect(at).toBeGreaterThan(500);
        expect(at).toBeLessThan(560);
      }
    }
  });

  it('is seldom wrong where nothing changes', () => {
    let alarms = 0;
    for (let seed = 0; seed < 20; seed++) {
      const rng = seededRng(seed, 'noise');
      const noise = (function* () {
        for (let i = 0; i < 5000; i++) yield normal(rng);
      })();
      alarms += Number(alarm(noise) !== undefined);
      alarms += Number(alarm(world(0.3, 0.3, 0, 5000, seed)) !== undefined);
    }
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it('does not look before it has seen enough, and moves with revisions', () => {
    expect(
      alarm([...Array.from({ length: 15 }, () => 0), ...Array.from({ length: 15 }, () => 1)]),
    ).toBeUndefined();
    const seen = Array.from({ length: 40 }, (_, i) => i % 2).reduce(
      (drift, value) => pageHinkley(drift, value, undefined, options).drift,
      noDrift,
    );
    const revised = pageHinkley(seen, 1, 0, options).drift;
    expect([revised.count, revised.sum, revised.squares]).toEqual([40, 21, 21]);
    expect(revised.up).toBeGreaterThan(seen.up);
  });
});

function watched(policy: Policy<WatchedState>): SequentialState<WatchedState> {
  return (policy as Policy<WatchedState> & { state: SequentialState<WatchedState> }).state;
}

describe('a policy that detects changes', () => {
  const base = klMaillard();
  const policy = changeDetecting(base, { threshold: 5, least: 10 });
  const learn = (observations: readonly Observation[], state: WatchedState = watched(policy).initial()) =>
    observations.reduce((before, each) => watched(policy).update(before, each), state);
  const input = (state: WatchedState) => ({
    context,
    actions: arms,
    state,
    at: 0,
    rng: seededRng(1, 'policy'),
  });
  const textOf = (state: WatchedState) => watched(policy).serialize(state);
  const many = (arm: typeof first, value: number, count: number, at: number) =>
    Array.from({ length: count }, (_, i) => observed(arm, value, at + i));

  it('is its base until something changes, then forgets that action alone', () => {
    const steady = learn([...many(first, 1, 40, 0), ...many(second, 0, 40, 0)]);
    expect(policy.estimate?.(input(steady), 0)).toMatchObject({ mean: 1, weight: 40 });
    expect(slateOf(policy, input(steady))([])[1]).toBeLessThan(1e-9);
    const changed = learn(many(second, 1, 20, 100), steady);
    expect(policy.estimate?.(input(changed), 0)).toMatchObject({ mean: 1, weight: 40 });
    expect(policy.estimate?.(input(changed), 1)?.weight).toBeLessThan(20);
    expect(policy.estimate?.(input(changed), 1)?.mean).toBe(1);
  });

  it('leaves out what belongs to decisions before the change, however late it comes', () => {
    const changed = learn([...many(first, 0, 40, 0), ...many(first, 1, 6, 100)]);
    const since = changed.get(first.id)?.since ?? 0;
    expect(since).toBeGreaterThan(99);
    const late = [observed(first, 1, since - 1), { ...observed(first, 1, since), previous: 0 }];
    expect(textOf(learn(late, changed))).toBe(textOf(changed));
    expect(textOf(learn([observed(first, 1, since)], changed))).not.toBe(textOf(changed));
  });

  it('forgets those that were not observed for the longest, of more than 2,000, from a stored state too', () => {
    const of = (n: number) => observed({ ...first, id: `a${n}` }, 1, n);
    const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    const full = learn(numbers(0, 2000).map(of));
    expect(full.size).toBe(2000);
    // The first is seen again, so that the second and the third have to make room.
    const next = [0, 2000, 2001].map(of);
    const after = learn(next, full);
    expect(after.size).toBe(2000);
    expect(['a0', 'a1', 'a2', 'a3', 'a2001'].map((id) => after.get(id) !== undefined)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(full.get('a1')).toBeDefined();
    expect(textOf(learn(next, watched(policy).parse(textOf(full))))).toBe(textOf(after));
  });

  it('earns more than its base where the best action changes', () => {
    const earned = (play: Policy<WatchedState>) => {
      const rng = seededRng(3, 'world');
      const sampling = seededRng(3, 'policy');
      let state = watched(play).initial();
      let total = 0;
      for (let t = 0; t < 4000; t++) {
        const at = t;
        const p = play.distribution({ context, actions: arms, state, at, rng: sampling });
        const arm = draw(rng, p);
        const value = Number(rng.next() < (arm === Number(t < 2000) ? 0.7 : 0.2));
        total += value;
        state = watched(play).update(state, { ...observed(arms[arm] as typeof first, value, at) });
      }
      return total;
    };
    const soft = (threshold: number) =>
      epsilonSoft(changeDetecting(bernoulliThompson({ samples: 8 }), { threshold })) as Policy<WatchedState>;
    expect(earned(soft(20))).toBeGreaterThan(earned(soft(1e9)) + 200);
  });

  it('refuses a base without sums by action, and tests that are none', () => {
    expect(() => changeDetecting(linearThompson({ width: 2 }))).toThrow(RangeError);
    for (const bad of [{ threshold: 0 }, { tolerance: -1 }, { least: Number.NaN }])
      expect(() => changeDetecting(base, bad)).toThrow(RangeError);
  });
});
