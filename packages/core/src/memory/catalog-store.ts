import type { CatalogChange, Offset, ProductId, ShopId } from '@armoire/protocol';
import { changedAt, changedProduct } from '../catalog/catalog.ts';
import type { CatalogStore, StoredChange } from '../ports/index.ts';
import { page, Shops } from './shops.ts';

interface Catalogue {
  readonly history: StoredChange[];
  readonly current: Map<ProductId, StoredChange>;
}

/** A catalogue's log in memory. */
export class MemoryCatalogStore implements CatalogStore {
  readonly #shops = new Shops<Catalogue>(() => ({ history: [], current: new Map() }));

  async apply(shop: ShopId, changes: readonly CatalogChange[]): Promise<readonly StoredChange[]> {
    const { history, current } = this.#shops.get(shop);
    const accepted: StoredChange[] = [];
    for (const change of changes) {
      const id = changedProduct(change);
      const known = current.get(id);
      if (known !== undefined && !replaces(change, known.change)) continue;
      const stored = { offset: history.length + 1, change };
      history.push(stored);
      // Deleted first, so that the map stays in the order of the offsets.
      current.delete(id);
      current.set(id, stored);
      accepted.push(stored);
    }
    return accepted;
  }

  async current(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]> {
    const newest = [...this.#shops.get(shop).current.values()];
    return newest.filter(({ offset }) => offset > after).slice(0, limit);
  }

  async history(shop: ShopId, after: Offset, limit: number): Promise<readonly StoredChange[]> {
    return page(this.#shops.get(shop).history, after, limit);
  }
}

/** A newer change replaces an older one; at the same time, one that says something else does. */
function replaces(change: CatalogChange, known: CatalogChange): boolean {
  if (changedAt(change) !== changedAt(known)) return changedAt(change) > changedAt(known);
  return canonical(change) !== canonical(known);
}

/** A text that equals another's when both say the same, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
