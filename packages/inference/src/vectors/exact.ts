import type { Neighbour, Steps, VectorIndex } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { blockRows, Codes } from './codes.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { Threshold } from './threshold.ts';

/** Rows that are compared exactly in one step. */
const comparedRows = 256;
/** A search in steps that the index changes under begins anew so often; then it goes through in one. */
const mostRestarts = 3;

/** `cosine` compares directions, `dot` takes lengths into account. */
export type Metric = 'cosine' | 'dot';

export interface ExactIndexOptions {
  readonly dimensions: number;
  readonly metric?: Metric;
  /** What {@link VectorIndex.snapshot} of such an index gave. */
  readonly snapshot?: Uint8Array;
}

/**
 * A {@link VectorIndex} that misses nothing: a scan over codes of one byte finds all rows that could be among the
 * nearest (see {@link Codes} for the bound), and these are compared by their float32 values. Memory is 5 bytes for
 * each coordinate; meant for up to some 100,000 vectors.
 *
 * @throws ArmoireError INVALID_INPUT for dimensions that are not a whole number above 0, or for a snapshot that is
 * damaged or of another kind of index
 */
export function exactIndex({ dimensions, metric = 'cosine', snapshot }: ExactIndexOptions): VectorIndex {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > 16_384) {
    throw invalid(`${dimensions} dimensions make no index`, 'Give a whole number from 1 to 16,384.');
  }
  const index = new ExactIndex(dimensions, metric);
  if (snapshot !== undefined) restore(index, metric, snapshot);
  return index;
}

function restore(index: ExactIndex, metric: Metric, snapshot: Uint8Array): void {
  const { header, vectors } = readSnapshot(snapshot);
  if (header.dimensions !== index.dimensions || header.metric !== metric) {
    throw invalid(
      `The snapshot has ${header.dimensions} dimensions and metric ${header.metric}, the index ${index.dimensions} and ${metric}`,
      'Restore it with the options with which it was made, or start empty.',
    );
  }
  for (const [row, id] of header.ids.entries()) {
    index.put(id, vectors.subarray(row * index.dimensions, (row + 1) * index.dimensions));
  }
}

class ExactIndex implements VectorIndex {
  readonly dimensions: number;
  readonly #metric: Metric;
  readonly #codes: Codes;
  /** In blocks, so that growing copies nothing. */
  readonly #blocks: Float32Array[] = [];
  readonly #ids: string[] = [];
  readonly #rows = new Map<string, number>();
  /** Counts the changes. */
  #revision = 0;

  constructor(dimensions: number, metric: Metric) {
    this.dimensions = dimensions;
    this.#metric = metric;
    this.#codes = new Codes(dimensions);
  }

  get size(): number {
    return this.#ids.length;
  }

  add(id: string, vector: Float32Array): void {
    this.put(id, this.#compared(vector));
  }

  /** Like `add`, for a vector as `get` gives it: made to length 1 twice, it would differ in the last bits. */
  put(id: string, vector: Float32Array): void {
    this.#revision++;
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = this.#ids.push(id) - 1;
      this.#rows.set(id, row);
      if (row % blockRows === 0) this.#blocks.push(new Float32Array(blockRows * this.dimensions));
    }
    this.#vector(row).set(vector);
    this.#codes.set(row, vector);
  }

  remove(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.#revision++;
    const last = this.#ids.length - 1;
    const moved = this.#ids.pop() as string;
    this.#rows.delete(id);
    if (row !== last) {
      this.#ids[row] = moved;
      this.#rows.set(moved, row);
      this.#vector(row).set(this.#vector(last));
      this.#codes.move(last, row);
    }
    if (last % blockRows === 0) this.#blocks.pop();
    return true;
  }

  get(id: string): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row === undefined ? undefined : this.#vector(row).slice();
  }

  nearest(vector: Float32Array, limit: number, accepts?: (id: string) => boolean): readonly Neighbour[] {
    const steps = this.#search(this.#asked(vector, limit), limit, accepts);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  *nearestInSteps(vector: Float32Array, limit: number, accepts?: (id: string) => boolean): Steps {
    const query = this.#asked(vector, limit);
    for (let restarts = 0; restarts < mostRestarts; restarts++) {
      const revision = this.#revision;
      const steps = this.#search(query, limit, accepts);
      while (this.#revision === revision) {
        const { done, value } = steps.next();
        if (done) return value;
        yield;
      }
    }
    return this.nearest(vector, limit, accepts);
  }

  snapshot(): Uint8Array {
    const header = { dimensions: this.dimensions, metric: this.#metric, ids: this.#ids };
    const vectors = this.#blocks.map((block, i) =>
      block.subarray(0, Math.min(blockRows, this.size - i * blockRows) * this.dimensions),
    );
    return writeSnapshot(header, vectors);
  }

  /** Holds while the index does not change. Searches may take turns: none keeps anything in the codes. */
  *#search(query: Float32Array, limit: number, accepts?: (id: string) => boolean): Steps {
    if (limit === 0) return [];
    const rows = yield* this.#candidates(query, limit, accepts);
    const found: Neighbour[] = [];
    for (const [i, row] of rows.entries()) {
      found.push({ id: this.#ids[row] as string, score: dot(query, this.#vector(row)) });
      if (i % comparedRows === comparedRows - 1) yield;
    }
    return found.sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1)).slice(0, limit);
  }

  /** All rows whose score may be among the `limit` highest: no more than a few beyond these. */
  *#candidates(
    query: Float32Array,
    limit: number,
    accepts?: (id: string) => boolean,
  ): Generator<void, readonly number[], void> {
    const codes = this.#codes;
    const least = new Threshold(limit);
    const rows: number[] = [];
    const most: number[] = [];
    // Beside the heap: read from there, it would be a new number in memory for each row.
    let lowest = least.value;
    for (let first = 0; first < this.#ids.length; first += blockRows) {
      const coded = codes.query(query);
      const sums = codes.scan(first, Math.min(blockRows, this.#ids.length - first));
      for (let i = 0; i < sums.length; i++) {
        const row = first + i;
        const score = codes.score(row, sums[i] as number, coded);
        const bound = codes.bound(row, coded);
        if (score + bound < lowest) continue;
        if (accepts !== undefined && !accepts(this.#ids[row] as string)) continue;
        rows.push(row);
        most.push(score + bound);
        least.add(score - bound);
        lowest = least.value;
      }
      yield;
    }
    return rows.filter((_, i) => (most[i] as number) >= lowest);
  }

  /** The vector of a search as this index compares it. */
  #asked(vector: Float32Array, limit: number): Float32Array {
    if (Number.isInteger(limit) && limit >= 0) return this.#compared(vector);
    throw invalid(`${limit} is no number of neighbours`, 'Ask for a whole number of neighbours, 0 or more.');
  }

  #vector(row: number): Float32Array {
    const at = (row % blockRows) * this.dimensions;
    return (this.#blocks[Math.floor(row / blockRows)] as Float32Array).subarray(at, at + this.dimensions);
  }

  /** The vector as this index compares it. */
  #compared(vector: Float32Array): Float32Array {
    if (vector.length !== this.dimensions) {
      throw invalid(
        `A vector has ${vector.length} dimensions, the index ${this.dimensions}`,
        'Keep one index for each embedder: vectors of two embedders cannot be compared.',
      );
    }
    const length = Math.sqrt(dot(vector, vector));
    if (!Number.isFinite(length) || (length === 0 && this.#metric === 'cosine')) {
      throw invalid(
        length === 0 ? 'A vector of zeros has no direction' : 'A vector holds values that are not finite',
        'Leave out what the embedder could not read, or use another embedder for it.',
      );
    }
    return this.#metric === 'cosine' ? scaled(vector, length) : vector;
  }
}

/** In float64, in the order of the coordinates: the same on every machine. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** In a loop: `map` takes twenty times as long. */
function scaled(vector: Float32Array, length: number): Float32Array {
  const copy = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) copy[i] = (vector[i] as number) / length;
  return copy;
}

function invalid(message: string, fix: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', message, { fix });
}
