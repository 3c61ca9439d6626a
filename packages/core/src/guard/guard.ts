import {
  type Duration,
  type Instant,
  type Money,
  type Product,
  roundHalfAway,
  type Variant,
} from '@armoire/protocol';
import type { GuardedPrice } from './guarded-price.ts';

/** The merchant's bounds on prices. Factors are of the merchant's own price. */
export interface GuardSettings {
  /** Least margin on the net price: (net − cost) / net. */
  readonly minimumMargin: number;
  readonly lowest: number;
  readonly highest: number;
  /** Largest change from the price before, as a fraction of it. */
  readonly largestStep: number;
  /**
   * Least time for which a price rests after a change. The merchant's changes begin it, too: an edit of their own price,
   * a change that they took back, the release of the kill switch. Only the way back to their own price is always open.
   */
  readonly cooldown: Duration;
  /** Allowed last two digits of the shown price in minor units, such as `[99, 49]`; any when absent or empty. */
  readonly endings?: readonly number[];
}

/** What the guard judges a price by. */
export interface PriceFacts {
  readonly product: Product;
  readonly variant: Variant;
  /** The price that holds now. */
  readonly current: Money;
  /** Since when it does, whoever changed it; undefined when it was never seen to change. */
  readonly changedAt: Instant | undefined;
  readonly at: Instant;
}

/** The rule that a price would have broken. */
export type GuardRule =
  | 'currency'
  | 'fraction'
  | 'margin'
  | 'unknown-cost'
  | 'unknown-tax'
  | 'floor'
  | 'ceiling'
  | 'minimum-advertised'
  | 'step'
  | 'cooldown'
  | 'ending';

/**
 * The one gate through which a price passes: a guarded price, or the rule that it breaks.
 *
 * A price equal to the merchant's own always passes, also as a large step and within a cooldown: it is theirs, and what
 * every other rule falls back on. Going back to it is a change, after which the cooldown begins anew. A bound that is not
 * a number lets nothing else pass.
 */
export function guardPrice(
  price: Money,
  facts: PriceFacts,
  settings: GuardSettings,
): GuardedPrice | GuardRule {
  return brokenRule(price, facts, settings) ?? (price as GuardedPrice);
}

// Each rule asks whether the price is inside and not whether it is outside: comparisons with NaN are false.
function brokenRule(price: Money, facts: PriceFacts, settings: GuardSettings): GuardRule | undefined {
  const { variant, product, current, changedAt, at } = facts;
  const { price: own, cost, minimumAdvertised } = variant;
  if (price.currency !== own.currency || current.currency !== own.currency) return 'currency';
  if (price.amount === own.amount) return undefined;
  if (!Number.isSafeInteger(price.amount)) return 'fraction';
  if (!(price.amount >= own.amount * settings.lowest && price.amount > 0)) return 'floor';
  if (!(price.amount <= own.amount * settings.highest)) return 'ceiling';
  if (minimumAdvertised !== undefined && !(price.amount >= minimumAdvertised.amount))
    return 'minimum-advertised';
  if (cost === undefined && !(price.amount >= own.amount)) return 'unknown-cost';
  // Of a gross price with an unknown tax the net margin is unknown, too.
  const taxed = product.taxBasis === 'net' || product.taxRate !== undefined;
  if (!taxed && !(price.amount >= own.amount)) return 'unknown-tax';
  if (cost !== undefined && !(marginOf(price, product, cost) >= settings.minimumMargin)) return 'margin';
  if (price.amount !== current.amount) {
    if (!(Math.abs(price.amount - current.amount) <= current.amount * settings.largestStep)) return 'step';
    if (changedAt !== undefined && !(at - changedAt >= settings.cooldown)) return 'cooldown';
  }
  const endings = allowedEndings(settings.endings);
  return endings === undefined || endings.includes(price.amount % endingModulus) ? undefined : 'ending';
}

/** (net − cost) / net; cost and margin are net, whatever the shop shows. */
function marginOf(price: Money, product: Product, cost: Money): number {
  const net =
    product.taxBasis === 'net' ? price.amount : roundHalfAway(price.amount / (1 + (product.taxRate ?? 0)));
  return net > 0 ? (net - cost.amount) / net : Number.NaN;
}

/** Endings are the last two digits of the minor units, in every currency. */
const endingModulus = 100;

/** An empty list restricts nothing, as an absent one. */
function allowedEndings(endings: readonly number[] | undefined): readonly number[] | undefined {
  return endings?.length === 0 ? undefined : endings;
}

/**
 * The price of a rung: the merchant's own times a factor, moved to the nearest allowed ending, the lower of two.
 * It may be no price at all where the factor is none; the guard refuses that.
 */
export function rungPrice(own: Money, factor: number, endings: readonly number[] | undefined): Money {
  if (factor === 1) return own;
  const exact = own.amount * factor;
  const base = Math.floor(exact / endingModulus) * endingModulus;
  const near = (allowedEndings(endings) ?? [])
    .flatMap((ending) => [base - endingModulus + ending, base + ending, base + endingModulus + ending])
    .filter((amount) => amount > 0)
    .sort((a, b) => Math.abs(a - exact) - Math.abs(b - exact) || a - b);
  return { amount: near[0] ?? roundHalfAway(exact), currency: own.currency };
}

export interface Rung {
  readonly factor: number;
  readonly price: GuardedPrice;
}

export interface GuardedLadder {
  /** Distinct prices that may be taken, from low to high. */
  readonly rungs: readonly Rung[];
  readonly removed: readonly { readonly factor: number; readonly price: Money; readonly rule: GuardRule }[];
}

/** Cuts a ladder down to what may be taken. Of rungs that round to the same price the nearest stands for all. */
export function guardLadder(
  factors: readonly number[],
  facts: PriceFacts,
  settings: GuardSettings,
): GuardedLadder {
  const own = facts.variant.price.amount;
  const miss = ({ factor, price }: Rung) => Math.abs(own * factor - price.amount);
  const rungs = new Map<number, Rung>();
  const removed: GuardedLadder['removed'][number][] = [];
  for (const factor of [...new Set(factors)].sort((a, b) => a - b)) {
    const price = rungPrice(facts.variant.price, factor, settings.endings);
    const judged = guardPrice(price, facts, settings);
    if (typeof judged === 'string') {
      removed.push({ factor, price, rule: judged });
      continue;
    }
    const rung = { factor, price: judged };
    const twin = rungs.get(judged.amount);
    if (twin === undefined || miss(rung) < miss(twin)) rungs.set(judged.amount, rung);
  }
  return { rungs: [...rungs.values()].sort((a, b) => a.price.amount - b.price.amount), removed };
}
