import type { Duration, Instant, ProductId } from '@armoire/protocol';
import type { Candidate } from './source.ts';

/** Sums below this are as good as nothing. */
const least = 1e-12;
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

  /** Adds a weight above zero. */
  add(product: ProductId, weight: number, at: Instant): void {
    this.#landmark ??= at;
    const age = (at - this.#landmark) / this.#halfLife;
    if (age > farthest) this.#rebase(Math.floor(age));
    const gain = weight * 2 ** ((at - this.#landmark) / this.#halfLife);
    // So long ago that it no longer weighs anything.
    if (gain < least) return;
    this.#sums.set(product, (this.#sums.get(product) ?? 0) + gain);
    this.#rise(product);
  }

  /** Best first, with scores relative to the best. */
  top(limit: number): Candidate[] {
    const best = this.#sum(this.#top[0]);
    return this.#top
      .slice(0, limit)
      .map((product) => ({ product, score: this.#sum(product) / best }))
      .filter(({ score }) => score > 0);
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

  /** Larger sums first; equal ones by name, so that the order follows from the sums alone. */
  #before(a: ProductId, b: ProductId): boolean {
    const difference = this.#sum(a) - this.#sum(b);
    return difference === 0 ? a < b : difference > 0;
  }

  /** Moves a product whose sum grew up to its place. */
  #rise(product: ProductId): void {
    const top = this.#top;
    let at = top.indexOf(product);
    if (at === -1) {
      if (top.length < this.#size) at = top.push(product) - 1;
      else if (this.#before(product, top[this.#size - 1] as ProductId)) at = this.#size - 1;
      else return;
    }
    for (; at > 0 && this.#before(product, top[at - 1] as ProductId); at--)
      top[at] = top[at - 1] as ProductId;
    top[at] = product;
  }

  #sort(): void {
    this.#top = [...this.#sums.keys()].sort((a, b) => (this.#before(a, b) ? -1 : 1)).slice(0, this.#size);
  }

  /** Moves the landmark by whole half-lives: powers of two scale without rounding, so that no order changes. */
  #rebase(halfLives: number): void {
    this.#landmark = (this.#landmark ?? 0) + halfLives * this.#halfLife;
    for (const [product, sum] of this.#sums) {
      const rebased = sum * 2 ** -halfLives;
      if (rebased < least) this.#sums.delete(product);
      else this.#sums.set(product, rebased);
    }
    this.#top = this.#top.filter((product) => this.#sums.has(product));
  }
}
