import { ArmoireError, type Duration, type Instant } from '@armoire/protocol';
import { addFixed, scale } from './fixed-point.ts';

/** How an additive state is laid out. */
export interface SumsSpec {
  /** Numbers per key. */
  readonly width: number;
  /** Time after which a contribution counts half. Without this and a window, nothing is forgotten. */
  readonly halfLife?: Duration;
  /** Time for which a contribution counts whole, and afterwards not at all. There is no half-life beside it. */
  readonly window?: Duration;
}

/** One contribution, or the sum of several, in fixed point. The unit of storage and of merging. */
export interface SumRow {
  readonly key: string;
  /** Number of the time bucket; always 0 where nothing is forgotten. */
  readonly bucket: number;
  readonly values: readonly number[];
}

/**
 * A half-life, or a window, is cut into this many buckets. Within one, contributions weigh the same: at most 9 % apart
 * with a half-life; and a window holds between seven eighths of itself and all of it.
 */
const parts = 8;
/** Contributions older than this many half-lives (weight below 10⁻³) are no longer read. */
const horizon = 10;

/**
 * The first bucket that is still read at a time or later; what stands in those before it can go. Undefined where
 * nothing is forgotten.
 */
export function firstReadBucket(
  { halfLife, window }: Omit<SumsSpec, 'width'>,
  at: Instant,
): number | undefined {
  if (window !== undefined) return bucketOf(window, at) - parts + 1;
  return halfLife === undefined ? undefined : bucketOf(halfLife, at) - horizon * parts;
}

function bucketOf(span: Duration, at: Instant): number {
  return Math.floor((at * parts) / span);
}

/** @throws RangeError */
function checkSpec({ halfLife, window }: SumsSpec): void {
  for (const [name, span] of Object.entries({ 'half-life': halfLife, window })) {
    if (span !== undefined && !(span > 0)) throw new RangeError(`a ${name} must be above zero, not ${span}`);
  }
  if (halfLife !== undefined && window !== undefined)
    throw new RangeError('give a half-life or a window, not both');
}

interface View {
  readonly at: number;
  readonly values: Float64Array;
}

/**
 * Additive state: for each key a vector of fixed-point sums, in time buckets.
 *
 * Merging is integer addition, exact in any order and any grouping. Decay is applied when read: the value of a key
 * at a time is `Σ_b 2^(−(now − b)/8) · sum_b` over the buckets b in which eight buckets make a half-life, taken in
 * ascending order of b, so that equal sums read as equal bits wherever and however they were built. With a window, it
 * is the sum of the last eight buckets, of which eight make the window.
 */
export class Sums {
  readonly spec: SumsSpec;
  readonly #keys = new Map<string, Map<number, readonly number[]>>();
  readonly #views = new Map<string, View>();
  #revision = 0;

  constructor(spec: SumsSpec, rows: Iterable<SumRow> = []) {
    checkSpec(spec);
    this.spec = spec;
    this.merge(rows);
  }

  /** Grows with every change: what was derived at one revision holds until the next. */
  get revision(): number {
    return this.#revision;
  }

  /** The bucket in which a contribution of this time is kept. */
  bucket(at: Instant): number {
    const span = this.spec.halfLife ?? this.spec.window;
    return span === undefined ? 0 : bucketOf(span, at);
  }

  merge(rows: Iterable<SumRow>): void {
    for (const row of rows) this.#add(row);
  }

  /** Takes over rows as they now are, whatever was known of them. */
  replace(rows: Iterable<SumRow>): void {
    for (const { key, bucket, values } of rows) {
      this.#keys.get(key)?.delete(bucket);
      this.#add({ key, bucket, values });
    }
  }

  /** The decayed sums of a key at a time, or undefined when nothing was ever added. Do not write to the result. */
  read(key: string, at: Instant): Float64Array | undefined {
    const buckets = this.#keys.get(key);
    if (buckets === undefined) return undefined;
    const now = this.bucket(at);
    const known = this.#views.get(key);
    if (known?.at === now) return known.values;
    const values = this.#decayed(buckets, now);
    this.#views.set(key, { at: now, values });
    return values;
  }

  keys(): IterableIterator<string> {
    return this.#keys.keys();
  }

  /** Everything, in the form in which it is stored. */
  *rows(): IterableIterator<SumRow> {
    for (const [key, buckets] of this.#keys) {
      for (const [bucket, values] of buckets) yield { key, bucket, values };
    }
  }

  #add({ key, bucket, values }: SumRow): void {
    if (values.length !== this.spec.width) {
      throw new ArmoireError(
        'INTERNAL',
        `A contribution has ${values.length} numbers, not ${this.spec.width}`,
        {
          fix: 'The state was written by another version of the policy: raise the version of the policy.',
        },
      );
    }
    const buckets = this.#keys.get(key) ?? new Map<number, readonly number[]>();
    // A new array: one that leaves the exact range must leave nothing half added, and rows read before stay as read.
    const known = buckets.get(bucket);
    const sum = values.map((value, i) => addFixed(known?.[i] ?? 0, value));
    // What was taken out again is as if it had never been there.
    if (sum.some((value) => value !== 0)) buckets.set(bucket, sum);
    else buckets.delete(bucket);
    if (buckets.size > 0) this.#keys.set(key, buckets);
    else this.#keys.delete(key);
    this.#views.delete(key);
    this.#revision++;
  }

  #decayed(buckets: ReadonlyMap<number, readonly number[]>, now: number): Float64Array {
    const { width, halfLife, window } = this.spec;
    const read = new Float64Array(width);
    const oldest = window === undefined ? horizon * parts : parts - 1;
    for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
      const age = now - bucket;
      if (age > oldest) continue;
      // A clock that ran backwards must not make the past weigh more than the present.
      const weight = halfLife === undefined ? 1 : 2 ** (-Math.max(age, 0) / parts);
      const sum = buckets.get(bucket) as readonly number[];
      for (let i = 0; i < read.length; i++)
        read[i] = (read[i] as number) + (weight * (sum[i] as number)) / scale;
    }
    return read;
  }
}
