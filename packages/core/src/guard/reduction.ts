import { type Duration, day, type Instant, type Money } from '@armoire/protocol';

/** While a price is reduced: what it may be said to have been before. */
export interface Reduction {
  /** The lowest price of the 30 days before the reduction began, frozen then. */
  readonly from: Money;
  readonly since: Instant;
  /** How many of those 30 days are known: fewer for what was not watched, or not sold, for so long. */
  readonly days: number;
}

/** A price as shoppers were shown it from an instant on. */
export interface ShownPrice {
  readonly at: Instant;
  readonly price: Money;
  readonly reduction?: Reduction;
}

/** So far back the price before a reduction is looked for. */
export const referenceWindow: Duration = 30 * day;

/**
 * The lowest of the prices that were in force at some time in `[until − 30 days, until)`.
 *
 * @param shown the oldest first, one currency; each holds until the next
 */
export function lowestBefore(shown: readonly ShownPrice[], until: Instant): Money | undefined {
  const from = until - referenceWindow;
  let lowest: Money | undefined;
  for (const [i, { at, price }] of shown.entries()) {
    const end = Math.min(shown[i + 1]?.at ?? until, until);
    if (end <= from || end <= at) continue;
    if (lowest === undefined || price.amount < lowest.amount) lowest = price;
  }
  return lowest;
}

/**
 * What is shown from now on, with the reduction that a new price begins or goes on with: Article 6a of Directive
 * 98/6/EC, in the reading that promises least.
 *
 * - A price below all of the 30 days before it begins a reduction from the lowest of them, which is frozen.
 * - While it falls further without a rise in between, the reduction stays one from that price (paragraph 5).
 * - Any rise ends it; whether the new price is reduced is asked anew, with the low price among the 30 days.
 *
 * @param shown up to now, the oldest first, from one before the 30 days on
 */
export function showPrice(shown: readonly ShownPrice[], price: Money, at: Instant): ShownPrice {
  const last = shown.at(-1);
  if (last === undefined || last.price.currency !== price.currency) return { at, price };
  const running = last.reduction;
  if (running !== undefined && price.amount <= last.price.amount) return { at, price, reduction: running };
  const comparable = shown.filter((each) => each.price.currency === price.currency);
  const from = lowestBefore(comparable, at);
  if (from === undefined || price.amount >= from.amount) return { at, price };
  const known = at - Math.max(comparable[0]?.at ?? at, at - referenceWindow);
  return { at, price, reduction: { from, since: at, days: Math.floor(known / day) } };
}

/** The reduction in whole percent, never more than it is. */
export function reducedPercent({ from }: Reduction, price: Money): number {
  return Math.max(0, Math.floor(((from.amount - price.amount) * 100) / from.amount));
}
