import { hashString } from '@armoire/core';

/** Some hundreds: a change copies one of them, and of ten thousand articles that is some dozens. */
const count = 256;

/** A map that a change leaves as it is, and that is not copied whole by each: split by a hash of the key. */
export class Shards<V> {
  readonly #shards: readonly ReadonlyMap<string, V>[];

  private constructor(shards: readonly ReadonlyMap<string, V>[]) {
    this.#shards = shards;
  }

  /** @param entries in the order of {@link entries}, or any */
  static of<V>(entries: Iterable<readonly [string, V]> = []): Shards<V> {
    const shards = Array.from({ length: count }, () => new Map<string, V>());
    for (const [key, value] of entries) shards[shardOf(key)]?.set(key, value);
    return new Shards(shards);
  }

  get(key: string): V | undefined {
    return this.#shards[shardOf(key)]?.get(key);
  }

  with(key: string, value: V): Shards<V> {
    const i = shardOf(key);
    return new Shards(this.#shards.with(i, new Map(this.#shards[i]).set(key, value)));
  }

  /** Shard by shard: what is read back from these has them in the same order. */
  *entries(): IterableIterator<readonly [string, V]> {
    for (const shard of this.#shards) yield* shard;
  }
}

function shardOf(key: string): number {
  return hashString(key, 0) % count;
}
