import type { Embedder } from '@armoire/core';
import { productText } from '@armoire/inference';
import type { Product } from '@armoire/protocol';

/** Cosines of articles' texts, by number; rows are made when they are first asked for. */
export class Texts {
  readonly name: string;
  readonly #vectors: readonly Float32Array[];
  readonly #rows: (Float32Array | undefined)[] = [];

  constructor(name: string, vectors: readonly Float32Array[]) {
    this.name = name;
    this.#vectors = vectors;
  }

  vector(article: number): Float32Array {
    return this.#vectors[article] as Float32Array;
  }

  /** The cosines of an article with all others. */
  row(article: number): Float32Array {
    const known = this.#rows[article];
    if (known !== undefined) return known;
    const own = this.vector(article);
    const made = Float32Array.from(this.#vectors, (other) => {
      let sum = 0;
      for (let i = 0; i < own.length; i++) sum += (own[i] as number) * (other[i] as number);
      return sum;
    });
    this.#rows[article] = made;
    return made;
  }
}

export async function textsOf(products: readonly Product[], embedder: Embedder): Promise<Texts> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < products.length; from += 256)
    vectors.push(...(await embedder.embed(products.slice(from, from + 256).map(productText))));
  return new Texts(embedder.id, vectors);
}
