import { type Duration, type Instant, type Money, money, netOf, type Product, type Variant } from '@armoire/protocol';
import type { GuardedPrice } from './guarded-price.ts';

/** The merchant's bounds on prices. Factors are of the merchant's own price. */
export interface GuardSettings {
  /** Least margin on the net price: (net − cost) / net. */
  readonly minimumMargin: number;
  readonly lowest: number;
  readonly highest: number;
  /** Largest change from the price before, as a fraction of it. */
  readonly largestStep: number;
  /** Least time between two changes. */
  readonly cooldown: Duration;
  /** Allowed last digits of the shown price in minor units, such as `[99, 49]`; any when absent. */
  readonly endings?: readonly number[];
}

/** What the guard judges a price by. */
export interface PriceFacts {
  readonly product: Product;
  readonly variant: Variant;
  /** The price that holds now, and since when. */
  readonly current: Money;
  readonly changedAt: Instant | undefined;
  readonly at: Instant;
}

/** The rule that a price would have broken. */
export type GuardRule = 'currency' | 'margin' | 'unknown-cost' | 'floor' | 'ceiling' | 'minimum-advertised' | 'step' | 'cooldown' | 'ending';

/**
 * The one gate through which a price passes: a guarded price, or the rule that it breaks.
 *
 * A price equal to the merchant's own always passes: it is theirs.
 */
export function guardPrice(price: Money, facts: PriceFacts, settings: GuardSettings): GuardedPrice | GuardRule {
  return brokenRule(price, facts, settings) ?? (price as GuardedPrice);
}

function brokenRule(price: Money, facts: PriceFacts, settings: GuardSettings): GuardRule | undefined {
  const { variant, product, current, changedAt, at } = facts;
  const own = variant.price;
  if (price.currency !== own.currency || current.currency !== own.currency) return 'currency';
  if (price.amount === own.amount) return undefined;
  if (price.amount < own.amount * settings.lowest || price.amount <= 0) return 'floor';
  if (price.amount > own.amount * settings.highest) return 'ceiling';
  if (variant.minimumAdvertised !== undefined && price.amount < variant.minimumAdvertised.amount) return 'minimum-advertised';
  if (variant.cost === undefined) {
    if (price.amount < own.amount) return 'unknown-cost';
  } else if (marginOf(price, product, variant.cost) < settings.minimumMargin) return 'margin';
  if (price.amount !== current.amount) {
    if (Math.abs(price.amount - current.amount) > current.amount * settings.largestStep) return 'step';
    if (changedAt !== undefined && at - changedAt < settings.cooldown) return 'cooldown';
  }
  if (settings.endings !== undefined && !settings.endings.some((ending) => endsIn(price, ending))) return 'ending';
  return undefined;
}

/** (net − cost) / net; cost and margin are net, whatever the shop shows. */
function marginOf(price: Money, product: Product, cost: Money): number {
  const net = product.taxBasis === 'net' ? price : netOf(price, product.taxRate ?? 0);
  return net.amount > 0 ? (net.amount - cost.amount) / net.amount : Number.NEGATIVE_INFINITY;
}

/** The width of an ending: two digits for cents, one for currencies without decimals is meaningless, so the same. */
const endingModulus = 100;

function endsIn(price: Money, ending: number): boolean {
  return price.amount % endingModulus === ending;
}

/**
 * The price of a rung: the merchant's own times a factor, moved to the nearest allowed ending.
 */
export function rungPrice(own: Money, factor: number, endings: readonly number[] | undefined): Money {
  const exact = own.amount * factor;
  if (factor === 1) return own;
  if (endings === undefined || endings.length === 0) return money(Math.round(exact), own.currency);
  const base = Math.floor(exact / endingModulus) * endingModulus;
  const near = endings.flatMap((ending) => [base - endingModulus + ending, base + ending, base + endingModulus + ending]);
  const best = near.filter((amount) => amount > 0).sort((a, b) => Math.abs(a - exact) - Math.abs(b - exact))[0];
  return money(best ?? Math.round(exact), own.currency);
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

/** Cuts a ladder down to what may be taken. Rungs that round to the same price count once. */
export function guardLadder(factors: readonly number[], facts: PriceFacts, settings: GuardSettings): GuardedLadder {
  const rungs = new Map<number, Rung>();
  const removed: GuardedLadder['removed'][number][] = [];
  for (const factor of [...factors].sort((a, b) => a - b)) {
    const price = rungPrice(facts.variant.price, factor, settings.endings);
    const judged = guardPrice(price, facts, settings);
    if (typeof judged === 'string') removed.push({ factor, price, rule: judged });
    else if (!rungs.has(judged.amount)) rungs.set(judged.amount, { factor, price: judged });
  }
  return { rungs: [...rungs.values()], removed };
}

