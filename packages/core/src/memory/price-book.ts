import type { ShopId, VariantId } from '@armoire/protocol';
import type { AuditLog, BookChange, BookedPrice, PriceBook } from '../ports/index.ts';
import { compare, Shops } from './shops.ts';

/** The price book in memory, over the log that its audit lines are written to. */
export class MemoryPriceBook implements PriceBook {
  readonly #audit: AuditLog;
  readonly #shops = new Shops<Map<VariantId, BookedPrice>>(() => new Map());

  constructor(audit: AuditLog) {
    this.#audit = audit;
  }

  async get(shop: ShopId, variants: readonly VariantId[]): Promise<readonly BookedPrice[]> {
    const book = this.#shops.get(shop);
    return [...new Set(variants)].flatMap((variant) => book.get(variant) ?? []);
  }

  async list(
    shop: ShopId,
    limit: number,
    { state, after }: Parameters<PriceBook['list']>[2] = {},
  ): Promise<readonly BookedPrice[]> {
    return [...this.#shops.get(shop).values()]
      .filter((entry) => state === undefined || entry.state === state)
      .filter(({ variant }) => after === undefined || compare(variant, after) > 0)
      .sort((a, b) => compare(a.variant, b.variant))
      .slice(0, limit);
  }

  async settle(changes: readonly BookChange[]): Promise<readonly BookedPrice[]> {
    const won: BookChange[] = [];
    const standing = changes.map((change) => {
      const { entry } = change;
      const book = this.#shops.get(entry.shop);
      const stored = book.get(entry.variant);
      if (stored !== undefined && stored.version >= entry.version) return stored;
      if (entry.version !== (stored?.version ?? 0) + 1) return stored ?? entry;
      book.set(entry.variant, entry);
      won.push(change);
      return entry;
    });
    await this.#audit.append(won.flatMap(({ line }) => line ?? []));
    return standing;
  }
}
