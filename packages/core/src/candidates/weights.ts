const smallest = 16;

/**
 * Weights (whole numbers, exact to 2²⁴) by small integers, in two typed arrays with open addressing. A `Map` of the same needs ten times the memory,
 * and its tables, thrown away at each pruning, are what fills the heap while a history is imported.
 */
export class Weights {
  /** Key + 1; 0 is an empty place. */
  #keys = new Int32Array(smallest);
  #values = new Float32Array(smallest);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(key: number, weight: number): void {
    if (2 * this.#size >= this.#keys.length) this.#rebuild(this.entries(), 2 * this.#keys.length);
    const at = this.#find(key);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key + 1;
      this.#size++;
    }
    this.#values[at] = (this.#values[at] as number) + weight;
  }

  /** Strongest first; equal ones by key. */
  ranked(): [key: number, weight: number][] {
    return this.entries().sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  entries(): [key: number, weight: number][] {
    const entries: [number, number][] = [];
    for (const [at, key] of this.#keys.entries()) {
      if (key !== 0) entries.push([key - 1, this.#values[at] as number]);
    }
    return entries;
  }

  /** Keeps the strongest. */
  prune(size: number): void {
    this.#rebuild(this.ranked().slice(0, size), this.#keys.length);
  }

  /** The place of a key, or the empty one where it belongs. */
  #find(key: number): number {
    const mask = this.#keys.length - 1;
    // Neighbouring keys are spread by Knuth's multiplicative hash.
    let at = (Math.imul(key, 0x9e3779b1) >>> 16) & mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key + 1) at = (at + 1) & mask;
    return at;
  }

  #rebuild(entries: readonly (readonly [number, number])[], capacity: number): void {
    if (capacity === this.#keys.length) {
      this.#keys.fill(0);
      this.#values.fill(0);
    } else {
      this.#keys = new Int32Array(capacity);
      this.#values = new Float32Array(capacity);
    }
    this.#size = 0;
    for (const [key, weight] of entries) this.add(key, weight);
  }
}
