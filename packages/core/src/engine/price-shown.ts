import type { Instant, Money, ShopId, VariantId } from '@armoire/protocol';
import { lowestBefore, type Reduction, referenceWindow, type ShownPrice, showPrice } from '../guard/index.ts';
import type { VariantPrice } from '../ports/index.ts';

/** Told of each price that shoppers are shown anew. */
export type PriceSink = (price: VariantPrice) => void;

/**
 * Which prices shoppers were shown in the last 30 days, and from which price each present one is reduced. A price counts
 * from when it is first asked for: until then nobody was shown it, and the one before counts as if it still held.
 */
export class ShownPrices {
  readonly #shop: ShopId;
  readonly #market: string;
  readonly #told: PriceSink;
  readonly #known = new Map<VariantId, ShownPrice[]>();

  constructor(shop: ShopId, market: string, told: PriceSink) {
    this.#shop = shop;
    this.#market = market;
    this.#told = told;
  }

  /** Takes over what is in the log, whoever wrote it; what is known already does no harm. */
  restore(prices: readonly VariantPrice[]): void {
    for (const { variant, market, at, price, reduction } of prices) {
      if (market !== this.#market) continue;
      const known = this.#of(variant);
      if (known.some((each) => each.at === at && each.price.amount === price.amount)) continue;
      const place = known.findLastIndex((each) => each.at <= at) + 1;
      known.splice(place, 0, { at, price, ...(reduction === undefined ? {} : { reduction }) });
    }
  }

  /** A price that shoppers are shown now: what it is reduced from, if it is. */
  show(variant: VariantId, price: Money, at: Instant): Reduction | undefined {
    const known = this.#of(variant);
    const last = known.at(-1);
    if (last?.price.amount === price.amount && last.price.currency === price.currency) return last.reduction;
    const shown = showPrice(known, price, Math.max(at, last?.at ?? at));
    known.push(shown);
    // The one that held when the 30 days began is among them.
    const first = known.findLastIndex((each) => each.at <= at - referenceWindow);
    if (first > 0) known.splice(0, first);
    this.#told({ shop: this.#shop, market: this.#market, variant, ...shown });
    return shown.reduction;
  }

  /** What shoppers were shown last; undefined for what nobody was shown. */
  present(variant: VariantId): Money | undefined {
    return this.#known.get(variant)?.at(-1)?.price;
  }

  /** The lowest of the 30 days up to a time; undefined for what nobody was shown. */
  lowest(variant: VariantId, until: Instant): Money | undefined {
    const known = this.#known.get(variant) ?? [];
    return lowestBefore(known, until) ?? known.at(-1)?.price;
  }

  #of(variant: VariantId): ShownPrice[] {
    const known = this.#known.get(variant);
    if (known !== undefined) return known;
    const none: ShownPrice[] = [];
    this.#known.set(variant, none);
    return none;
  }
}
