import type { Duration, Instant, ProductId } from '@armoire/protocol';
import type { Candidate } from './source.ts';

/** Exponents beyond this are rebased long before doubles overflow. */
const farthest = 400;

/**
 * The products with the largest decayed sums, kept in order.
 *
 * Forward decay (Cormode et al. 2009): a contribution w at time t is added as w · 2^((t − L)/h) for a landmark L.
 * All sums shrink by the same factor as time passes, so the order never changes by itself and nothing is recomputed;
 * events that come late weigh what they would have weighed in time.
 */
export class Leaderboard {
  readonly #halfLife: Duration;
  readonly #size: number;
  readonly #sums = new Map<ProductId, number>();
  #top: ProductId[] = [];
  #landmark: Instant | undefined;

  constructor(halfLife: Duration, size: number) {
    this.#halfLife = halfLife;
    this.#size = size;
  }

  add(product: ProductId, weight: number, at: Instant): void {
    this.#landmark ??= at;
    if ((at - this.#landmark) / this.#halfLife > farthest) this.#rebase(at);
    const gain = weight * 2 ** ((at - this.#landmark) / this.#halfLife);
    const sum = Math.max((this.#sums.get(product) ?? 0) + gain, 0);
    this.#sums.set(product, sum);
    if (gain >= 0) this.#rise(product, sum);
    else this.#sort();
  }

  /** Best first, with scores relative to the best. */
  top(limit: number): Candidate[] {
    const best = this.#sum(this.#top[0]);
    if (!(best > 0)) return [];
    return this.#top.slice(0, limit).map((product) => ({ product, score: this.#sum(product) / best }));
  }

  snapshot(): unknown {
    return { landmark: this.#landmark, sums: [...this.#sums] };
  }

  restore(snapshot: unknown): void {
    const { landmark, sums } = snapshot as { landmark?: Instant; sums: [ProductId, number][] };
    this.#landmark = landmark;
    this.#sums.clear();
    for (const [product, sum] of sums) this.#sums.set(product, sum);
    this.#sort();
  }

  #sum(product: ProductId | undefined): number {
    return product === undefined ? 0 : (this.#sums.get(product) ?? 0);
  }

  /** Moves a product whose sum grew up to its place. */
  #rise(product: ProductId, sum: number): void {
    let at = this.#top.indexOf(product);
    if (at === -1) {
      if (this.#top.length >= this.#size && sum <= this.#sum(this.#top.at(-1))) return;
      at = this.#top.length < this.#size ? this.#top.push(product) - 1 : this.#size - 1;
      this.#top[at] = product;
    }
    for (; at > 0 && this.#sum(this.#top[at - 1]) < sum; at--) {
      this.#top[at] = this.#top[at - 1] as ProductId;
      this.#top[at - 1] = product;
    }
  }

  #sort(): void {
    this.#top = [...this.#sums.keys()].sort((a, b) => this.#sum(b) - this.#sum(a)).slice(0, this.#size);
  }

  #rebase(at: Instant): void {
    const factor = 2 ** (((this.#landmark ?? at) - at) / this.#halfLife);
    for (const [product, sum] of this.#sums) {
      const rebased = sum * factor;
      if (rebased > 1e-12) this.#sums.set(product, rebased);
      else this.#sums.delete(product);
    }
    this.#top = this.#top.filter((product) => this.#sums.has(product));
    this.#landmark = at;
  }
}
