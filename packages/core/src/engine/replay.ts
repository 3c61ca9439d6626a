import {
  type ActionId,
  ArmoireError,
  type CatalogChange,
  type Offset,
  type PointId,
} from '@armoire/protocol';
import { Catalog } from '../catalog/index.ts';
import { type CandidateSet, type Decision, encodeActions, loggedScores } from '../decisions/index.ts';
import type { LearnedSample, StoredChange } from '../ports/index.ts';
import { type CompiledRules, shapeOf } from '../rules/index.ts';
import { drawSlate, type Shape } from '../slates/index.ts';
import { type Decided, Learned } from './learned.ts';
import { type Point, policyOf } from './points.ts';

/** A decision that was made again from the log. */
export interface Replayed {
  /** Whether the same actions were chosen with the same probabilities, bit for bit. */
  readonly equal: boolean;
  readonly chosen: readonly ActionId[];
  readonly propensities: readonly number[];
}

/**
 * Makes logged decisions again: from the catalogue as it was, what had been learned by then, the logged candidates,
 * context and seed. It only goes forward; for a decision that is older than what it has reached, begin anew.
 */
export class Replay {
  readonly #points: Readonly<Record<PointId, Point>>;
  readonly #catalog: Catalog;
  readonly #learned: Learned;
  readonly #rules = new Map<number, CompiledRules>();

  constructor(points: Readonly<Record<PointId, Point>>, currency: string) {
    this.#points = points;
    this.#catalog = new Catalog(currency);
    this.#learned = new Learned(Object.entries(points), this.#catalog);
  }

  /** Offset of the last catalogue change that was applied. */
  get catalog(): Offset {
    return this.#catalog.offset;
  }

  /** Offset of the last sample that was learned. */
  get samples(): Offset {
    return this.#learned.samples;
  }

  /** Whether the decision lies behind what was reached already. */
  isPast(decision: Decision, set: CandidateSet): boolean {
    return samplesOf(decision) < this.samples || set.catalogOffset < this.catalog;
  }

  /** Applies the next changes of the catalogue's history, in order. */
  apply(changes: readonly StoredChange[]): void {
    for (const { change, offset } of changes) this.#apply(change, offset);
  }

  /** Learns the next samples, in order. */
  learn(samples: readonly LearnedSample[], lookup: (decision: string) => Decided | undefined): void {
    this.#learned.replay(samples, lookup);
  }

  /**
   * Makes a decision again, once catalogue and samples are where they were.
   *
   * @throws ArmoireError UNKNOWN_POINT when no policy of the point is the decision's, CONFLICT for another encoding,
   * NOT_FOUND for rules that it was not told of
   */
  decide(decision: Decision, set: CandidateSet): Replayed {
    const point = this.#points[decision.point];
    const { id } = decision.policy;
    const policy = point && policyOf(point, decision);
    if (policy === undefined) {
      throw new ArmoireError('UNKNOWN_POINT', `Point "${decision.point}" no longer has policy "${id}"`, {
        fix: 'Replay with the configuration that made the decisions.',
      });
    }
    const { context, at, seed } = decision;
    const actions = encodeActions(decision, set, this.#catalog, policy.kin === 'used');
    const state = this.#learned.state(decision.point, policy);
    const count = decision.places ?? decision.chosen.length;
    const shape = this.#shape(decision, set);
    const scores = loggedScores(decision);
    const input = { context, actions, state, at, ...(scores && { scores }) };
    const drawn = drawSlate(policy, input, count, seed, undefined, shape);
    const chosen = drawn.chosen.map((i) => set.entries[i]?.id ?? '');
    const { propensities } = drawn;
    return {
      equal: same(chosen, decision.chosen) && same(propensities, decision.propensities),
      chosen,
      propensities,
    };
  }

  /** Tells it of a version of the rules. */
  useRules(rules: CompiledRules): void {
    this.#rules.set(rules.version, rules);
  }

  /** Whether it knows the rules of a decision. */
  knowsRules({ rules }: Decision): boolean {
    return rules === undefined || this.#rules.has(rules);
  }

  #shape(
    { kind, rules: version, point, at, context }: Decision,
    { entries }: CandidateSet,
  ): Shape | undefined {
    if (kind !== 'shelf') return undefined;
    const rules = version === undefined ? undefined : this.#rules.get(version);
    if (version !== undefined && rules === undefined) {
      throw new ArmoireError('NOT_FOUND', `Version ${version} of the rules is not known`, {
        fix: 'Replay with the settings of the shop that made the decisions.',
      });
    }
    const ids = entries.map(({ id }) => id);
    return shapeOf(ids, this.#catalog, rules?.at({ point, at, values: context.values }));
  }

  #apply(change: CatalogChange, offset: Offset): void {
    if (offset > this.#catalog.offset) this.#catalog.apply(change, offset);
  }
}

/** How many samples had been learned when the decision was made. */
export function samplesOf({ policy }: Decision): Offset {
  return policy.state.samples ?? 0;
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
