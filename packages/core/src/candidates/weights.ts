import { enter, isEnough } from './crowd.ts';

const smallest = 16;
const nobody: readonly number[] = [];
/** The largest weight that is exact, and how many keys there may be: a rank of both is an exact double. */
const heaviest = 2 ** 24;
const keys = 2 ** 24;

/** Arrays for what lasts no longer than a call, which all sets of weights share. */
const spare = { ranks: new Float64Array(512), values: new Float32Array(512), people: new Uint16Array(1024) };

/**
 * Weights (whole numbers, exact to 2²⁴) by small integers, with the people that each rests on, in typed arrays with
 * open addressing. A `Map` of the same needs ten times the memory, and its tables, thrown away at each pruning, are
 * what fills the heap while a history is imported.
 */
export class Weights {
  /** Key + 1; 0 is an empty place. */
  #keys = new Int32Array(smallest);
  #values = new Float32Array(smallest);
  /** For each key, one place less than the people that are asked for. */
  #people: Uint16Array;
  readonly #each: number;
  readonly #salt: number;
  #size = 0;

  /**
   * @param atLeast how many distinct people a weight that is shown rests on
   * @param salt differs between sets of weights, so that who is behind two of them cannot be compared
   */
  constructor(atLeast = 1, salt = 0) {
    this.#each = atLeast - 1;
    this.#salt = Math.imul(salt + 1, 0x85ebca6b);
    this.#people = new Uint16Array(smallest * this.#each);
  }

  get size(): number {
    return this.#size;
  }

  /** @param people all that whoever it comes from is known by; empty when they cannot be told apart */
  add(key: number, weight: number, people = nobody): void {
    const at = this.#claim(key);
    this.#values[at] = (this.#values[at] as number) + weight;
    if (this.#each === 0) return;
    const first = at * this.#each;
    enter(this.#people, first, first + this.#each, people, this.#salt ^ key);
  }

  /** Visits those that rest on enough people. */
  eachShown(visit: (key: number, weight: number) => void): void {
    const each = this.#each;
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at] as number;
      if (key !== 0 && (each === 0 || isEnough(this.#people, at * each)))
        visit(key - 1, this.#values[at] as number);
    }
  }

  /** Strongest first; equal ones by key. */
  ranked(): [key: number, weight: number][] {
    return Array.from(this.#ranked(), (rank): [number, number] => {
      const key = keyOf(rank);
      return [key, this.#values[this.#find(key)] as number];
    });
  }

  entries(): [key: number, weight: number][] {
    return this.#taken().map((at) => this.#entry(at));
  }

  /** Keeps the strongest. */
  prune(size: number): void {
    const ranked = this.#ranked();
    const kept = Math.min(size, ranked.length);
    const each = this.#each;
    // Taken aside in arrays that are there for it: those of each pruning would fill the memory outside the heap.
    if (spare.people.length < kept * each) spare.people = new Uint16Array(2 * kept * each);
    if (spare.values.length < kept) spare.values = new Float32Array(2 * kept);
    for (let i = 0; i < kept; i++) {
      const at = this.#find(keyOf(ranked[i] as number));
      spare.values[i] = this.#values[at] as number;
      for (let p = 0; p < each; p++) spare.people[i * each + p] = this.#people[at * each + p] as number;
    }
    this.#keys.fill(0);
    this.#values.fill(0);
    this.#people.fill(0);
    this.#size = 0;
    for (let i = 0; i < kept; i++) {
      const at = this.#claim(keyOf(ranked[i] as number));
      this.#values[at] = spare.values[i] as number;
      for (let p = 0; p < each; p++) this.#people[at * each + p] = spare.people[i * each + p] as number;
    }
  }

  /** In one flat array, for each key: the key, its weight, the people behind it. */
  snapshot(): number[] {
    const saved: number[] = [];
    for (const at of this.#taken()) {
      saved.push((this.#keys[at] as number) - 1, this.#values[at] as number);
      for (let p = 0; p < this.#each; p++) saved.push(this.#people[at * this.#each + p] as number);
    }
    return saved;
  }

  /** Into an empty one that asks for as many people. */
  restore(saved: readonly number[]): void {
    const each = this.#each;
    for (let i = 0; i < saved.length; i += 2 + each) {
      const at = this.#claim(saved[i] as number);
      this.#values[at] = saved[i + 1] as number;
      for (let p = 0; p < each; p++) this.#people[at * each + p] = saved[i + 2 + p] as number;
    }
  }

  /** The place of a key, which is made where there is none. */
  #claim(key: number): number {
    if (2 * this.#size >= this.#keys.length) this.#grow();
    const at = this.#find(key);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key + 1;
      this.#size++;
    }
    return at;
  }

  /** The place of a key, or the empty one where it belongs. */
  #find(key: number): number {
    const mask = this.#keys.length - 1;
    // Neighbouring keys are spread by Knuth's multiplicative hash.
    let at = (Math.imul(key, 0x9e3779b1) >>> 16) & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key + 1) at = (at + 1) & mask;
    return at;
  }

  /** The places that have a key. */
  #taken(): number[] {
    const taken: number[] = [];
    for (const [at, key] of this.#keys.entries()) if (key !== 0) taken.push(at);
    return taken;
  }

  #entry(at: number): [key: number, weight: number] {
    return [(this.#keys[at] as number) - 1, this.#values[at] as number];
  }

  /** Ranks, strongest first, in an array that is good until the next call on any set of weights. */
  #ranked(): Float64Array {
    if (spare.ranks.length < this.#size) spare.ranks = new Float64Array(2 * this.#size);
    let size = 0;
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at] as number;
      if (key !== 0)
        spare.ranks[size++] = (heaviest - Math.min(this.#values[at] as number, heaviest)) * keys + key - 1;
    }
    // Numbers in typed arrays are sorted without a call for each comparison.
    return spare.ranks.subarray(0, size).sort();
  }

  #grow(): void {
    const each = this.#each;
    const [oldKeys, values, people] = [this.#keys, this.#values, this.#people];
    this.#keys = new Int32Array(2 * oldKeys.length);
    this.#values = new Float32Array(2 * oldKeys.length);
    this.#people = new Uint16Array(2 * oldKeys.length * each);
    for (let from = 0; from < oldKeys.length; from++) {
      const key = oldKeys[from] as number;
      if (key === 0) continue;
      const at = this.#find(key - 1);
      this.#keys[at] = key;
      this.#values[at] = values[from] as number;
      for (let p = 0; p < each; p++) this.#people[at * each + p] = people[from * each + p] as number;
    }
  }
}

/** A key by its rank. */
function keyOf(rank: number): number {
  return rank % keys;
}
