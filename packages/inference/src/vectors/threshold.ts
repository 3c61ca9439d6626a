/** The `limit`-th largest of the numbers that were added; −∞ while there are fewer. A binary heap, least on top. */
export class Threshold {
  readonly #limit: number;
  readonly #heap: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get value(): number {
    return this.#heap.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#heap[0] as number);
  }

  add(number: number): void {
    if (this.#heap.length < this.#limit) {
      this.#heap.push(number);
      this.#rise(this.#heap.length - 1);
    } else if (number > (this.#heap[0] as number)) {
      this.#heap[0] = number;
      this.#sink();
    }
  }

  #rise(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= (heap[at] as number)) return;
      [heap[parent], heap[at]] = [heap[at] as number, heap[parent] as number];
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    let at = 0;
    while (2 * at + 1 < heap.length) {
      const left = 2 * at + 1;
      const less =
        left + 1 < heap.length && (heap[left + 1] as number) < (heap[left] as number) ? left + 1 : left;
      if ((heap[at] as number) <= (heap[less] as number)) return;
      [heap[at], heap[less]] = [heap[less] as number, heap[at] as number];
      at = less;
    }
  }
}
