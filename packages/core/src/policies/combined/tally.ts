import type { Instant } from '@armoire/protocol';
import { hashString } from '../../random/index.ts';
import { type SumRow, Sums, toFixed } from '../../state/index.ts';
import { believes, meansOf, slateOf } from '../distribution.ts';
import type { AdditiveState, AnyPolicy, Observation, PolicyInput } from '../policy.ts';

/** Two numbers that are summed for all actions together, and where they are wanted for each by itself. */
export type Pair = readonly [number, number];

export interface TallyOptions {
  /** Whether it is summed for each action, too: in hashed counters, as many to a row as it is wide. */
  readonly each?: boolean;
  /** Names the part of time that an observation is summed in, apart from others. */
  readonly part?: (at: Instant) => string;
}

/** Counters by action: two actions of some ten thousand seldom share one. */
const counters = 2 ** 15;
/** Every additive state begins its rows with a number of observations, and these are none of the policy's. */
const first = 1;

/**
 * A policy with sums of its own beside those that it learns, in rows of the same width, under keys that are no action's:
 * they are longer than an id may be. The policy itself does not see them.
 *
 * @param of what an observation adds; a revision adds the difference to what the previous value added
 * @throws RangeError for a policy whose state is no sum
 */
export function tallying(
  base: AnyPolicy,
  name: string,
  of: (observation: Observation) => Pair,
  options: TallyOptions = {},
): AnyPolicy {
  const own = (input: PolicyInput<unknown>): PolicyInput<unknown> => ({
    ...input,
    state: without(input.state as Sums, name),
  });
  return {
    ...base,
    state: withTally(base, name, of, options),
    distribution: (input: PolicyInput<unknown>) => base.distribution(own(input)),
    slate: (input: PolicyInput<unknown>) => slateOf(base, own(input)),
    ...(believes(base) && {
      estimate: (input: PolicyInput<unknown>, action: number) => base.estimate(own(input), action),
      means: (input: PolicyInput<unknown>) => meansOf(base, own(input)),
    }),
  };
}

function withTally(
  base: AnyPolicy,
  name: string,
  of: (observation: Observation) => Pair,
  { each = false, part }: TallyOptions,
): AdditiveState {
  const state = base.state as AnyPolicy['state'];
  if (state.kind !== 'additive' || state.sums.width < first + 2)
    throw new RangeError(`${name} needs a policy whose state is a sum, and ${base.id} learns in order`);
  const { sums } = state;
  return {
    kind: 'additive',
    sums,
    contribution(observation, bucketOf): SumRow[] {
      const added = of(observation).map(toFixed);
      const rows = state.contribution(observation, bucketOf);
      if (added.every((value) => value === 0)) return rows;
      const bucket = bucketOf(observation.at);
      const row = (key: string, from: number) => {
        const values = new Array<number>(sums.width).fill(0);
        values.splice(from, 2, ...added);
        return { key, bucket, values };
      };
      rows.push(row(keyOf(part === undefined ? name : `${name} ${part(observation.at)}`), first));
      if (!each) return rows;
      const { key, from } = counterOf(name, observation.action, sums.width);
      rows.push(row(key, from));
      return rows;
    },
  };
}

/** The sums over all actions, as they are remembered at a time. */
export function tallied(state: Sums, name: string, at: Instant): Pair {
  return pairOf(state.read(keyOf(name), at), first);
}

/** The sums of one action. */
export function talliedOf(state: Sums, name: string, action: string, at: Instant): Pair {
  const { key, from } = counterOf(name, action, state.spec.width);
  return pairOf(state.read(key, at), from);
}

function pairOf(row: Float64Array | undefined, from: number): Pair {
  return [row?.[from] ?? 0, row?.[from + 1] ?? 0];
}

function counterOf(name: string, action: string, width: number) {
  const counter = hashString(action) % counters;
  const inRow = Math.floor((width - first) / 2);
  return { key: keyOf(`${name} ${Math.floor(counter / inRow)}`), from: first + 2 * (counter % inRow) };
}

const longestId = 255;

function keyOf(name: string): string {
  return name.padEnd(longestId + 1, '.');
}

/** One view of a state for each tally that it hides: policies keep what they derive from a state by its identity. */
const views = new WeakMap<Sums, Map<string, Sums>>();

function without(state: Sums, name: string): Sums {
  const known = views.get(state) ?? new Map<string, Sums>();
  views.set(state, known);
  const view = known.get(name) ?? new Own(state, name);
  known.set(name, view);
  return view;
}

/** Sums without the rows of a tally. */
class Own extends Sums {
  readonly #all: Sums;
  readonly #name: string;

  constructor(all: Sums, name: string) {
    super(all.spec);
    this.#all = all;
    this.#name = name;
  }

  override get revision(): number {
    return this.#all.revision;
  }

  override read(key: string, at: Instant): Float64Array | undefined {
    return this.#all.read(key, at);
  }

  override *keys(): Generator<string, undefined> {
    for (const key of this.#all.keys()) if (!this.#hides(key)) yield key;
  }

  override *rows(): Generator<SumRow, undefined> {
    for (const row of this.#all.rows()) if (!this.#hides(row.key)) yield row;
  }

  #hides(key: string): boolean {
    return key.length > longestId && key.startsWith(this.#name);
  }
}
