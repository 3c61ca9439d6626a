/** Things in the order of their time, and of their coming where that is equal: a binary heap. */
export class Queue<T extends { readonly at: number }> {
  readonly #heap: { readonly thing: T; readonly turn: number }[] = [];
  #turns = 0;

  get next(): T | undefined {
    return this.#heap[0]?.thing;
  }

  push(thing: T): void {
    const heap = this.#heap;
    let at = heap.push({ thing, turn: this.#turns++ }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.thing;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && this.#before(child, least)) least = child;
      if (least === at) return first.thing;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    return x.thing.at - y.thing.at < 0 || (x.thing.at === y.thing.at && x.turn < y.turn);
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }
}
