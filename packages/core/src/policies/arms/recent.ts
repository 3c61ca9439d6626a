/** Changes that are kept beside the rest, before both are made one. */
const mostChanges = 64;

/**
 * An immutable map of so many entries at most: those that were set last, in that order. A change shares nearly all with
 * the map before it, which stays as it was: the whole is copied once in 64 changes.
 */
export class Recent<T extends object> {
  readonly #most: number;
  readonly #base: ReadonlyMap<string, T>;
  /** What was set since the base was made, and undefined for what is gone. */
  readonly #changes: ReadonlyMap<string, T | undefined>;
  readonly size: number;

  private constructor(
    most: number,
    base: ReadonlyMap<string, T>,
    changes: ReadonlyMap<string, T | undefined>,
    size: number,
  ) {
    this.#most = most;
    this.#base = base;
    this.#changes = changes;
    this.size = size;
  }

  /** @param entries those set last at the end; the first of too many are left out */
  static of<T extends object>(most: number, entries: readonly (readonly [string, T])[] = []): Recent<T> {
    const base = new Map(entries.slice(Math.max(entries.length - most, 0)));
    return new Recent(most, base, new Map(), base.size);
  }

  get(key: string): T | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#base.get(key);
  }

  /** The map after a change; what was set the longest ago makes room. */
  set(key: string, value: T): Recent<T> {
    const changes = new Map(this.#changes);
    changes.delete(key);
    changes.set(key, value);
    let size = this.get(key) === undefined ? this.size + 1 : this.size;
    if (size > this.#most) {
      changes.set(this.#oldest(key), undefined);
      size = this.#most;
    }
    const after = new Recent(this.#most, this.#base, changes, size);
    return changes.size > mostChanges ? Recent.of(this.#most, [...after.entries()]) : after;
  }

  *entries(): Generator<readonly [string, T], undefined> {
    for (const entry of this.#base) if (!this.#changes.has(entry[0])) yield entry;
    for (const [key, value] of this.#changes) if (value !== undefined) yield [key, value];
  }

  #oldest(but: string): string {
    for (const [key] of this.entries()) if (key !== but) return key;
    return but;
  }
}
