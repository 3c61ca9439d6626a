import type { PriceWrite, StoreFront, StorePrice } from '@armoire/core';
import type { CatalogChange, Money, Product, VariantId } from '@armoire/protocol';

export const eur = (amount: number): Money => ({ amount, currency: 'EUR' });

/** What happens to the next call that writes: nothing of it reaches the store, or its answer never comes back. */
type Fault = 'unreached' | 'unanswered';

/** A store that keeps one price for each variant, and what it was made to write. */
export class TestStore implements StoreFront {
  readonly capabilities = {
    ...{ writesPrices: true, knowsCost: true, nativeRecommendations: false },
    mostPrices: 3,
  };
  readonly #own: Readonly<Record<VariantId, number>>;
  readonly charged = new Map<VariantId, number>();
  /** Every change that was made through the port, in order. */
  readonly made: { readonly variant: VariantId; readonly from: number; readonly to: number }[] = [];
  readonly faults: Fault[] = [];
  /** Runs when a write arrives, before prices are compared. */
  arrives: () => Promise<void> | void = () => {};

  constructor(prices: Readonly<Record<VariantId, number>>) {
    this.#own = prices;
    for (const [variant, amount] of Object.entries(prices)) this.charged.set(variant, amount);
  }

  /** At the prices that it began with. */
  async *catalog(signal: AbortSignal): AsyncIterable<readonly CatalogChange[]> {
    for (const product of productsOf(this.#own)) {
      if (signal.aborted) return;
      yield [{ kind: 'upsert', product }];
    }
  }

  async readPrices(variants: readonly VariantId[]): Promise<readonly StorePrice[]> {
    return variants.flatMap((variant) => {
      const amount = this.charged.get(variant);
      return amount === undefined ? [] : [{ variant, charged: eur(amount) }];
    });
  }

  async writePrices(writes: readonly PriceWrite[]) {
    const fault = this.faults.shift();
    if (fault === 'unreached') throw new Error('The store cannot be reached');
    await this.arrives();
    const answers = writes.map(({ variant, price, expected }) => {
      const found = this.charged.get(variant) ?? Number.NaN;
      if (found !== expected) return { written: false, found };
      this.charged.set(variant, price.amount);
      this.made.push({ variant, from: found, to: price.amount });
      return { written: true, found };
    });
    if (fault === 'unanswered') throw new Error('The answer was lost');
    return answers;
  }
}

/** A product for each variant, at the merchant's own prices. */
export function productsOf(prices: Readonly<Record<VariantId, number>>): Product[] {
  return Object.entries(prices).map(([variant, amount]) => ({
    id: `of ${variant}`,
    title: variant,
    status: 'active',
    variants: [{ id: variant, price: eur(amount), cost: eur(100) }],
    categories: [],
    taxRate: 0,
    updatedAt: 1,
  }));
}
