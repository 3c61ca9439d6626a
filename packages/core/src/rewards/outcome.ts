import {
  type DecisionId,
  type EventKind,
  eventKinds,
  type Instant,
  isOrderKind,
  type PointId,
  roundHalfAway,
  type ShopId,
} from '@armoire/protocol';
import {
  type Components,
  componentsOf,
  noOrders,
  type OrderComponents,
  sameComponents,
} from './components.ts';
import type { RewardSpec, Sample, SparseFeatures } from './reward.ts';
import { type Terms, withTerms } from './terms.ts';

/** One place of one decision, whose worth is to be known. */
export interface Place {
  readonly shop: ShopId;
  readonly point: PointId;
  readonly decision: DecisionId;
  readonly position: number;
}

/** All that has happened at a place so far. Kept next to the samples made of it, and changed with them. */
export interface Outcome extends Place {
  /** Kinds of browser events so far; each counts once. */
  readonly seen: readonly EventKind[];
  /** Sum of what the store's server reported, already weighted. */
  readonly earned: number;
  /** The same without weights, each part apart; absent before the first order, and in outcomes of earlier versions. */
  readonly orders?: OrderComponents;
  /** On what terms the purchases were counted, so that a refund takes back what its purchase brought. */
  readonly terms?: readonly Terms[];
  /** How many samples were made. */
  readonly revisions: number;
  /** Value of the last sample. */
  readonly value: number;
  /** Components of the last sample that told any. */
  readonly told?: Components;
  /** The features of its samples; see `Sample.features`. */
  readonly features?: SparseFeatures;
  /** When it becomes a sample if nothing more happens; absent once one was made. */
  readonly due?: Instant;
}

/** Something that happened at a place. */
export interface Signal {
  readonly kind: EventKind;
  readonly at: Instant;
  /** For purchases and refunds: what the line as it was bought counts for (see `RewardSpec.purchase`). */
  readonly amount?: number;
  /** For refunds: the parts of the line that had come back before, and now have; all of it when absent. */
  readonly returned?: { readonly before: number; readonly after: number };
  /** For purchases and refunds: net profit of the line as it was bought, as a share of its net price; 0 when absent. */
  readonly margin?: number;
  /** For refunds: as `returned`, of the pieces; the same when absent. */
  readonly pieces?: Signal['returned'];
  /** For purchases and refunds: pieces of the line as it was bought. */
  readonly quantity?: number;
  /** For purchases: the terms by which the amount was counted. */
  readonly terms?: Terms;
}

export interface Recorded {
  readonly outcome: Outcome;
  readonly sample?: Sample;
}

/** Adds one signal to what is known of a place. */
export function record(spec: RewardSpec, place: Place, known: Outcome | undefined, signal: Signal): Recorded {
  const before = known ?? {
    ...place,
    seen: [],
    earned: 0,
    revisions: 0,
    value: 0,
    due: signal.at + spec.wait,
  };
  const outcome = isOrderKind(signal.kind)
    ? {
        ...before,
        earned: onGrid(before.earned + orderWorth(spec, signal)),
        orders: withOrder(before.orders ?? noOrders, signal),
        ...(signal.terms === undefined ? {} : { terms: withTerms(before.terms, signal.terms) }),
      }
    : { ...before, seen: before.seen.includes(signal.kind) ? before.seen : [...before.seen, signal.kind] };
  const informative = outcome.revisions > 0 || (spec.eager && worth(spec, outcome) !== spec.default);
  return informative ? revise(spec, outcome, signal.at) : { outcome };
}

/** Turns a place whose wait is over into a sample: its default, or what has come in until now. */
export function close(spec: RewardSpec, outcome: Outcome, now: Instant): Recorded {
  return outcome.revisions > 0 ? { outcome } : revise(spec, outcome, now);
}

/** What a place is worth, as far as is known. */
export function worth(spec: RewardSpec, outcome: Pick<Outcome, 'seen' | 'earned' | 'orders'>): number {
  // Summed in one order, whatever the order of arrival, so that equal outcomes have equal worth.
  const weights = eventKinds
    .filter((kind) => outcome.seen.includes(kind))
    .map((kind) => spec.weights[kind] ?? 0);
  const { margin, return: returned } = outcome.orders ?? noOrders;
  const besides = onGrid((spec.weights.margin ?? 0) * margin + (spec.weights.return ?? 0) * returned);
  if (outcome.earned === 0 && besides === 0 && weights.every((weight) => weight === 0)) return spec.default;
  const browser = weights.reduce((sum, weight) => sum + weight, 0);
  // Refunds take back what purchases brought, and no more, unless they are given a weight of their own.
  const earned = spec.weights.refund === undefined ? Math.max(outcome.earned, 0) : outcome.earned;
  return between(between(browser, Math.max(spec.weights.click ?? 0, 0)) + earned + besides, spec.cap);
}

function between(value: number, bound: number): number {
  return Math.min(Math.max(value, -bound), bound);
}

/**
 * Sums of money stay multiples of a millionth: what a refund takes back then leaves exactly nothing, in any order,
 * where binary fractions would leave 5 · 10⁻¹⁷, which is above zero.
 */
function onGrid(value: number): number {
  return roundHalfAway(value * 1e6) / 1e6 || 0;
}

/**
 * A refund takes away what the purchase brought, unless it is given a weight of its own (below zero). What comes back
 * in parts is the difference of two rounded sums, so that all parts together are the whole.
 */
function orderWorth(spec: RewardSpec, { kind, amount = 1, returned }: Signal): number {
  const bought = spec.weights.purchase ?? 0;
  if (kind === 'purchase') return onGrid(amount * bought);
  const whole = amount * (spec.weights.refund ?? -bought);
  const { before, after } = returned ?? { before: 0, after: 1 };
  return onGrid(whole * after) - onGrid(whole * before);
}

/** As {@link orderWorth}, without weights: what comes back in parts leaves exactly nothing of the margin. */
function withOrder(
  known: OrderComponents,
  { kind, margin = 0, returned, pieces = returned, quantity }: Signal,
): OrderComponents {
  const { bought, back } = known.pieces ?? { bought: known.purchase, back: known.return };
  if (kind === 'purchase') {
    return {
      ...known,
      purchase: known.purchase + 1,
      margin: onGrid(known.margin + onGrid(margin)),
      ...(quantity === undefined ? {} : { pieces: { bought: bought + quantity, back } }),
    };
  }
  const whole = { before: 0, after: 1 };
  const part = ({ before, after }: NonNullable<Signal['returned']>, of: number) =>
    onGrid(of * after) - onGrid(of * before);
  return {
    ...known,
    margin: onGrid(known.margin - part(returned ?? whole, margin)),
    return: onGrid(known.return + part(pieces ?? whole, 1)),
    ...(quantity === undefined
      ? {}
      : { pieces: { bought, back: onGrid(back + part(pieces ?? whole, quantity)) } }),
  };
}

function revise(spec: RewardSpec, outcome: Outcome, at: Instant): Recorded {
  const value = worth(spec, outcome);
  const components = spec.components === true ? componentsOf(outcome) : undefined;
  const told = components === undefined || sameComponents(components, outcome.told);
  if (outcome.revisions > 0 && value === outcome.value && told) return { outcome };
  const { due: _, ...settled } = outcome;
  const { shop, point, decision, position, revisions } = outcome;
  const parts = components === undefined ? {} : { components };
  const before = components && outcome.told && { previousComponents: outcome.told };
  const first = { shop, point, decision, position, revision: revisions, value, at, ...parts, ...before };
  return {
    outcome: { ...settled, revisions: revisions + 1, value, ...(components && { told: components }) },
    sample: revisions === 0 ? first : { ...first, previous: outcome.value },
  };
}
