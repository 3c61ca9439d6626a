import type { Embedder, Neighbour, Steps, VectorIndex } from '@armoire/core';
import { ArmoireError } from '@armoire/protocol';
import { textHash } from '../cache/cached.ts';
import { exactIndex } from '../vectors/exact.ts';
import { type Kept, readSpaces, writeSpaces } from './snapshot.ts';

/** Something with a text, such as a product and `productText` of it. */
export interface TextEntry {
  readonly id: string;
  readonly text: string;
}

export interface PutResult {
  readonly embedded: number;
  /** Texts that stand there already. */
  readonly unchanged: number;
  /** Ids whose text no embedder reads: they have no neighbours. */
  readonly unread: readonly string[];
}

interface Space {
  readonly name: string;
  readonly embedder: Embedder;
  index: VectorIndex;
}

interface Plan extends TextEntry {
  readonly space: Space | undefined;
  readonly hash: string;
  /** Tells the newest of several changes to one id, whose vectors may come in another order. */
  readonly turn: number;
}

/**
 * Texts in the spaces of several embedders: each text goes to the first that reads it, say English to a model and the
 * rest to hashed n-grams. Every space has an index of its own, so that vectors of two embedders are never compared:
 * the neighbours of a Chinese title are those that hashed n-grams can tell, and no English ones.
 *
 * One for each shop. What it answers from is in memory.
 */
export class TextSpaces {
  readonly #spaces: readonly Space[];
  readonly #kept = new Map<string, Kept>();
  /** The newest change of each id while there are changes under way. */
  readonly #turns = new Map<string, number>();
  #turn = 0;
  #underWay = 0;

  /**
   * @param embedders in the order in which they are asked whether they read a text
   * @throws ArmoireError INVALID_INPUT where two embedders have one id and version
   */
  constructor(embedders: readonly [Embedder, ...Embedder[]]) {
    this.#spaces = embedders.map((embedder) => ({
      name: `${embedder.id}@${embedder.version}`,
      embedder,
      index: emptyIndex(embedder),
    }));
    if (new Set(this.#spaces.map(({ name }) => name)).size < this.#spaces.length) {
      throw new ArmoireError('INVALID_INPUT', 'Two embedders have the same id and version', {
        path: 'embedders',
        fix: 'Name each embedder once.',
      });
    }
  }

  /** Number of texts that have a vector. */
  get size(): number {
    return this.#kept.size;
  }

  /** Id and version of the embedder that read the text of an id. */
  spaceOf(id: string): string | undefined {
    return this.#kept.get(id)?.space;
  }

  /**
   * Adds texts, or replaces those of the same ids; a text that stands there already is not embedded again. All or
   * nothing: what an embedder throws is thrown before anything has changed. Of two calls at once for one id, the
   * later call holds.
   */
  async put(entries: readonly TextEntry[], signal?: AbortSignal): Promise<PutResult> {
    this.#underWay++;
    try {
      const plans = entries.map((entry) => this.#plan(entry));
      const changed = plans.filter((plan) => this.#changes(plan));
      const vectors = await this.#embed(changed, signal);
      for (const plan of plans) this.#apply(plan, vectors.get(plan));
      const unread = plans.filter(({ space }) => space === undefined).map(({ id }) => id);
      const unchanged = plans.length - changed.length - unread.length;
      return { embedded: changed.length, unchanged, unread };
    } finally {
      if (--this.#underWay === 0) this.#turns.clear();
    }
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    this.#takeTurn(id);
    return this.#drop(id);
  }

  /** The nearest to a text that was put, itself left out; none for an id that is not there. Reads memory only. */
  neighbours(id: string, limit: number, accepts: (id: string) => boolean = () => true): readonly Neighbour[] {
    const index = this.#indexOf(id);
    const vector = index?.get(id);
    if (index === undefined || vector === undefined) return [];
    return index.nearest(vector, limit, (other) => other !== id && accepts(other));
  }

  /** The same in short steps, for a thread that others wait for. */
  *neighboursInSteps(id: string, limit: number, accepts: (id: string) => boolean = () => true): Steps {
    const index = this.#indexOf(id);
    const vector = index?.get(id);
    if (index === undefined || vector === undefined) return [];
    const others = (other: string) => other !== id && accepts(other);
    if (index.nearestInSteps === undefined) return index.nearest(vector, limit, others);
    return yield* index.nearestInSteps(vector, limit, others);
  }

  /** The nearest to a text of your own, within the space of the embedder that reads it; none where none does. */
  async search(
    text: string,
    limit: number,
    accepts?: (id: string) => boolean,
    signal?: AbortSignal,
  ): Promise<readonly Neighbour[]> {
    const space = this.#spaceFor(text);
    if (space === undefined) return [];
    const [vector] = await space.embedder.embed([text], signal);
    return space.index.nearest(vector as Float32Array, limit, accepts);
  }

  /** All vectors as bytes for {@link restore}; texts are not in it. */
  snapshot(): Uint8Array {
    const spaces = this.#spaces.map(({ name, index }) => ({ name, bytes: index.snapshot() }));
    return writeSpaces(spaces, this.#kept);
  }

  /**
   * Takes over what a snapshot holds for the embedders that are here still; vectors of others are left out, so that
   * the next `put` makes them anew. What was here before is gone.
   *
   * @returns number of texts that have a vector now
   * @throws ArmoireError INVALID_INPUT for damaged bytes; nothing has changed then
   */
  restore(snapshot: Uint8Array): number {
    const { bytes, kept } = readSpaces(snapshot);
    const indexes = this.#spaces.map(({ name, embedder }) => {
      const part = bytes.get(name);
      return part === undefined
        ? emptyIndex(embedder)
        : exactIndex({ dimensions: embedder.dimensions, snapshot: part });
    });
    for (const [i, space] of this.#spaces.entries()) space.index = indexes[i] as VectorIndex;
    this.#kept.clear();
    for (const [id, one] of kept) {
      this.#takeTurn(id);
      if (this.#spaces.some(({ name, index }) => name === one.space && index.get(id) !== undefined)) {
        this.#kept.set(id, one);
      }
    }
    return this.size;
  }

  #plan({ id, text }: TextEntry): Plan {
    return { id, text, turn: this.#takeTurn(id), hash: textHash(text), space: this.#spaceFor(text) };
  }

  #takeTurn(id: string): number {
    const turn = ++this.#turn;
    if (this.#underWay > 0) this.#turns.set(id, turn);
    return turn;
  }

  #changes({ id, space, hash }: Plan): boolean {
    const kept = this.#kept.get(id);
    return space !== undefined && (kept?.hash !== hash || kept.space !== space.name);
  }

  async #embed(plans: readonly Plan[], signal?: AbortSignal): Promise<ReadonlyMap<Plan, Float32Array>> {
    const vectors = new Map<Plan, Float32Array>();
    for (const space of this.#spaces) {
      const own = plans.filter((plan) => plan.space === space);
      if (own.length === 0) continue;
      const texts = own.map(({ text }) => text);
      const made = await space.embedder.embed(texts, signal);
      for (const [i, plan] of own.entries()) vectors.set(plan, made[i] as Float32Array);
    }
    return vectors;
  }

  #apply({ id, turn, hash, space }: Plan, vector: Float32Array | undefined): void {
    if (this.#turns.get(id) !== turn) return;
    if (space === undefined) this.#drop(id);
    if (space === undefined || vector === undefined) return;
    if (this.spaceOf(id) !== space.name) this.#drop(id);
    space.index.add(id, vector);
    this.#kept.set(id, { space: space.name, hash });
  }

  #drop(id: string): boolean {
    this.#indexOf(id)?.remove(id);
    return this.#kept.delete(id);
  }

  #indexOf(id: string): VectorIndex | undefined {
    const name = this.spaceOf(id);
    return this.#spaces.find((space) => space.name === name)?.index;
  }

  #spaceFor(text: string): Space | undefined {
    return this.#spaces.find(({ embedder }) => embedder.reads(text));
  }
}

function emptyIndex({ dimensions }: Embedder): VectorIndex {
  return exactIndex({ dimensions });
}
