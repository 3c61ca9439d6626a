import { createKernel, page } from './kernel.ts';

/** Rows that are scanned before their scores are looked at. */
export const blockRows = 1024;
/** Largest code of a coordinate, and of one of the query: their products add up in int32 beyond 32,000 dimensions. */
const [largestCode, largestQuery] = [127, 2047];
/** What float64 may lose in sums of float32 products, many times over. */
const slack = 1e-9;

/** The query as the scan takes it, with what its rounding can cost. */
export interface CodedQuery {
  readonly step: number;
  /** Length of the coded query, and of the difference to the query. */
  readonly length: number;
  readonly lost: number;
}

/**
 * Vectors x as bytes: x ≈ step · code with one step for each row, an eighth of the memory traffic of a search. For a
 * coded query q̂ and row x̂, Cauchy and Schwarz bound what coding costs:
 * |q·x − q̂·x̂| = |q̂·(x − x̂) + (q − q̂)·x| ≤ ‖q̂‖ · ‖x − x̂‖ + ‖q − q̂‖ · ‖x‖.
 */
export class Codes {
  /** Bytes of a row. */
  readonly #width: number;
  readonly #kernel: ReturnType<typeof createKernel>;
  readonly #outAt: number;
  readonly #rowsAt: number;
  #steps = new Float64Array(blockRows);
  #lengths = new Float64Array(blockRows);
  #lost = new Float64Array(blockRows);

  constructor(dimensions: number) {
    this.#width = Math.ceil(dimensions / 16) * 16;
    this.#outAt = this.#width * 2;
    this.#rowsAt = Math.ceil((this.#outAt + blockRows * 4) / 16) * 16;
    this.#kernel = createKernel(Math.ceil((this.#rowsAt + blockRows * this.#width) / page));
  }

  set(row: number, vector: Float32Array): void {
    this.#reserve(row + 1);
    const step = largest(vector) / largestCode || 1;
    const perStep = 1 / step;
    const codes = new Int8Array(this.#kernel.memory.buffer, this.#addressOf(row), this.#width);
    let lost = 0;
    let length = 0;
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      const code = Math.floor(value * perStep + 0.5);
      codes[i] = code;
      const rest = value - code * step;
      lost += rest * rest;
      length += value * value;
    }
    this.#steps[row] = step;
    this.#lost[row] = Math.sqrt(lost);
    this.#lengths[row] = Math.sqrt(length);
  }

  /** Copies one row over another. */
  move(from: number, to: number): void {
    const all = new Int8Array(this.#kernel.memory.buffer);
    all.copyWithin(this.#addressOf(to), this.#addressOf(from), this.#addressOf(from + 1));
    for (const column of [this.#steps, this.#lost, this.#lengths]) column[to] = column[from] as number;
  }

  /** Puts the query in place for {@link scan}. */
  query(vector: Float32Array): CodedQuery {
    const step = largest(vector) / largestQuery || 1;
    const perStep = 1 / step;
    const codes = new Int16Array(this.#kernel.memory.buffer, 0, this.#width);
    let lost = 0;
    let length = 0;
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      const code = Math.floor(value * perStep + 0.5);
      codes[i] = code;
      const rest = value - code * step;
      lost += rest * rest;
      length += code * code;
    }
    return { step, length: step * Math.sqrt(length), lost: Math.sqrt(lost) };
  }

  /** Σ code · code of the query with each of the rows from one on, at most a block; valid until the next call. */
  scan(first: number, rows: number): Int32Array {
    const { memory, scan } = this.#kernel;
    scan(this.#addressOf(first), rows, this.#width, 0, this.#outAt);
    return new Int32Array(memory.buffer, this.#outAt, rows);
  }

  /** The inner product that a sum of codes stands for. */
  score(row: number, sum: number, query: CodedQuery): number {
    return sum * query.step * (this.#steps[row] as number);
  }

  /** How far {@link score} may be from the inner product of the vectors themselves. */
  bound(row: number, query: CodedQuery): number {
    const length = this.#lengths[row] as number;
    const coding = query.length * (this.#lost[row] as number) + query.lost * length;
    return coding + slack * (query.length + query.lost) * length;
  }

  #addressOf(row: number): number {
    return this.#rowsAt + row * this.#width;
  }

  #reserve(rows: number): void {
    if (rows > this.#steps.length) {
      const room = Math.max(rows, this.#steps.length * 2);
      [this.#steps, this.#lengths, this.#lost] = [this.#steps, this.#lengths, this.#lost].map((column) => {
        const larger = new Float64Array(room);
        larger.set(column);
        return larger;
      }) as [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>];
    }
    const { memory } = this.#kernel;
    const missing = this.#addressOf(rows) - memory.buffer.byteLength;
    // A quarter more, so that growing costs little each; what is not written takes no memory yet.
    if (missing > 0) memory.grow(Math.ceil((missing + memory.buffer.byteLength / 4) / page));
  }
}

function largest(vector: Float32Array): number {
  let most = 0;
  for (let i = 0; i < vector.length; i++) most = Math.max(most, Math.abs(vector[i] as number));
  return most;
}
