import type { Duration, Instant } from '@armoire/protocol';
import { firstReadBucket, type Sums, scale } from '../../state/index.ts';

/** The sums of one time bucket, in fixed point. */
export interface Bucket {
  readonly bucket: number;
  readonly values: readonly number[];
}

/** Time buckets that a memory is cut into. */
export const bucketsIn = 80;

/** The half-life to declare so that buckets are kept for as long as a memory lasts: a state reads ten of them. */
export function halfLifeOf(memory: Duration): Duration {
  return memory / 10;
}

/** The buckets of a state with one key that are still read at a time, oldest first. */
export function bucketsOf(state: Sums, at: Instant): Bucket[] {
  const first = firstReadBucket(state.spec, at) ?? Number.NEGATIVE_INFINITY;
  const buckets: Bucket[] = [];
  for (const { bucket, values } of state.rows()) if (bucket >= first) buckets.push({ bucket, values });
  return buckets.sort((a, b) => a.bucket - b.bucket);
}

/** Sums of buckets without any weights, exact in whatever order they are taken. */
export class FixedSums {
  readonly #sums: Float64Array;

  constructor(sums: Float64Array) {
    this.#sums = sums;
  }

  add(values: readonly number[]): void {
    addTo(this.#sums, values);
  }

  /** As numbers, with the sums of more buckets. */
  values(more: readonly Bucket[] = []): Float64Array {
    const sums = this.#sums.slice();
    for (const { values } of more) addTo(sums, values);
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) / scale;
    return sums;
  }

  copy(): FixedSums {
    return new FixedSums(this.#sums.slice());
  }

  minus(other: FixedSums): FixedSums {
    const others = other.#sums;
    const rest = this.#sums.slice();
    for (let i = 0; i < rest.length; i++) rest[i] = (rest[i] as number) - (others[i] as number);
    return new FixedSums(rest);
  }
}

function addTo(sums: Float64Array, values: readonly number[]): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (values[i] as number);
}
