import type { BookedPrice, StorePrice } from '@armoire/core';
import { ArmoireError, type Duration, type Instant, type VariantId } from '@armoire/protocol';
import { factsOf, type Item, wholeOf } from './course.ts';
import { firstEntry } from './entries.ts';
import { Ledger } from './ledger.ts';
import type { CycleOptions } from './options.ts';
import { Planner } from './planner.ts';
import { type Charged, type Standing, tellCharged } from './proposer.ts';
import { isWritten, reconcile, withoutStore } from './reconcile.ts';
import { readPrices } from './store-prices.ts';
import { Writer } from './writer.ts';

/** What one cycle did, in numbers of variants. */
export interface CycleReport {
  readonly seen: number;
  /** Edits of the merchant that were found. */
  readonly edited: number;
  readonly proposed: number;
  readonly written: number;
  /** Not written, because the merchant's edit came in between. */
  readonly overtaken: number;
  /** Written, and charged by the store at another price. */
  readonly strayed: number;
  /** Of which another node has meanwhile said something else: only the store knows, which the next cycle asks. */
  readonly unsure: number;
}

/**
 * One shop's prices, taken to its store: read, reconcile, propose, guard, write, confirm.
 *
 * Every write stands in the book as meant before the store hears of it, and as made once the store has said so. Of
 * several nodes one enters a change of a variant, since versions follow each other without gaps; and the store compares
 * before it writes. So a restart, an answer that was lost, an edit in between, or two nodes at once write no price twice,
 * and lose none: what is not known is read from the store by the next cycle.
 */
export class PriceCycle {
  readonly #options: CycleOptions;
  readonly #ledger: Ledger;
  readonly #planner: Planner;
  readonly #writer: Writer;

  /** @throws ArmoireError INVALID_CONFIG for a store that neither reads nor writes prices */
  constructor(options: CycleOptions) {
    const { store } = options;
    if (store.readPrices === undefined || store.writePrices === undefined) {
      throw new ArmoireError('INVALID_CONFIG', 'The store cannot take prices', {
        fix: 'Give the store front readPrices and writePrices, or leave the price cycle out.',
      });
    }
    this.#options = options;
    this.#ledger = new Ledger(options);
    this.#planner = new Planner(options, this.#ledger);
    this.#writer = new Writer(options, this.#ledger);
  }

  /** @throws whatever the store or the book fails with; of several batches, once all were tried */
  async run(): Promise<CycleReport> {
    const variants = [...this.#options.products()].flatMap((product) =>
      product.variants.map((variant) => ({ product, variant })),
    );
    const ids = variants.map(({ variant }) => variant.id);
    const known = await this.#ledger.get(ids);
    const seen = new Map((await readPrices(this.#options.store, ids)).map((price) => [price.variant, price]));
    const items = await this.#enter(variants, known, seen);
    await this.#forget(new Set(items.map(({ variant }) => variant.id)));
    const { kept, edited, found } = await this.#reconcile(items, seen);
    const killed = this.#options.killed();
    const { intents, proposed } = await this.#planner.plan(kept, killed);
    const { made, failure, ...counts } = await this.#writer.write(intents, killed);
    await this.#stand(kept, [...found, ...made]);
    if (failure !== undefined) throw failure.error;
    return { seen: items.length, edited, proposed, ...counts };
  }

  /** Every variant that the store sells, with its entry as this node has read or made it. */
  async #enter(
    variants: readonly Omit<Item, 'entry'>[],
    known: ReadonlyMap<VariantId, BookedPrice>,
    seen: ReadonlyMap<VariantId, StorePrice>,
  ): Promise<readonly Item[]> {
    const { shop, newId } = this.#options;
    const items = variants.flatMap((each): Item[] => {
      const price = seen.get(each.variant.id);
      if (price === undefined) return [];
      const entry = known.get(each.variant.id) ?? firstEntry(shop, each.product.id, price, newId());
      return [{ ...each, entry }];
    });
    const fresh = items.filter(({ variant }) => !known.has(variant.id));
    const won = await this.#ledger.settle(fresh.map(({ entry }) => ({ entry })));
    const lost = new Set(fresh.filter(({ entry }) => !won.has(entry.stamp)));
    return items.filter((item) => !lost.has(item));
  }

  /** Of what is not sold at present nobody is asked, and no approval waits until it is, however long that may be. */
  async #forget(sold: ReadonlySet<VariantId>): Promise<void> {
    const { newId, now } = this.#options;
    for (const state of ['proposed', 'approved'] as const) {
      const gone = (await this.#ledger.all(state)).filter(
        ({ variant, proposal }) => !sold.has(variant) && proposal?.undoes === undefined,
      );
      await this.#ledger.settle(gone.map((entry) => withoutStore(entry, now(), newId)));
    }
  }

  /**
   * Brings the book to what the store shows. The book was read before the store, and every write is entered before it is
   * made: so where another node was first, its entry may be newer than what this one has seen of the store, and the
   * variant is left to it.
   */
  async #reconcile(
    items: readonly Item[],
    seen: ReadonlyMap<VariantId, StorePrice>,
  ): Promise<{
    readonly kept: readonly Item[];
    readonly edited: number;
    readonly found: readonly Charged[];
  }> {
    const { newId, now, charges } = this.#options;
    const lost = new Set<Item>();
    const found: Charged[] = [];
    let edited = 0;
    for (let open = items; open.length > 0; ) {
      const changes = open.flatMap((item) => {
        const price = seen.get(item.variant.id);
        const change = price && reconcile(item.entry, price, now(), newId);
        return change === undefined ? [] : [{ item, change }];
      });
      const written = changes.flatMap(({ item, change }) => {
        const { proposal } = item.entry;
        return proposal !== undefined && isWritten(change) ? [{ variant: item.variant.id, proposal }] : [];
      });
      await tellCharged(this.#options.proposer, written);
      found.push(...written);
      const settled = await this.#ledger.settle(changes.map(({ change }) => change));
      const won = changes.filter(({ change }) => settled.has(change.entry.stamp));
      for (const { item } of changes) lost.add(item);
      for (const { item, change } of won) {
        lost.delete(item);
        item.entry = change.entry;
        if (change.line?.action === 'price.edit') edited++;
      }
      open = won.map(({ item }) => item);
    }
    const kept = items.filter((item) => !lost.has(item));
    for (const { entry } of kept) charges?.(entry.variant, entry.charged, now());
    return { kept, edited, found };
  }

  /** Tells of what the store is known to charge now. What is being written, by whichever node, is told of by the next cycle. */
  async #stand(items: readonly Item[], written: readonly Charged[]): Promise<void> {
    const { proposer, now, killed } = this.#options;
    if (proposer.stands === undefined || items.length === 0) return;
    const ids = items.map(({ variant }) => variant.id);
    const known = await this.#ledger.get(ids);
    // A decision that is not there whole any more waited for a person.
    const approvals = new Map(
      written.flatMap(({ variant, proposal }) =>
        proposal.decision !== undefined && proposal.drawn === undefined ? [[variant, proposal] as const] : [],
      ),
    );
    const at = now();
    const standing = items.map((item) => ({ ...item, entry: known.get(item.variant.id) ?? item.entry }));
    await proposer.stands(
      wholeOf(standing, this.#options.guard, ({ entry }) => entry.state !== 'writing').map(
        (item): Standing => {
          const approved = approvals.get(item.variant.id);
          const facts = factsOf(item, at, killed());
          return approved === undefined ? { facts } : { facts, approved };
        },
      ),
    );
  }
}

/** When the cycle after one is due: at the beginning of the next slot. */
export function nextCycle(now: Instant, slot: Duration): Instant {
  return (Math.floor(now / slot) + 1) * slot;
}
