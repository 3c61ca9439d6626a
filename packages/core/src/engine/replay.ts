import {
  type ActionId,
  ArmoireError,
  type CatalogChange,
  type Offset,
  type PointId,
} from '@armoire/protocol';
import { Catalog } from '../catalog/index.ts';
import { type CandidateSet, type Decision, encodeActions } from '../decisions/index.ts';
import type { LearnedSample, StoredChange } from '../ports/index.ts';
import { drawSlate } from '../slates/index.ts';
import { type Decided, Learned } from './learned.ts';
import { policiesOf } from './parts.ts';
import type { Point } from './points.ts';

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
   * @throws ArmoireError UNKNOWN_POINT when no policy of the point is the decision's, CONFLICT for another encoding
   */
  decide(decision: Decision, set: CandidateSet): Replayed {
    const point = this.#points[decision.point];
    const { id, version } = decision.policy;
    const policy = point && policiesOf(point).find((each) => each.id === id && each.version === version);
    if (policy === undefined) {
      throw new ArmoireError('UNKNOWN_POINT', `Point "${decision.point}" no longer has policy "${id}"`, {
        fix: 'Replay with the configuration that made the decisions.',
      });
    }
    const { context, at, seed } = decision;
    const actions = encodeActions(decision, set, this.#catalog);
    const state = this.#learned.state(decision.point, policy);
    const drawn = drawSlate(policy, { context, actions, state, at }, decision.chosen.length, seed);
    const chosen = drawn.chosen.map((i) => set.entries[i]?.id ?? '');
    const { propensities } = drawn;
    return {
      equal: same(chosen, decision.chosen) && same(propensities, decision.propensities),
      chosen,
      propensities,
    };
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
