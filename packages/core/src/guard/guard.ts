import { type Instant, type Money, type Product, roundHalfAway, type Variant } from '@armoire/protocol';
import type { GuardedPrice } from './guarded-price.ts';
import { allowedEndings, endingModulus, incrementOf, rungPrice, shownAmount, shownOf } from './rounding.ts';
import type { GuardSettings } from './settings.ts';

/** What the guard judges a price by. */
export interface PriceFacts {
  readonly product: Product;
  readonly variant: Variant;
  /** The price that holds now. */
  readonly current: Money;
  /** Since when it does, whoever changed it; undefined when it was never seen to change. */
  readonly changedAt: Instant | undefined;
  readonly at: Instant;
  /** The kill switch is on. */
  readonly killed?: boolean;
  /** How many other variants are away from the merchant's own price; asked for where `mostOpen` is set. */
  readonly open?: number;
}

/** The rule that a price would have broken. */
export type GuardRule =
  | 'currency'
  | 'killed'
  | 'fraction'
  | 'margin'
  | 'unknown-cost'
  | 'unknown-tax'
  | 'floor'
  | 'ceiling'
  | 'minimum-advertised'
  | 'step'
  | 'cooldown'
  | 'budget'
  | 'increment'
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
  const { variant, current, killed = false } = facts;
  const { price: own, minimumAdvertised } = variant;
  if (price.currency !== own.currency || current.currency !== own.currency) return 'currency';
  if (price.amount === own.amount) return undefined;
  if (killed) return 'killed';
  if (!Number.isSafeInteger(price.amount)) return 'fraction';
  if (!(price.amount >= own.amount * settings.lowest && price.amount > 0)) return 'floor';
  if (!(price.amount <= own.amount * settings.highest)) return 'ceiling';
  if (minimumAdvertised !== undefined && !(price.amount >= minimumAdvertised.amount))
    return 'minimum-advertised';
  return (
    brokenMargin(price, facts, settings) ??
    brokenChange(price, facts, settings) ??
    misshown(price, facts, settings)
  );
}

function misshown(price: Money, { product }: PriceFacts, settings: GuardSettings): GuardRule | undefined {
  const shown = shownOf(product, settings);
  // What nobody knows the tax of, nobody knows the look of.
  if (!Number.isFinite(shown.tax ?? 0)) return 'unknown-tax';
  const amount = shownAmount(price.amount, shown);
  if (amount % incrementOf(price.currency, shown) !== 0) return 'increment';
  const endings = allowedEndings(settings.endings);
  const ending = amount % endingModulus(price.currency);
  return endings === undefined || endings.includes(ending) ? undefined : 'ending';
}

function brokenMargin(
  price: Money,
  { product, variant }: PriceFacts,
  { minimumMargin }: GuardSettings,
): GuardRule | undefined {
  const { price: own, cost } = variant;
  if (cost === undefined && !(price.amount >= own.amount)) return 'unknown-cost';
  // Of a gross price with an unknown tax the net margin is unknown, too.
  const taxed = product.taxBasis === 'net' || product.taxRate !== undefined;
  if (!taxed && !(price.amount >= own.amount)) return 'unknown-tax';
  return cost !== undefined && !(marginOf(price, product, cost) >= minimumMargin) ? 'margin' : undefined;
}

/** (net − cost) / net; cost and margin are net, whatever the shop shows. */
function marginOf(price: Money, product: Product, cost: Money): number {
  const net =
    product.taxBasis === 'net' ? price.amount : roundHalfAway(price.amount / (1 + (product.taxRate ?? 0)));
  return net > 0 ? (net - cost.amount) / net : Number.NaN;
}

function brokenChange(
  { amount }: Money,
  { variant, current, changedAt, at, open }: PriceFacts,
  { largestStep, cooldown, mostOpen }: GuardSettings,
): GuardRule | undefined {
  if (amount === current.amount) return undefined;
  if (!(Math.abs(amount - current.amount) <= current.amount * largestStep)) return 'step';
  if (changedAt !== undefined && !(at - changedAt >= cooldown)) return 'cooldown';
  // What is away already may go elsewhere.
  const opens = current.amount === variant.price.amount;
  return mostOpen !== undefined && opens && !((open ?? 0) < mostOpen) ? 'budget' : undefined;
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
  const { price: own } = facts.variant;
  const shown = shownOf(facts.product, settings);
  const miss = ({ factor, price }: Rung) => Math.abs(own.amount * factor - price.amount);
  const rungs = new Map<number, Rung>();
  const removed: GuardedLadder['removed'][number][] = [];
  for (const factor of [...new Set(factors)].sort((a, b) => a - b)) {
    const price = rungPrice(own, factor, settings.endings, shown);
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
