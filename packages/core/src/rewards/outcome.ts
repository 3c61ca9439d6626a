import {
  type DecisionId,
  type EventKind,
  type Instant,
  isOrderKind,
  type PointId,
  type ShopId,
} from '@armoire/protocol';
import type { RewardSpec, Sample } from './reward.ts';

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
  /** How many samples were made. */
  readonly revisions: number;
  /** Value of the last sample. */
  readonly value: number;
  /** When it becomes a sample if nothing more happens; absent once one was made. */
  readonly due?: Instant;
}

/** Something that happened at a place. */
export interface Signal {
  readonly kind: EventKind;
  readonly at: Instant;
  /** For purchases and refunds: the line, its revenue or its profit (see `RewardSpec.purchase`), above zero. */
  readonly amount?: number;
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
    ? { ...before, earned: before.earned + orderWorth(spec, signal) }
    : { ...before, seen: before.seen.includes(signal.kind) ? before.seen : [...before.seen, signal.kind] };
  const informative = outcome.revisions > 0 || (spec.eager && worth(spec, outcome) !== spec.default);
  return informative ? revise(spec, outcome, signal.at) : { outcome };
}

/** Turns a place whose wait is over into a sample: its default, or what has come in until now. */
export function close(spec: RewardSpec, outcome: Outcome, now: Instant): Recorded {
  return outcome.revisions > 0 ? { outcome } : revise(spec, outcome, now);
}

/** What a place is worth, as far as is known. */
export function worth(spec: RewardSpec, outcome: Pick<Outcome, 'seen' | 'earned'>): number {
  let browser = 0;
  for (const kind of outcome.seen) browser += spec.weights[kind] ?? 0;
  const click = spec.weights.click ?? 0;
  const value = Math.min(browser, Math.max(click, 0)) + outcome.earned;
  const silent = browser === 0 && outcome.earned === 0;
  return silent ? spec.default : Math.min(Math.max(value, -spec.cap), spec.cap);
}

/** A refund takes away what the purchase brought, unless it is given a weight of its own (below zero). */
function orderWorth(spec: RewardSpec, { kind, amount = 1 }: Signal): number {
  const bought = spec.weights.purchase ?? 0;
  return amount * (kind === 'purchase' ? bought : (spec.weights.refund ?? -bought));
}

function revise(spec: RewardSpec, outcome: Outcome, at: Instant): Recorded {
  const value = worth(spec, outcome);
  if (outcome.revisions > 0 && value === outcome.value) return { outcome };
  const { due: _, ...settled } = outcome;
  const { shop, point, decision, position, revisions } = outcome;
  const first = { shop, point, decision, position, revision: revisions, value, at };
  return {
    outcome: { ...settled, revisions: revisions + 1, value },
    sample: revisions === 0 ? first : { ...first, previous: outcome.value },
  };
}
