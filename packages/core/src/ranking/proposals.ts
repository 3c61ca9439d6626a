import type { Product } from '@armoire/protocol';
import type { Candidate } from '../candidates/index.ts';

/** Products that were proposed, each once, with what each source says of it. */
export class Proposals {
  readonly products: Product[] = [];
  readonly sources: number;
  /** By source: how many of its candidates were left out, since their score is no finite number. */
  readonly refused: number[];
  #scores: Float64Array;
  #ranks: Int32Array;

  /** @param expected how many products there will be, about */
  constructor(sources: number, expected = 0) {
    this.sources = sources;
    this.refused = new Array<number>(sources).fill(0);
    this.#scores = new Float64Array(expected * sources);
    this.#ranks = new Int32Array(expected * sources).fill(-1);
  }

  /** By product and source: the score, 0 where the source did not propose it. */
  get scores(): Float64Array {
    return this.#scores;
  }

  /** By product and source: the place in the source's answer from 0, −1 where it did not propose it. */
  get ranks(): Int32Array {
    return this.#ranks;
  }

  /** Adds a product of which no source has said anything yet; returns its row. */
  add(product: Product): number {
    const size = this.products.push(product) * this.sources;
    if (size > this.#scores.length) {
      const scores = new Float64Array(2 * size);
      scores.set(this.#scores);
      const ranks = new Int32Array(2 * size).fill(-1);
      ranks.set(this.#ranks);
      this.#scores = scores;
      this.#ranks = ranks;
    }
    return this.products.length - 1;
  }
}

/**
 * Merges the answers of sources. Each may add its share of the places; what the first do not use is left to those
 * after them. A candidate whose score is no finite number was not proposed.
 *
 * @param shares relative sizes of the sources' quotas, as many as answers
 * @param eligible the product if it may be shown
 */
export function merge(
  answers: readonly (readonly Candidate[])[],
  limit: number,
  shares: readonly number[],
  eligible: (product: Candidate['product']) => Product | undefined,
): Proposals {
  const merged = new Proposals(answers.length, limit);
  const rows = new Map<string, number>();
  let open = shares.reduce((sum, share) => sum + share, 0);
  for (const [i, answer] of answers.entries()) {
    const share = shares[i] as number;
    let room = open === 0 ? 0 : Math.ceil(((limit - rows.size) * share) / open);
    open -= share;
    for (const { product, score } of answer) {
      if (room <= 0) break;
      if (rows.has(product) || !Number.isFinite(score)) continue;
      const found = eligible(product);
      if (found === undefined) continue;
      rows.set(product, merged.add(found));
      room--;
    }
  }
  const { scores, ranks } = merged;
  for (const [i, answer] of answers.entries()) {
    for (let rank = 0; rank < answer.length; rank++) {
      const { product, score } = answer[rank] as Candidate;
      if (!Number.isFinite(score)) {
        merged.refused[i] = (merged.refused[i] as number) + 1;
        continue;
      }
      const row = rows.get(product);
      if (row === undefined) continue;
      const at = row * answers.length + i;
      if (ranks[at] !== -1) continue;
      scores[at] = score;
      ranks[at] = rank;
    }
  }
  return merged;
}
