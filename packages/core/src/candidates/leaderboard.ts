import type { Duration, Instant, ProductId } from '@armoire/protocol';
import { Crowds, type SavedCrowds } from './crowds.ts';
import type { Candidate } from './source.ts';

/** Sums below this are as good as nothing. */
const least = 1e-12;
/** Exponents beyond this are rebased long before doubles overflow. */
const farthest = 400;

/**
 * The products with the largest decayed sums among those that rest on enough people, kept in order.
 *
 * Forward decay (Cormode et al. 2009): a contribution w at time t is added as w · 2^((t − L)/h) for a landmark L.
 * All sums shrink by the same factor as time passes, so the order never changes by itself and nothing is recomputed;
 * events that come late weigh what they would have weighed in time.
 */
export class Leaderboard {
  readonly #halfLife: Duration;
  readonly #size: number;
  readonly #sums = new Map<ProductId, number>();
  readonly #crowds: Crowds;
  #top: ProductId[] = [];
  /** The first of these with their scores, as far as they were asked for: most decisions find the board as it was. */
  #scored: readonly Candidate[] = [];
  #landmark: Instant | undefined;
  #total = 0;

  /** @param atLeast how many distinct people a product that is shown rests on */
  constructor(halfLife: Duration, size: number, atLeast: number) {
    this.#halfLife = halfLife;
    this.#size = size;
    this.#crowds = new Crowds(atLeast);
  }

  /**
   * Adds a weight above zero.
   *
   * @param people all that whoever it comes from is known by; empty when they cannot be told apart
   */
  add(product: ProductId, weight: number, at: Instant, people: readonly number[]): void {
    this.#landmark ??= at;
    this.#scored = [];
    const age = (at - this.#landmark) / this.#halfLife;
    if (age > farthest) this.#rebase(Math.floor(age));
    const gain = weight * 2 ** ((at - this.#landmark) / this.#halfLife);
    // So long ago that it no longer weighs anything.
    if (gain < least) return;
    this.#sums.set(product, (this.#sums.get(product) ?? 0) + gain);
    this.#total += gain;
    this.#crowds.join(product, people);
    if (this.#crowds.has(product)) this.#rise(product);
  }

  /** Of two boards with one half-life, at any time the one has the larger sum whose strength is the larger. */
  get strength(): number {
    return Math.log2(this.#total) + (this.#landmark ?? 0) / this.#halfLife;
  }

  /** Best first, with scores relative to the best. */
  top(limit: number): readonly Candidate[] {
    if (this.#scored.length < Math.min(limit, this.#top.length)) {
      const best = this.#sum(this.#top[0]);
      this.#scored = this.#top
        .slice(0, limit)
        .map((product) => ({ product, score: this.#sum(product) / best }))
        .filter(({ score }) => score > 0);
    }
    return this.#scored.length > limit ? this.#scored.slice(0, limit) : this.#scored;
  }

  snapshot(): unknown {
    return { landmark: this.#landmark, sums: [...this.#sums], crowds: this.#crowds.snapshot() };
  }

  restore(snapshot: unknown): void {
    const { landmark, sums, crowds } = snapshot as Saved;
    this.#landmark = landmark;
    this.#scored = [];
    this.#sums.clear();
    this.#total = 0;
    for (const [product, sum] of sums) {
      this.#sums.set(product, sum);
      this.#total += sum;
    }
    this.#crowds.restore(crowds);
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
    const last = top[this.#size - 1];
    // What stands on a full board stands before its last: most products need not be looked for.
    if (last !== undefined && product !== last && !this.#before(product, last)) return;
    let at = top.indexOf(product);
    if (at === -1) at = last === undefined ? top.push(product) - 1 : this.#size - 1;
    for (; at > 0 && this.#before(product, top[at - 1] as ProductId); at--)
      top[at] = top[at - 1] as ProductId;
    top[at] = product;
  }

  #sort(): void {
    this.#top = [...this.#sums.keys()]
      .filter((product) => this.#crowds.has(product))
      .sort((a, b) => (this.#before(a, b) ? -1 : 1))
      .slice(0, this.#size);
  }

  /** Moves the landmark by whole half-lives: powers of two scale without rounding, so that no order changes. */
  #rebase(halfLives: number): void {
    this.#landmark = (this.#landmark ?? 0) + halfLives * this.#halfLife;
    this.#total = 0;
    for (const [product, sum] of this.#sums) {
      const rebased = sum * 2 ** -halfLives;
      if (rebased >= least) {
        this.#sums.set(product, rebased);
        this.#total += rebased;
      } else {
        this.#sums.delete(product);
        this.#crowds.delete(product);
      }
    }
    this.#top = this.#top.filter((product) => this.#sums.has(product));
  }
}

interface Saved {
  readonly landmark?: Instant;
  readonly sums: readonly [ProductId, number][];
  readonly crowds: SavedCrowds;
}
