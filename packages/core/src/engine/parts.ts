import type { Instant, PointId, ProductId, ShopId } from '@armoire/protocol';
import type { CandidateQuery, CandidateSource } from '../candidates/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Sessions, ShopPlace } from '../context/index.ts';
import type { Decision, Unit } from '../decisions/index.ts';
import type { People } from '../events/index.ts';
import type { AnyPolicy, Context } from '../policies/index.ts';
import type { Clock, Entropy, Neighbour, PriceSlots, StoreFront } from '../ports/index.ts';
import type { Ranker } from '../ranking/index.ts';
import type { RuleBook } from '../rules/index.ts';
import type { Learned } from './learned.ts';
import type { Point } from './points.ts';
import type { ShownPrices } from './price-shown.ts';
import type { DecisionSink, Visitor } from './requests.ts';
import type { Steady } from './steady.ts';

/** Something that went wrong inside a decision and was answered by a fallback. */
export interface Fault {
  readonly point: PointId;
  readonly error: unknown;
}

/** What the parts of an engine share. */
export interface Parts {
  readonly shop: ShopId;
  readonly catalog: Catalog;
  readonly learned: Learned;
  readonly sources: ReadonlyMap<string, CandidateSource>;
  /** Who asks, and what they did before; nothing without consent. */
  readonly known: (visitor: Visitor) => Pick<CandidateQuery, 'person' | 'profile'>;
  readonly people: Pick<People, 'person' | 'names'>;
  readonly steady: Steady;
  readonly ranker: Ranker;
  readonly rules: RuleBook;
  /** Where the shop is. */
  readonly place: ShopPlace;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly decided: DecisionSink;
  readonly fault: (fault: Fault) => void;
  readonly storeFront: Pick<StoreFront, 'recommendations'> | undefined;
  /** Products with texts like that of one, nearest first, as far as they are known at once. */
  readonly near: (product: ProductId) => readonly Neighbour[];
  readonly slots: PriceSlots;
  readonly shown: ShownPrices;
  /** Told of price decisions that won their slot, and are logged already. */
  readonly claimed: DecisionSink;
}

/** Whom a decision is about, in the decision's own terms. */
export function unitOf(visitor: Visitor, request: string): Unit {
  if (visitor.shopper !== undefined) return { kind: 'shopper', id: visitor.shopper };
  if (visitor.session !== undefined) return { kind: 'session', id: visitor.session };
  return { kind: 'request', id: request };
}

/** The fields that every decision has. */
export function decisionBase(parts: Parts, point: PointId, visitor: Visitor, at: Instant, context: Context) {
  const id = parts.entropy.id(at);
  return {
    id,
    shop: parts.shop,
    point,
    at,
    seed: parts.entropy.seed(),
    context,
    ...(visitor.shopper === undefined ? {} : { shopper: visitor.shopper }),
    ...(visitor.session === undefined ? {} : { session: visitor.session }),
  };
}

/** The policies of a point in the order in which they are asked. */
export function policiesOf(point: Point): AnyPolicy[] {
  return point.lastGood === undefined ? [point.policy] : [point.policy, point.lastGood];
}

export function policyRecord(parts: Parts, policy: AnyPolicy): Decision['policy'] {
  return { id: policy.id, version: policy.version, state: { samples: parts.learned.samples } };
}
