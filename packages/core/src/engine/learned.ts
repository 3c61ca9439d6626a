import type { Offset, PointId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import { featureVersion, featureWidth, toVector } from '../context/index.ts';
import { type CandidateSet, type Decision, entryFeatures, loggedRow } from '../decisions/index.ts';
import { type AnyPolicy, isFiniteObservation, type Observation } from '../policies/index.ts';
import type { LearnedSample, Snapshot, StateDelta, StateName } from '../ports/index.ts';
import { type RewardSpec, type Sample, type SparseFeatures, toDomain, wherever } from '../rewards/index.ts';
import { type SumRow, Sums, type SumsSpec } from '../state/index.ts';
import { policiesAt } from './points.ts';

/** A decision with the set that it chose from. */
export interface Decided {
  readonly decision: Decision;
  readonly set: CandidateSet;
}

interface Held {
  readonly point: PointId;
  readonly policy: AnyPolicy;
  readonly reward: RewardSpec;
  state: unknown;
}

const firstEncoding = 'f1';

/**
 * The name under which the state of a policy at a point is stored. What makes a state unreadable to others is part of
 * it: the version of the policy, that of the features, and the layout of the sums. Policies that look at no features
 * keep the name that they had before the encoding first changed.
 */
export function stateName(point: PointId, { id, version, state, features }: AnyPolicy): StateName {
  const encoding = features === 'unused' ? firstEncoding : featureVersion;
  return `${point}/${id}@${version}/${encoding}${state.kind === 'additive' ? layoutOf(state.sums) : ''}`;
}

function layoutOf({ width, halfLife = 0, window }: SumsSpec): string {
  return `/${width}/${halfLife}${window === undefined ? '' : `/w${window}`}`;
}

/**
 * What the policies of a shop have learned, in memory: a read copy of the store. Learning is in two steps, so that
 * memory never runs ahead of the disk: {@link observe} says what samples would change, {@link apply} changes it once
 * that is committed.
 */
export class Learned {
  readonly #held = new Map<StateName, Held>();
  readonly #catalog: Catalog;
  readonly #unused = new Set<StateName>();
  #samples: Offset = 0;

  constructor(
    points: Iterable<readonly [PointId, Parameters<typeof policiesAt>[0] & { reward: RewardSpec }]>,
    catalog: Catalog,
  ) {
    this.#catalog = catalog;
    for (const [point, settings] of points) {
      const { reward } = settings;
      for (const each of policiesAt(settings)) {
        this.#held.set(stateName(point, each), { point, policy: each, reward, state: emptyState(each) });
      }
    }
  }

  /** Offset of the last sample learned. */
  get samples(): Offset {
    return this.#samples;
  }

  names(): StateName[] {
    return [...this.#held.keys()];
  }

  /** Names of additive states that the store has and no policy uses: of an encoding before, or of another policy. */
  unused(): StateName[] {
    return [...this.#unused];
  }

  state(point: PointId, policy: AnyPolicy): unknown {
    return this.#held.get(stateName(point, policy))?.state;
  }

  /** Takes over a sequential state from the store. */
  restore(name: StateName, snapshot: Snapshot): void {
    const held = this.#held.get(name);
    if (held?.policy.state.kind === 'sequential') held.state = held.policy.state.parse(snapshot.text);
  }

  /** Takes over rows of an additive state as they now are in the store. */
  replace(name: StateName, rows: readonly SumRow[]): void {
    const held = this.#held.get(name);
    if (held === undefined) this.#unused.add(name);
    if (held?.policy.state.kind === 'additive') (held.state as Sums).replace(rows);
  }

  /** Says up to which sample the states are those of the store. */
  reached(samples: Offset): void {
    this.#samples = Math.max(this.#samples, samples);
  }

  /** Names of the states that are stored whole, as snapshots. */
  sequentialNames(): StateName[] {
    return [...this.#held].flatMap(([name, { policy }]) => (policy.state.kind === 'sequential' ? name : []));
  }

  /**
   * What takes the samples of a person out of the sums again: the exact opposite of what {@link observe} added for
   * them, revision by revision. States that are not sums cannot forget single samples; they keep what they learned.
   */
  opposite(samples: readonly Sample[], lookup: (decision: string) => Decided | undefined): StateDelta[] {
    return this.observe(samples, lookup).deltas.map(({ state, rows }) => ({
      state,
      rows: rows.map((row) => ({ ...row, values: row.values.map((value) => 0 - value) })),
    }));
  }

  /**
   * What samples add to the states, the additive ones as sums, the sequential ones whole: those of policy decisions, and
   * of prices that stood without having been drawn, where a state takes any evidence. Samples without features teach
   * nothing.
   */
  observe(samples: readonly Sample[], lookup: (decision: string) => Decided | undefined): Learning {
    const sums = new Map<StateName, Sums>();
    const sequential = new Map<StateName, unknown>();
    for (const sample of samples) {
      const decided = lookup(sample.decision);
      if (decided === undefined) continue;
      for (const [name, held] of this.#of(sample.point)) {
        if (!teaches(decided.decision, held.policy)) continue;
        const observation = this.#observation(sample, decided, held);
        if (observation === undefined || !isFiniteObservation(observation)) continue;
        const { state } = held.policy;
        if (state.kind === 'additive') {
          const delta = sums.get(name) ?? new Sums(state.sums);
          delta.merge(state.contribution(observation, (at) => delta.bucket(at)));
          sums.set(name, delta);
        } else {
          sequential.set(name, state.update(sequential.get(name) ?? held.state, observation));
        }
      }
    }
    return {
      deltas: [...sums].map(([state, delta]): StateDelta => ({ state, rows: [...delta.rows()] })),
      sequential,
    };
  }

  /** Takes over what was committed. */
  apply({ deltas, sequential }: Learning, samples: Offset): void {
    for (const { state, rows } of deltas) (this.#held.get(state)?.state as Sums | undefined)?.merge(rows);
    for (const [name, state] of sequential) {
      const held = this.#held.get(name);
      if (held !== undefined) held.state = state;
    }
    this.#samples = Math.max(this.#samples, samples);
  }

  /** The sequential states of a learning step, as they are stored. */
  snapshots({ sequential }: Learning, offset: Offset): Snapshot[] {
    return [...sequential].map(([name, state]) => {
      const { policy } = this.#held.get(name) as Held;
      const text = policy.state.kind === 'sequential' ? policy.state.serialize(state) : '';
      return { name, version: policy.version, offset, text };
    });
  }

  /** Replays samples that were learned before. */
  replay(samples: readonly LearnedSample[], lookup: (decision: string) => Decided | undefined): void {
    const last = samples.at(-1);
    if (last !== undefined) this.apply(this.observe(samples, lookup), last.offset);
  }

  *#of(point: PointId): IterableIterator<[StateName, Held]> {
    for (const entry of this.#held) if (entry[1].point === point) yield entry;
  }

  /**
   * The features of a place, for its first sample; undefined when it cannot be told any more: its product has left the
   * catalogue, or the set was encoded by another version.
   */
  encode({ decision, set }: Decided, position: number): SparseFeatures | undefined {
    const index = set.entries.findIndex(({ id }) => id === decision.chosen[position]);
    if (index === -1 || set.features !== featureVersion || !mayTeach(decision)) return undefined;
    const subject = decision.kind === 'price' ? decision.price?.product : decision.chosen[position];
    if (decision.kind !== 'choice' && this.#catalog.get(subject ?? '') === undefined) return undefined;
    return toSparse(toVector(entryFeatures(decision, set, index, this.#catalog)));
  }

  #observation(
    sample: Sample,
    { decision, set }: Decided,
    { policy, reward }: Held,
  ): Observation | undefined {
    const action = decision.chosen[sample.position];
    const readable = policy.features === 'unused' || set.features === featureVersion;
    if (action === undefined || sample.features === undefined || !readable) return undefined;
    const domain = (value: number) =>
      toDomain(wherever(value, sample.position, reward), policy.reward, reward.cap);
    return {
      action,
      features: fromSparse(sample.features),
      propensity: decision.propensities[sample.position] ?? 0,
      among: set.entries.length - sample.position,
      ...rememberedOf(decision, set, sample.position, policy),
      ...(decision.kind === 'price' && { situation: decision.context.values }),
      at: decision.at,
      value: domain(sample.value),
      ...(sample.previous === undefined ? {} : { previous: domain(sample.previous) }),
      ...(sample.components && { components: sample.components }),
      ...(sample.previousComponents && { previousComponents: sample.previousComponents }),
    };
  }
}

/** Everybody saw the price of a slot, whoever chose it: what it sold is no effect of the choice. Of shelves that is not so. */
function mayTeach({ kind, source }: Decision): boolean {
  return source === 'policy' || (kind === 'price' && (source === 'control' || source === 'standing'));
}

function teaches(decision: Decision, { state }: AnyPolicy): boolean {
  return decision.source === 'policy' || (mayTeach(decision) && state.evidence === 'any');
}

/** What the decision's model made of the action at a place, and what the policy kept of it where it decided itself. */
function rememberedOf(
  decision: Decision,
  { entries }: CandidateSet,
  position: number,
  { id, version, kin: using }: AnyPolicy,
): Pick<Observation, 'kept' | 'kin' | 'modelFeatures'> {
  const { policy: by, kept, modelFeatures } = decision;
  const own = by.id === id && by.version === version ? kept?.[position] : undefined;
  if (own === undefined && modelFeatures === undefined && using !== 'used') return {};
  const index = entries.findIndex((entry) => entry.id === decision.chosen[position]);
  const row = loggedRow(decision, index);
  const kin = entries[index]?.kin;
  return { ...(own && { kept: own }), ...(row && { modelFeatures: row }), ...(kin && { kin }) };
}

function toSparse(vector: Float64Array): SparseFeatures {
  const sparse: [number, number][] = [];
  for (const [index, value] of vector.entries()) if (value !== 0) sparse.push([index, value]);
  return sparse;
}

function fromSparse(features: SparseFeatures): Float64Array {
  const vector = new Float64Array(featureWidth);
  for (const [index, value] of features) vector[index] = value;
  return vector;
}

/** What a batch of samples changes. */
export interface Learning {
  readonly deltas: readonly StateDelta[];
  readonly sequential: ReadonlyMap<StateName, unknown>;
}

function emptyState({ state }: AnyPolicy): unknown {
  return state.kind === 'additive' ? new Sums(state.sums) : state.initial();
}
