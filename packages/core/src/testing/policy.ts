import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type AnyPolicy,
  checkScores,
  type Observation,
  type PolicyInput,
  type Scores,
  slateOf,
  tolerance,
} from '../policies/index.ts';
import { seededRng } from '../random/index.ts';
import { type SumRow, Sums } from '../state/index.ts';
import { start } from './samples.ts';

/** Features of each action in the contract: make the policy under test for this many. */
export const policyWidth = 8;

const day = 86_400_000;
const context = { values: { device: 'phone' }, schema: '1' };

interface World {
  readonly actions: readonly Action[];
  readonly learned: readonly Observation[];
  readonly scores: Scores;
  readonly seed: number;
  readonly prefix: readonly number[];
}

const feature = fc.oneof(fc.constantFrom(0, 1, -0.5), fc.double({ min: -4, max: 4, noNaN: true }));
const reward = fc.constantFrom(0, 1, 0, 0.25, 1);

/** Anything that a policy may meet: few and many actions, repeated and extreme observations, any places taken. */
function worlds(domain: AnyPolicy['reward']): fc.Arbitrary<World> {
  const value =
    domain === 'signed'
      ? fc.oneof(reward, fc.double({ min: -500, max: 500, noNaN: true }))
      : domain === 'unit'
        ? reward
        : fc.constantFrom(0, 1);
  return fc.integer({ min: 1, max: 60 }).chain((size) => {
    const features = fc
      .array(feature, { minLength: policyWidth, maxLength: policyWidth })
      .map((x) => Float64Array.from(x));
    const index = fc.nat(size - 1);
    return fc
      .record({
        features: fc.array(features, { minLength: size, maxLength: size }),
        seen: fc.array(
          fc.record({
            index,
            value,
            age: fc.integer({ min: -2, max: 400 }),
            times: fc.constantFrom(1, 1, 50),
          }),
          { maxLength: 30 },
        ),
        scores: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
          minLength: size,
          maxLength: size,
        }),
        seed: fc.nat(2 ** 32 - 1),
        prefix: fc.uniqueArray(index, { maxLength: size - 1 }),
      })
      .map(({ features: rows, seen, scores, seed, prefix }): World => {
        const actions = rows.map((x, i) => ({ id: `a${i}`, features: x }));
        const learned = seen.flatMap(({ index: i, value: v, age, times }) =>
          Array.from(
            { length: times },
            (): Observation => ({
              action: `a${i}`,
              features: rows[i] as Float64Array,
              propensity: 0.1,
              at: start - age * day,
              value: v,
            }),
          ),
        );
        return {
          actions,
          learned,
          scores: { kind: 'value', scores: Float64Array.from(scores) },
          seed,
          prefix,
        };
      });
  });
}

function stateAfter(policy: AnyPolicy, observations: readonly Observation[]): unknown {
  if (policy.state.kind === 'additive') {
    const sums = new Sums(policy.state.sums);
    for (const observation of observations)
      sums.merge(policy.state.contribution(observation, (at) => sums.bucket(at)));
    return sums;
  }
  const { state } = policy;
  return observations.reduce((before, observation) => state.update(before, observation), state.initial());
}

/** The state as a store would give it back. */
function stored(policy: AnyPolicy, state: unknown): unknown {
  if (policy.state.kind === 'sequential') return policy.state.parse(policy.state.serialize(state));
  return new Sums(policy.state.sums, JSON.parse(JSON.stringify([...(state as Sums).rows()])) as SumRow[]);
}

function inputOf(policy: AnyPolicy, { actions, scores, seed }: World, state: unknown): PolicyInput<unknown> {
  const input = { context, actions, state, at: start, rng: seededRng(seed, 'policy') };
  return policy.scores === 'unused' ? input : { ...input, scores };
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

    if (make().state.kind === 'additive') testRevisions(make);
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
          ...(stateAfter(policy, observations) as Sums).rows(),
        ];
        expect(rows(seen)).toEqual(rows([last]));
      }),
    );
  });
}
