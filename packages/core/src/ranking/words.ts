import type { Product, ProductId } from '@armoire/protocol';
import type { Catalog } from '../catalog/index.ts';
import type { Bought } from '../profiles/index.ts';

/** Where titles are looked up. */
export type Titles = Pick<Catalog, 'get' | 'products' | 'size'>;

/** Purchases of a person whose titles are read, the last ones. */
const remembered = 100;
/** Titles whose words are counted, evenly spread over a larger catalogue: the decision that counts is not to wait. */
const mostCounted = 4096;
/** Words are counted anew when the catalogue has changed by one part in so many. */
const part = 20;

/** Letters and digits with their marks. */
const runs = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Scripts that are written without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of a title, each once; pairs of characters where a script has no spaces. */
function wordsOf({ title }: Product): Set<string> {
  const words = new Set<string>();
  for (const [run] of title.normalize('NFKC').toLowerCase().matchAll(runs)) {
    const characters = unspaced.test(run) ? [...run] : [];
    if (characters.length < 2) words.add(run);
    for (let i = 1; i < characters.length; i++) words.add(`${characters[i - 1]}${characters[i]}`);
  }
  return words;
}

/** A title as a vector: the numbers of its words, each of which weighs its rarity, and its length. */
interface Vector {
  readonly words: Int32Array;
  readonly length: number;
}

/** How rare each word is among the titles of a catalogue. Holds nothing that cannot be counted again. */
class Vocabulary {
  /** Products of the catalogue when its words were counted. */
  readonly size: number;
  #counted = 0;
  readonly #numbers = new Map<string, number>();
  readonly #rarity: number[] = [];
  /** By product, which is another one whenever it has changed. */
  readonly #vectors = new WeakMap<Product, Vector>();
  #room = new Float64Array(0);

  constructor(titles: Titles) {
    this.size = titles.size;
    const every = Math.ceil(titles.size / mostCounted);
    const holders: number[] = [];
    let at = 0;
    for (const product of titles.products()) {
      if (at++ % every !== 0) continue;
      this.#counted++;
      for (const word of wordsOf(product)) {
        const number = this.#numberOf(word);
        holders[number] = (holders[number] ?? 0) + 1;
      }
    }
    for (const [number, count] of holders.entries()) this.#rarity[number] = this.#rare(count);
  }

  /** A zero for each word that has a number so far; who writes into it leaves zeros behind. */
  room(): Float64Array {
    if (this.#room.length < this.#rarity.length) this.#room = new Float64Array(2 * this.#rarity.length);
    return this.#room;
  }

  rarity(word: number): number {
    return this.#rarity[word] as number;
  }

  vector(product: Product): Vector {
    const known = this.#vectors.get(product);
    if (known !== undefined) return known;
    const words = Int32Array.from(wordsOf(product), (word) => this.#numberOf(word));
    const squares = words.reduce((sum, word) => sum + this.rarity(word) ** 2, 0);
    const vector = { words, length: Math.sqrt(squares) };
    this.#vectors.set(product, vector);
    return vector;
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#rarity.length);
    return this.#rarity.push(this.#rare(1)) - 1;
  }

  #rare(holders: number): number {
    return Math.log1p(this.#counted / holders);
  }
}

const vocabularies = new WeakMap<Titles, Vocabulary>();

function vocabularyOf(titles: Titles): Vocabulary {
  const known = vocabularies.get(titles);
  if (known !== undefined && part * Math.abs(titles.size - known.size) <= known.size) return known;
  const counted = new Vocabulary(titles);
  vocabularies.set(titles, counted);
  return counted;
}

/**
 * How much the words of each product's title are those of what a person bought: the cosine of two vectors with a place
 * for each word, ln(1 + N/nᵥ) in a title, ln(1 + m) · ln(1 + N/nᵥ) for the person, where m of the titles that they
 * bought and nᵥ of all N hold the word (tf–idf; Salton and Buckley 1988). Undefined where no word of theirs is known.
 */
export function likenesses(
  titles: Titles,
  bought: ReadonlyMap<ProductId, Bought>,
  products: readonly Product[],
): Float64Array | undefined {
  const vocabulary = vocabularyOf(titles);
  const vectors = [...bought.keys()].slice(-remembered).flatMap((id) => {
    const product = titles.get(id);
    return product === undefined ? [] : [vocabulary.vector(product)];
  });
  const asked = products.map((product) => vocabulary.vector(product));
  const own = vocabulary.room();
  const held: number[] = [];
  for (const { words } of vectors) {
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as number;
      const times = own[word] as number;
      if (times === 0) held.push(word);
      own[word] = times + 1;
    }
  }
  let squares = 0;
  for (const word of held) {
    const rarity = vocabulary.rarity(word);
    const weight = Math.log1p(own[word] as number) * rarity;
    // Times what the word weighs in a title.
    own[word] = weight * rarity;
    squares += weight * weight;
  }
  const size = Math.sqrt(squares);
  const found = new Float64Array(asked.length);
  for (const [row, { words, length }] of asked.entries()) {
    let sum = 0;
    for (let i = 0; i < words.length; i++) sum += own[words[i] as number] as number;
    if (length > 0) found[row] = sum / (length * size);
  }
  for (const word of held) own[word] = 0;
  return size === 0 ? undefined : found;
}
