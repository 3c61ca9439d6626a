import type { Neighbour } from '@armoire/core';
import type { ProductId } from '@armoire/protocol';

export interface NeighbourListsOptions {
  /** Neighbours in a list. */
  readonly length: number;
  /** Lists that are held; of more, the one that was not asked for the longest goes. */
  readonly most: number;
}

/** The neighbours of products that were asked for, each list kept until its product or a neighbour changes. */
export class NeighbourLists {
  readonly #options: NeighbourListsOptions;
  readonly #lists = new Map<ProductId, Neighbour[]>();
  /** Who lists a product. */
  readonly #holders = new Map<ProductId, Set<ProductId>>();

  constructor(options: NeighbourListsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#lists.size;
  }

  has(product: ProductId): boolean {
    return this.#lists.has(product);
  }

  /** Best first; undefined where there is no list. */
  get(product: ProductId): readonly Neighbour[] | undefined {
    const list = this.#lists.get(product);
    if (list === undefined) return undefined;
    this.#lists.delete(product);
    this.#lists.set(product, list);
    return list;
  }

  /** @param neighbours best first */
  set(product: ProductId, neighbours: readonly Neighbour[]): void {
    this.#drop(product);
    const list = neighbours.slice(0, this.#options.length);
    this.#lists.set(product, list);
    for (const { id } of list) this.#hold(product, id);
    if (this.#lists.size > this.#options.most) this.#drop(this.#lists.keys().next().value as ProductId);
  }

  /** Forgets the list of a product whose text has changed or gone, and every list that it stands in. */
  changed(product: ProductId): void {
    this.#drop(product);
    for (const holder of [...(this.#holders.get(product) ?? [])]) this.#drop(holder);
  }

  /**
   * Enters a product with a new text into the lists of others where it belongs.
   *
   * @param others products that have a list, with their nearness to it
   */
  enter(product: ProductId, others: readonly Neighbour[]): void {
    const { length } = this.#options;
    for (const { id: other, score } of others) {
      const list = this.#lists.get(other);
      if (list === undefined) continue;
      const found = list.findIndex((each) => each.score < score);
      const place = found === -1 ? list.length : found;
      if (place >= length) continue;
      list.splice(place, 0, { id: product, score });
      this.#hold(other, product);
      const out = list.length > length ? list.pop() : undefined;
      if (out !== undefined) this.#release(other, out.id);
    }
  }

  clear(): void {
    this.#lists.clear();
    this.#holders.clear();
  }

  #drop(product: ProductId): void {
    for (const { id } of this.#lists.get(product) ?? []) this.#release(product, id);
    this.#lists.delete(product);
  }

  #hold(holder: ProductId, listed: ProductId): void {
    const holders = this.#holders.get(listed) ?? new Set();
    this.#holders.set(listed, holders.add(holder));
  }

  #release(holder: ProductId, listed: ProductId): void {
    const holders = this.#holders.get(listed);
    holders?.delete(holder);
    if (holders?.size === 0) this.#holders.delete(listed);
  }
}
