import type { ProductId } from '@armoire/protocol';

/** A set of products that can be read from any place in it. */
export class Members {
  readonly #list: ProductId[] = [];
  readonly #places = new Map<ProductId, number>();

  get size(): number {
    return this.#list.length;
  }

  add(id: ProductId): void {
    if (this.#places.has(id)) return;
    this.#places.set(id, this.#list.length);
    this.#list.push(id);
  }

  remove(id: ProductId): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    const last = this.#list.pop() as ProductId;
    this.#places.delete(id);
    if (last === id) return;
    this.#list[place] = last;
    this.#places.set(last, place);
  }

  /** At most so many, from a place on and around. */
  *from(start: number, most: number): Generator<ProductId> {
    const { length } = this.#list;
    for (let i = 0; i < Math.min(most, length); i++) yield this.#list[(start + i) % length] as ProductId;
  }
}
