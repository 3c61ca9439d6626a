import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  CandidateQuery,
  CandidateSource,
  Embedder,
  EmbeddingStore,
  Neighbour,
  Steps,
} from '@armoire/core';
import { embeddingKey, productText, TextSpaces } from '@armoire/inference';
import {
  ArmoireError,
  type CatalogChange,
  type Product,
  type ProductId,
  type ShopId,
} from '@armoire/protocol';
import type { Log } from '../runtime/log.ts';
import { Retried } from '../runtime/retry.ts';
import { anchorsOf, joined } from './anchors.ts';
import { NeighbourLists } from './lists.ts';

/** Texts that are embedded between two turns of the event loop. */
const batch = 32;
const listLength = 64;
/** A product with a new text is looked for in the lists of so many. */
const reach = 4 * listLength;
const mostLists = 20_000;
/** So many changes at once, and it is cheaper to make the lists anew when they are asked for. */
const manyChanges = 256;
/** Cosines below this are chance: three deviations of two unlike texts in 512 hashed dimensions. */
const least = 0.13;
/** Of its thread's time, searches may take one part in so many: the rest is for shoppers. */
const partOfTime = 25;

export interface TextNeighboursParts {
  readonly shop: ShopId;
  readonly embedders: readonly [Embedder, ...Embedder[]];
  readonly store: Pick<EmbeddingStore, 'retain'>;
  readonly log: Log;
}

/**
 * Products with like texts, as a candidate source. A change of the catalogue is embedded behind the answers; a
 * decision only looks a list up. A list is made when it is first asked for, so that the first question about a product
 * may go without; after that, a product with a new text enters the lists where it belongs at once.
 */
export class TextNeighbours implements CandidateSource {
  readonly id = 'text';
  readonly version = 1;
  readonly #parts: TextNeighboursParts;
  readonly #spaces: TextSpaces;
  readonly #lists = new NeighbourLists({ length: listLength, most: mostLists });
  /** What texts became since they were embedded; undefined for products that are gone. */
  readonly #changed = new Map<ProductId, string | undefined>();
  /** Products whose list was asked for. */
  readonly #wanted = new Set<ProductId>();
  readonly #embedding: Retried;
  readonly #searching: Retried;
  readonly #stop = new AbortController();
  /** Names of all vectors since the start, until those of former texts were dropped. */
  #keys: Set<string> | undefined = new Set();

  constructor(parts: TextNeighboursParts) {
    this.#parts = parts;
    this.#spaces = new TextSpaces(parts.embedders);
    this.#embedding = new Retried('Embedding products', () => this.#embedAll(), parts.log);
    this.#searching = new Retried('Searching neighbours', () => this.#searchAll(), parts.log);
  }

  /** Products that have a vector. */
  get size(): number {
    return this.#spaces.size;
  }

  observe(): void {}

  changed(change: CatalogChange, before: Product | undefined): void {
    const id = change.kind === 'upsert' ? change.product.id : change.id;
    const text = change.kind === 'upsert' ? textOf(change.product) : undefined;
    if (!this.#changed.has(id) && before !== undefined && textOf(before) === text) return;
    this.#changed.set(id, text);
    this.#embedding.request();
  }

  retrieve(query: CandidateQuery) {
    const near = joined(anchorsOf(query), (anchor) => this.#near(anchor));
    const best = near[0]?.score ?? 1;
    return near.slice(0, query.limit).map(({ id, score }) => ({ product: id, score: score / best }));
  }

  /** The nearest of a product by cosine; none until its list is made, which begins when it is first asked for. */
  near(product: ProductId): readonly Neighbour[] {
    return this.#near(product);
  }

  snapshot(): string {
    return '';
  }

  restore(): void {}

  /** Resolves when every change so far is embedded and every list that was asked for is made, or that has failed. */
  async idle(): Promise<void> {
    await this.#embedding.idle();
    await this.#searching.idle();
  }

  /** Ends what is under way, and lets go of the models. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#embedding.stop(), this.#searching.stop()]);
    for (const { close } of this.#parts.embedders) await close?.();
  }

  #near(anchor: ProductId): readonly Neighbour[] {
    const list = this.#lists.get(anchor);
    if (list !== undefined) return list;
    if (this.#spaces.spaceOf(anchor) !== undefined && this.#wanted.size < mostLists) {
      this.#wanted.add(anchor);
      this.#searching.request();
    }
    return [];
  }

  async #embedAll(): Promise<void> {
    while (this.#changed.size > 0 && !this.#stop.signal.aborted) {
      const some = first(this.#changed, batch);
      if (this.#isRebuilding()) this.#lists.clear();
      await this.#embed(some);
      for (const [id, text] of some) {
        // What changed again meanwhile is still to be done.
        if (this.#changed.get(id) === text) this.#changed.delete(id);
      }
    }
    if (this.#wanted.size > 0) this.#searching.request();
    await this.#dropFormer();
  }

  #isRebuilding(): boolean {
    return this.#changed.size > manyChanges;
  }

  async #embed(some: readonly (readonly [ProductId, string | undefined])[]): Promise<void> {
    const entries = some.flatMap(([id, text]) => (text === undefined ? [] : [{ id, text }]));
    for (const [id, text] of some) if (text === undefined) this.#spaces.remove(id);
    try {
      await this.#spaces.put(entries, this.#stop.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (!isOneTexts(error)) throw error;
      await this.#embedSingly(entries);
    }
    for (const { text } of entries) this.#remember(text);
    for (const [id] of some) await this.#place(id);
  }

  /** One text that an embedder refuses must not keep the others waiting. */
  async #embedSingly(entries: readonly { readonly id: ProductId; readonly text: string }[]): Promise<void> {
    for (const entry of entries) {
      try {
        await this.#spaces.put([entry], this.#stop.signal);
      } catch (error) {
        if (!isOneTexts(error)) throw error;
        this.#spaces.remove(entry.id);
        const { shop, log } = this.#parts;
        log.warn(
          { shop, product: entry.id, code: error.code },
          'The text of a product could not be embedded',
        );
      }
    }
  }

  async #place(id: ProductId): Promise<void> {
    this.#lists.changed(id);
    if (this.#lists.size === 0) return;
    const holders = this.#spaces.neighboursInSteps(id, reach, (other) => this.#lists.has(other));
    await this.#sparing(holders, (found) => this.#lists.enter(id, found));
  }

  async #searchAll(): Promise<void> {
    for (const id of this.#wanted) {
      // A list that is made while most texts are still to come would be made again and again.
      if (this.#stop.signal.aborted || this.#isRebuilding()) return;
      await this.#sparing(this.#spaces.neighboursInSteps(id, listLength), (found) =>
        this.#lists.set(id, found),
      );
      this.#wanted.delete(id);
    }
  }

  /** Searches in steps, after each of which the others on this thread have their part of the time. */
  async #sparing(search: Steps, found: (near: readonly Neighbour[]) => void): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const start = performance.now();
      const { done, value } = search.next();
      if (done) found(value.filter(({ score }) => score >= least));
      const spare = (partOfTime - 1) * (performance.now() - start);
      await wait(spare, undefined, { ref: false, signal: this.#stop.signal }).catch(() => {});
      if (done) return;
    }
  }

  #remember(text: string): void {
    const reader = this.#parts.embedders.find((embedder) => embedder.reads(text));
    if (reader !== undefined) this.#keys?.add(embeddingKey(reader, text));
  }

  /** Once in the life of a process, when it has seen all texts: the store would grow with every edit. */
  async #dropFormer(): Promise<void> {
    if (this.#keys === undefined || this.#stop.signal.aborted) return;
    await this.#parts.store.retain(this.#parts.shop, [...this.#keys]);
    this.#keys = undefined;
  }
}

function first<T>(all: Iterable<T>, count: number): T[] {
  const some: T[] = [];
  for (const one of all) {
    if (some.push(one) >= count) break;
  }
  return some;
}

/** What is embedded of a product; nothing of what is not for sale. */
function textOf(product: Product): string | undefined {
  return product.status === 'active' ? productText(product) : undefined;
}

function isOneTexts(error: unknown): error is ArmoireError {
  return error instanceof ArmoireError && error.code === 'INVALID_INPUT';
}
