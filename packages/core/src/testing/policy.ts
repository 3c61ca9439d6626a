import { ArmoireError } from '@armoire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type AnyPolicy,
  type Context,
  checkScores,
  type Observation,
  type PolicyInput,
  type Scores,
  slateOf,
  tolerance,
} from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import { drawSlate } from '../slates/index.ts';
import { type SumRow, Sums } from '../state/index.ts';
import { start } from './samples.ts';

/** Features of each action in the contract: make the policy under test for this many. */
export const policyWidth = 8;

const day = 86_400_000;

/** An observation, and how many like it there were. */
interface Seen {
  readonly observation: Observation;
  readonly times: number;
}

interface World {
  readonly actions: readonly Action[];
  readonly learned: readonly Seen[];
  readonly scores: Scores;
  readonly context: Context;
  readonly seed: number;
  readonly prefix: readonly number[];
}

/** Millionths: nothing so small that the last bits of it are lost when it is multiplied. */
const feature = fc.oneof(
  fc.constantFrom(0, 1, -0.5),
  fc.integer({ min: -4e6, max: 4e6 }).map((x) => x / 1e6),
);
const reward = fc.constantFrom(0, 1, 0, 0.25, 1);

/** Circumstances of shelves and of prices, and such as no shop has. */
const contexts: fc.Arbitrary<Context> = fc
  .record(
    {
      device: fc.constantFrom('phone', 'desktop', ''),
      hour: fc.integer({ min: 0, max: 23 }),
      holiday: fc.boolean(),
      stock: fc.oneof(fc.nat(20), fc.constantFrom(-1, 1e12, 0.5)),
      periodsLeft: fc.oneof(fc.nat(20), fc.constantFrom(-1, 1e12, 0.5)),
      currentFactor: fc.constantFrom(1, 0.8, 0, 1.5, -1),
      rivalFactor: fc.constantFrom(1, 0.9, 0, 7, -1),
    },
    { requiredKeys: [] },
  )
  .map((values) => ({ values: values as Context['values'], schema: '1' }));

/** Anything that a policy may meet: few and many actions, repeated and extreme observations, any places taken. */
function worlds(domain: AnyPolicy['reward']): fc.Arbitrary<World> {
  const value =
    domain === 'signed'
      ? fc.oneof(reward, fc.double({ min: -500, max: 500, noNaN: true }))
      : domain === 'unit'
        ? reward
        : fc.constantFrom(0, 1);
  return sizes.chain((size) => {
    const features = fc
      .array(feature, { minLength: policyWidth, maxLength: policyWidth })
      .map((x) => Float64Array.from(x));
    // Many actions share the features of a few: what is odd shows with few already.
    const distinct = Math.min(size, 60);
    const index = fc.nat(size - 1);
    return fc
      .record({
        features: fc.array(features, { minLength: distinct, maxLength: distinct }),
        seen: fc.array(
          fc.record({
            index,
            value,
            age: fc.integer({ min: -2, max: 400 }),
            times: fc.constantFrom(1, 1, 50, 100_000),
          }),
          { maxLength: 30 },
        ),
        score: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
          minLength: distinct,
          maxLength: distinct,
        }),
        context: contexts,
        seed: fc.nat(2 ** 32 - 1),
        prefix: fc.uniqueArray(index, { maxLength: Math.min(size - 1, 60) }),
      })
      .map(({ features: rows, seen, score, context, seed, prefix }): World => {
        const actions = Array.from({ length: size }, (_, i) => ({
          id: idOf(i),
          features: rows[i % distinct] as Float64Array,
        }));
        const learned = seen.map(({ index: i, value: v, age, times }): Seen => {
          const { id, features: x } = actions[i] as Action;
          const at = start - age * day;
          const observation = { action: id, features: x, propensity: 0.1, among: size, at, value: v };
          // What is large enough by itself would leave the range in which sums are exact.
          return { observation, times: Math.abs(v) > 1 ? Math.min(times, 50) : times };
        });
        return {
          actions,
          learned,
          scores: {
            kind: 'value',
            scores: Float64Array.from(actions, (_, i) => score[i % distinct] as number),
          },
          context,
          seed,
          prefix,
        };
      });
  });
}

/** As many as a shelf has, one, two, and the most that reach a policy. */
const sizes = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 1, arbitrary: fc.constant(500) },
);

/** Ids that are something else to an object that is used as a map, and empty or odd ones. */
const oddIds = ['__proto__', 'constructor', '', 'toString', 'a b', 'é👗', '0', '"'];

function idOf(i: number): string {
  return oddIds[i] ?? `a${i}`;
}

/** What observations like one add up to. */
function contributionOf(policy: AnyPolicy, { observation, times }: Seen, sums: Sums): SumRow[] {
  if (policy.state.kind !== 'additive') return [];
  const rows = policy.state.contribution(observation, (at) => sums.bucket(at));
  return rows.map((row) => ({ ...row, values: row.values.map((x) => x * times) }));
}

/** States that are no sums learn one by one: more than this takes long, and teaches nothing new. */
const mostTimes = 50;

function stateAfter(policy: AnyPolicy, learned: readonly Seen[]): unknown {
  if (policy.state.kind === 'additive') {
    const sums = new Sums(policy.state.sums);
    for (const seen of learned) sums.merge(contributionOf(policy, seen, sums));
    return sums;
  }
  const { state } = policy;
  let after = state.initial();
  for (const { observation, times } of learned)
    for (let i = 0; i < Math.min(times, mostTimes); i++) after = state.update(after, observation);
  return after;
}

/** The state as a store would give it back. */
function stored(policy: AnyPolicy, state: unknown): unknown {
  if (policy.state.kind === 'sequential') return policy.state.parse(policy.state.serialize(state));
  return new Sums(policy.state.sums, JSON.parse(JSON.stringify([...(state as Sums).rows()])) as SumRow[]);
}

function inputOf(policy: AnyPolicy, world: World, state: unknown): PolicyInput<unknown> {
  const { actions, context, scores, seed } = world;
  const input = { context, actions, state, at: start, rng: seededRng(seed, 'policy') };
  return policy.scores === 'unused' ? input : { ...input, scores };
}

const noNumbers = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);

/** A copy with one number that is none. */
function spoilt(numbers: Float64Array, place: number, by: number): Float64Array {
  const copy = Float64Array.from(numbers);
  copy[place % copy.length] = by;
  return copy;
}

/** The same world, where one feature of one action is no number. */
function withSpoiltFeature(world: World, place: number, by: number): World {
  const at = place % world.actions.length;
  const spoil = (action: Action, i: number) =>
    i === at ? { ...action, features: spoilt(action.features, place, by) } : action;
  return { ...world, actions: world.actions.map(spoil) };
}

function withSpoiltContext(world: World, place: number, by: number): World {
  const { values, schema } = world.context;
  const names = ['stock', 'periodsLeft', 'currentFactor', 'rivalFactor', 'hour'];
  return {
    ...world,
    context: { values: { ...values, [names[place % names.length] as string]: by }, schema },
  };
}

/**
 * What every policy does, ours and other people's. Call it in a test file of vitest.
 *
 * @param make a fresh policy with the same options each time, for actions of {@link policyWidth} features
 */
export function testPolicy(name: string, make: () => AnyPolicy): void {
  const { reward: domain } = make();
  const check = (body: (world: World, policy: AnyPolicy, state: unknown) => void) =>
    fc.assert(
      fc.property(worlds(domain), (world) => {
        const policy = make();
        body(world, policy, stateAfter(policy, world.learned));
      }),
      { numRuns: 60 },
    );

  describe(`policy ${name}`, () => {
    it('is a distribution over the actions left, whatever it meets', () => {
      check((world, policy, state) => {
        for (const prefix of [[], world.prefix]) {
          const p = slateOf(policy, inputOf(policy, world, state))(prefix);
          expect(p).toHaveLength(world.actions.length);
          expect(Math.abs(p.reduce((sum, x) => sum + x, 0) - 1)).toBeLessThanOrEqual(tolerance);
          expect(p.every((x) => x >= 0)).toBe(true);
          expect(prefix.every((taken) => p[taken] === 0)).toBe(true);
        }
      });
    });

    it('is not asked about what is no number, and is a distribution or refused where circumstances are none', () => {
      const refusal = expect.objectContaining({ code: 'INVALID_DISTRIBUTION' });
      fc.assert(
        fc.property(worlds(domain), fc.nat(500), noNumbers, (world, place, by) => {
          const policy = make();
          const state = stateAfter(policy, world.learned);
          const drawn = (over: World) => () =>
            drawSlate(policy, inputOf(policy, over, state), Math.min(3, over.actions.length), over.seed);
          expect(drawn(withSpoiltFeature(world, place, by))).toThrow(refusal);
          if (policy.scores !== 'unused') {
            const scores = { ...world.scores, scores: spoilt(world.scores.scores, place, by) };
            expect(drawn({ ...world, scores })).toThrow(refusal);
          }
          expect(answered(drawn(withSpoiltContext(world, place, by)))).toBe(true);
        }),
        { numRuns: 30 },
      );
    });

    it('fills the first place of a slate as it makes a single choice', () => {
      check((world, policy, state) => {
        const alone = policy.distribution(inputOf(policy, world, state));
        expect(slateOf(policy, inputOf(policy, world, state))([])).toEqual(alone);
      });
    });

    it('gives equal bits for equal input, from a fresh instance too, whatever places were asked for before', () => {
      check((world, policy, state) => {
        const next = slateOf(policy, inputOf(policy, world, state));
        for (let places = 0; places < world.prefix.length; places++) next(world.prefix.slice(0, places));
        next([...world.prefix].reverse());
        const other = make();
        const fresh = slateOf(other, inputOf(other, world, stateAfter(other, world.learned)));
        expect(fresh(world.prefix)).toEqual(next(world.prefix));
      });
    });

    it('gives equal bits from a stored state', () => {
      check((world, policy, state) => {
        const direct = policy.distribution(inputOf(policy, world, state));
        expect(policy.distribution(inputOf(policy, world, stored(policy, state)))).toEqual(direct);
      });
    });

    it('supports what it says', () => {
      check((world, policy, state) => {
        const p = slateOf(policy, inputOf(policy, world, state))(world.prefix);
        if (policy.support === 'none') expect([...p].filter((x) => x !== 0)).toEqual([1]);
        else for (const [i, x] of p.entries()) expect(x > 0).toBe(!world.prefix.includes(i));
      });
    });

    it('declares how it uses scores', () => {
      check((world, policy) => {
        const missing = () => checkScores(policy, undefined, world.actions.length);
        if (policy.scores === 'required')
          expect(missing).toThrow(expect.objectContaining({ code: 'INVALID_DISTRIBUTION' }));
        else expect(missing).not.toThrow();
      });
    });

    it('believes finite things', () => {
      check((world, policy, state) => {
        const estimate = policy.estimate?.(inputOf(policy, world, state), 0);
        for (const x of [estimate?.mean, estimate?.deviation, estimate?.weight])
          expect(Number.isFinite(x ?? 0)).toBe(true);
      });
    });

    it('tells the means of its estimates in one go, where it tells them', () => {
      check((world, policy, state) => {
        const input = inputOf(policy, world, state);
        const means = policy.means?.(input) ?? [];
        for (const [i, mean] of means.entries()) {
          if (i % 20 === 0) expect(mean).toBe(policy.estimate?.(input, i).mean);
        }
        expect(policy.means === undefined || means.length === world.actions.length).toBe(true);
      });
    });

    if (make().state.kind === 'additive') {
      testRevisions(make);
      testMerging(make);
    } else testSequence(make);
  });
}

/** Whether a slate was drawn whose distributions are some, or refused by an error that says so. */
function answered(draw: () => unknown): boolean {
  try {
    draw();
    return true;
  } catch (error) {
    return error instanceof ArmoireError;
  }
}

/** Sums of any parts of the observations, learned anywhere in any order, are the sums of all of them. */
function testMerging(make: () => AnyPolicy): void {
  it('merges what was learned apart, in batches and in any order, to the same bits', () => {
    const parts = fc.array(fc.record({ part: fc.nat(3), place: fc.nat(1000) }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(worlds(make().reward), parts, ({ learned }, places) => {
        const whole = stateAfter(make(), learned) as Sums;
        const shuffled = learned
          .map((seen, i) => ({ seen, ...(places[i] as { part: number; place: number }) }))
          .sort((a, b) => a.place - b.place);
        const merged = new Sums(whole.spec);
        for (const mine of [3, 0, 2, 1]) {
          const batch = shuffled.filter(({ part }) => part === mine).map(({ seen }) => seen);
          merged.merge((stateAfter(make(), batch) as Sums).rows());
        }
        expect(sorted(merged)).toEqual(sorted(whole));
        // And taken out again, as for a person who is erased, they leave nothing.
        const policy = make();
        for (const seen of learned) {
          const rows = contributionOf(policy, seen, merged);
          merged.merge(rows.map((row) => ({ ...row, values: row.values.map((x) => 0 - x) })));
        }
        expect([...merged.rows()]).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
}

function sorted(sums: Sums): SumRow[] {
  return [...sums.rows()].sort((a, b) => a.bucket - b.bucket || (a.key < b.key ? -1 : 1));
}

/** A state that depends on the order: its engine may still need the one before, and may be another one tomorrow. */
function testSequence(make: () => AnyPolicy): void {
  const learns = (body: (seen: readonly Seen[], policy: AnyPolicy) => void) =>
    fc.assert(
      fc.property(worlds(make().reward), ({ learned }) => body(learned, make())),
      { numRuns: 40 },
    );

  it('leaves a state as it is when it learns from it', () => {
    learns((learned, policy) => {
      const { state } = policy;
      if (state.kind !== 'sequential') return;
      const before = stateAfter(policy, learned);
      const text = state.serialize(before);
      for (const { observation } of learned) state.update(before, observation);
      expect(state.serialize(before)).toBe(text);
    });
  });

  it('learns on from a stored state as if it had not been stored', () => {
    learns((learned, policy) => {
      const { state } = policy;
      if (state.kind !== 'sequential') return;
      let stayed: unknown = state.initial();
      let restored: unknown = state.initial();
      for (const { observation } of learned) {
        stayed = state.update(stayed, observation);
        restored = state.update(state.parse(state.serialize(restored)), observation);
        expect(state.serialize(restored)).toBe(state.serialize(stayed));
      }
    });
  });
}

/** A place whose value was revised any number of times leaves what its last value alone would have left. */
function testRevisions(make: () => AnyPolicy): void {
  it('learns revisions as if only the last value had ever been', () => {
    const values = fc.array(fc.constantFrom(0, 1, 0.1, 0.7, 1 / 3), { minLength: 1, maxLength: 6 });
    const features = fc
      .array(feature, { minLength: policyWidth, maxLength: policyWidth })
      .map((x) => Float64Array.from(x));
    fc.assert(
      fc.property(values, features, (revisions, x) => {
        const policy = make();
        const first = { action: 'a', features: x, propensity: 0.5, at: start };
        const seen = revisions.map((value, i): Observation => {
          const previous = revisions[i - 1];
          return { ...first, value, ...(previous === undefined ? {} : { previous }) };
        });
        const last = { ...first, value: revisions.at(-1) ?? 0 };
        const rows = (observations: readonly Observation[]) => [
          ...(
            stateAfter(
              policy,
              observations.map((observation) => ({ observation, times: 1 })),
            ) as Sums
          ).rows(),
        ];
        expect(rows(seen)).toEqual(rows([last]));
      }),
    );
  });
}
