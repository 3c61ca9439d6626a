import type { Embedder } from '@armoire/core';
import { productText } from '@armoire/inference';
import type { Product } from '@armoire/protocol';

/** Cosines of articles' texts, by number; rows are made when they are first asked for. */
export class Texts {
  readonly name: string;
  readonly #make: (article: number) => Float32Array;
  readonly #rows: (Float32Array | undefined)[] = [];

  constructor(name: string, make: (article: number) => Float32Array) {
    this.name = name;
    this.#make = make;
  }

  /** The cosines of an article with all others. */
  row(article: number): Float32Array {
    const row = this.#rows[article] ?? this.#make(article);
    this.#rows[article] = row;
    return row;
  }
}

/** The vectors of products' texts. */
export async function embedded(products: readonly Product[], embedder: Embedder): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < products.length; from += 256)
    vectors.push(...(await embedder.embed(products.slice(from, from + 256).map(productText))));
  return vectors;
}

/** Texts as an embedder reads them. */
export function textsOf(name: string, vectors: readonly Float32Array[]): Texts {
  return new Texts(name, (article) => {
    const own = vectors[article] as Float32Array;
    return Float32Array.from(vectors, (other) => {
      let sum = 0;
      for (let i = 0; i < own.length; i++) sum += (own[i] as number) * (other[i] as number);
      return sum;
    });
  });
}

/**
 * Texts by their words, each of which weighs how rare it is: ln(1 + N/n) where n of all N texts hold it (tf–idf; Salton
 * and Buckley 1988), those of articles that come later too.
 */
export function weighedWords(products: readonly Product[]): Texts {
  const texts = products.map((product) => [
    ...new Set(
      productText(product)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu),
    ),
  ]);
  const holders = new Map<string, number[]>();
  for (const [article, words] of texts.entries())
    for (const word of words) holders.set(word, [...(holders.get(word) ?? []), article]);
  const rarity = (word: string) => Math.log1p(texts.length / (holders.get(word)?.length ?? 1));
  const lengths = texts.map((words) => Math.hypot(...words.map(rarity)) || 1);
  return new Texts('tf-idf', (article) => {
    const row = new Float32Array(texts.length);
    for (const word of texts[article] ?? [])
      for (const other of holders.get(word) ?? []) row[other] = (row[other] as number) + rarity(word) ** 2;
    return row.map((sum, other) => sum / ((lengths[article] as number) * (lengths[other] as number)));
  });
}
