import {
  type AuditLine,
  type BookChange,
  type BookedPrice,
  type GuardSettings,
  guardTogether,
  type PriceBook,
  type PriceProposal,
  type SettledPrice,
  type StoreFront,
  type StorePrice,
} from '@armoire/core';
import {
  ArmoireError,
  type Duration,
  type Instant,
  type Money,
  type Product,
  type ShopId,
  type VariantId,
} from '@armoire/protocol';
import {
  type Circumstances,
  type CycleMode,
  courseOf,
  factsOf,
  type Intent,
  type Item,
  wantedOf,
} from './course.ts';
import { firstEntry, type NewId, nextEntry, sameMoney, writtenLine } from './entries.ts';
import type { Charged, Proposer } from './proposer.ts';
import { reconcile } from './reconcile.ts';

export interface CycleOptions {
  readonly shop: ShopId;
  readonly store: StoreFront;
  readonly book: PriceBook;
  readonly audit: { append(lines: readonly AuditLine[]): Promise<void> };
  readonly proposer: Proposer;
  readonly guard: GuardSettings;
  readonly mode: CycleMode;
  /** The products whose prices are in the cycle. */
  readonly products: () => Iterable<Product>;
  readonly killed: () => boolean;
  readonly now: () => Instant;
  readonly newId: NewId;
  /** Told what the store charges, whenever that is known. */
  readonly charges?: (variant: VariantId, price: Money, at: Instant) => void;
}

/** What one cycle did, in numbers of variants. */
export interface CycleReport {
  readonly seen: number;
  /** Edits of the merchant that were found. */
  readonly edited: number;
  readonly proposed: number;
  readonly written: number;
  /** Not written, because the merchant's edit came in between. */
  readonly overtaken: number;
}

/** A variant with what is proposed for it, and what the guard makes of that. */
interface Settled {
  readonly item: Item;
  readonly proposal: PriceProposal | undefined;
  readonly settled: SettledPrice;
}

const usualBatch = 100;

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

  /** @throws ArmoireError INVALID_CONFIG for a store that neither reads nor writes prices */
  constructor(options: CycleOptions) {
    const { store } = options;
    if (store.readPrices === undefined || store.writePrices === undefined) {
      throw new ArmoireError('INVALID_CONFIG', 'The store cannot take prices', {
        fix: 'Give the store front readPrices and writePrices, or leave the price cycle out.',
      });
    }
    this.#options = options;
  }

  /** @throws whatever the store or the book fails with; of several batches, once all were tried */
  async run(): Promise<CycleReport> {
    const { book, shop } = this.#options;
    const variants = [...this.#options.products()].flatMap((product) =>
      product.variants.map((variant) => ({ product, variant })),
    );
    const ids = variants.map(({ variant }) => variant.id);
    const known = new Map((await book.get(shop, ids)).map((entry) => [entry.variant, entry]));
    const seen = new Map((await this.#read(ids)).map((price) => [price.variant, price]));
    const items = await this.#enter(variants, known, seen);
    const { kept, edited } = await this.#reconcile(items, seen);
    const killed = this.#options.killed();
    const { intents, proposed } = await this.#intend(kept, killed);
    return { seen: items.length, edited, proposed, ...(await this.#write(intents, killed)) };
  }

  get #batch(): number {
    return this.#options.store.capabilities.mostPrices ?? usualBatch;
  }

  async #read(ids: readonly VariantId[]): Promise<readonly StorePrice[]> {
    const prices: StorePrice[] = [];
    for (const batch of batches(ids, this.#batch)) {
      prices.push(...((await this.#options.store.readPrices?.(batch)) ?? []));
    }
    return prices;
  }

  /** Every variant that the store sells, with its entry as this node has read or made it. */
  async #enter(
    variants: readonly Omit<Item, 'entry'>[],
    known: ReadonlyMap<VariantId, BookedPrice>,
    seen: ReadonlyMap<VariantId, StorePrice>,
  ): Promise<readonly Item[]> {
    const { shop, book, newId } = this.#options;
    const items = variants.flatMap((each): Item[] => {
      const price = seen.get(each.variant.id);
      if (price === undefined) return [];
      const entry = known.get(each.variant.id) ?? firstEntry(shop, each.product.id, price, newId());
      return [{ ...each, entry }];
    });
    const fresh = items.filter(({ variant }) => !known.has(variant.id));
    const standing = await book.settle(fresh.map(({ entry }) => ({ entry })));
    const lost = new Set(fresh.filter(({ entry }, i) => standing[i]?.stamp !== entry.stamp));
    return items.filter((item) => !lost.has(item));
  }

  /**
   * Brings the book to what the store shows. The book was read before the store, and every write is entered before it is
   * made: so where another node was first, its entry may be newer than what this one has seen of the store, and the
   * variant is left to it.
   */
  async #reconcile(
    items: readonly Item[],
    seen: ReadonlyMap<VariantId, StorePrice>,
  ): Promise<{ readonly kept: readonly Item[]; readonly edited: number }> {
    const { book, newId, now, charges } = this.#options;
    const lost = new Set<Item>();
    let edited = 0;
    for (let open = items; open.length > 0; ) {
      const changes = open.flatMap((item) => {
        const price = seen.get(item.variant.id);
        const change = price && reconcile(item.entry, price, now(), newId);
        return change === undefined ? [] : [{ item, change }];
      });
      const standing = await book.settle(changes.map(({ change }) => change));
      const won = changes.filter(({ change }, i) => standing[i]?.stamp === change.entry.stamp);
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
    return { kept, edited };
  }

  /** Enters what is to be written, or to be asked about. */
  async #intend(
    items: readonly Item[],
    killed: boolean,
  ): Promise<{ readonly intents: readonly Intent[]; readonly proposed: number }> {
    const { guard, mode, book, newId, now } = this.#options;
    const circumstances = { at: now(), mode, newId, killed };
    const proposals = await this.#proposals(items, circumstances);
    const ranked = [...items].sort((a, b) => gain(proposals, b) - gain(proposals, a));
    const settled = guardTogether(
      ranked.map((item) => wantedOf(item, proposals.get(item.variant.id), circumstances)),
      guard,
    );
    const all = ranked.flatMap((item, i): Settled[] => {
      const price = settled[i];
      return price === undefined ? [] : [{ item, proposal: proposals.get(item.variant.id), settled: price }];
    });
    const courses = all.flatMap(
      ({ item, proposal, settled: each }) => courseOf(item, proposal, each, circumstances) ?? [],
    );
    await book.settle(courses.flatMap((course) => ('change' in course ? [course.change] : [])));
    if (mode === 'shadow') await this.#note(all);
    if (mode === 'automatic' && !killed) await this.#tell(all.flatMap(unchanged));
    const intents = courses.flatMap((course) => ('intent' in course ? [course.intent] : []));
    const standing = await book.settle(intents.map(({ entry }) => ({ entry })));
    return {
      // Another node was first with the others.
      intents: intents.filter(({ entry }, i) => standing[i]?.stamp === entry.stamp),
      proposed: proposals.size,
    };
  }

  /** What is approved, and what is proposed anew where no person has decided. */
  async #proposals(
    items: readonly Item[],
    { at, killed }: Circumstances,
  ): Promise<ReadonlyMap<VariantId, PriceProposal>> {
    const found = new Map<VariantId, PriceProposal>();
    if (killed) return found;
    const open = items.filter(({ entry }) => entry.state !== 'approved' && !((entry.restsUntil ?? at) > at));
    const proposed =
      open.length === 0
        ? []
        : await this.#options.proposer.propose(open.map((item) => factsOf(item, at, false)));
    for (const { variant, proposal } of proposed) found.set(variant, proposal);
    for (const { variant, entry } of items) {
      if (entry.state === 'approved' && entry.proposal !== undefined) found.set(variant.id, entry.proposal);
    }
    return found;
  }

  /** What would be written, were it not a shadow: a line for each proposal, once. */
  async #note(all: readonly Settled[]): Promise<void> {
    const { audit, shop } = this.#options;
    const lines = all.flatMap(({ item: { entry, variant }, proposal, settled: { price } }): AuditLine[] => {
      if (proposal === undefined || sameMoney(price, entry.charged)) return [];
      const { id, at, by, why, cause, policy } = proposal;
      const line = {
        id: `shadow ${id}`,
        shop,
        at,
        actor: by,
        action: 'price.shadow',
        subject: variant.id,
        why,
        ...(cause === undefined ? {} : { cause }),
      };
      return [{ ...line, before: entry.charged, after: price, ...(policy === undefined ? {} : { policy }) }];
    });
    if (lines.length > 0) await audit.append(lines);
  }

  async #write(
    intents: readonly Intent[],
    killed: boolean,
  ): Promise<Pick<CycleReport, 'written' | 'overtaken'>> {
    const { store } = this.#options;
    const counts = { written: 0, overtaken: 0 };
    let failure: { readonly error: unknown } | undefined;
    for (const batch of batches(intents, this.#batch)) {
      // The switch was pulled meanwhile: what is only meant is dropped by the cycle that puts everything back.
      if (this.#options.killed() && !killed) break;
      try {
        const writes = batch.map(({ item, entry, price }) => ({
          ...{ product: item.product.id, variant: item.variant.id, price },
          expected: entry.charged.amount,
        }));
        const { written, overtaken } = await this.#confirm(batch, (await store.writePrices?.(writes)) ?? []);
        counts.written += written;
        counts.overtaken += overtaken;
      } catch (error) {
        // Whether it was written is not known: the next cycle asks the store.
        failure ??= { error };
      }
    }
    if (failure !== undefined) throw failure.error;
    return counts;
  }

  async #confirm(
    batch: readonly Intent[],
    answers: readonly { readonly written: boolean; readonly found: number }[],
  ): Promise<{ readonly written: number; readonly overtaken: number }> {
    const { book, newId, now, charges } = this.#options;
    const at = now();
    const made: Intent[] = [];
    const changes: BookChange[] = [];
    for (const [i, intent] of batch.entries()) {
      const { entry, proposal, price } = intent;
      const answer = answers[i];
      if (answer === undefined) continue;
      if (answer.written || answer.found === price.amount) {
        made.push(intent);
        const line = writtenLine(entry, proposal, price, at);
        changes.push({ entry: nextEntry(entry, newId(), { charged: price, since: at }), line });
      } else {
        const found = { variant: entry.variant, charged: { ...price, amount: answer.found } };
        const change = reconcile(entry, found, at, newId);
        if (change !== undefined) changes.push(change);
      }
    }
    for (const { variant, charged } of await book.settle(changes)) charges?.(variant, charged, at);
    await this.#tell(
      made.flatMap(({ item, proposal, price, asProposed }) =>
        asProposed ? [{ variant: item.variant.id, proposal, price }] : [],
      ),
    );
    return { written: made.length, overtaken: batch.length - made.length };
  }

  async #tell(charged: readonly Charged[]): Promise<void> {
    if (charged.length > 0) await this.#options.proposer.charged?.(charged);
  }
}

/** When the cycle after one is due: at the beginning of the next slot. */
export function nextCycle(now: Instant, slot: Duration): Instant {
  return (Math.floor(now / slot) + 1) * slot;
}

/** A proposal of the price that is charged already holds without a write. */
function unchanged({ item: { entry, variant }, proposal, settled: { price } }: Settled): readonly Charged[] {
  const asked = proposal !== undefined && entry.state !== 'approved';
  const holds = asked && sameMoney(price, proposal.price) && sameMoney(price, entry.charged);
  return holds ? [{ variant: variant.id, proposal, price }] : [];
}

function gain(proposals: ReadonlyMap<VariantId, PriceProposal>, { variant }: Item): number {
  return proposals.get(variant.id)?.profit?.mean ?? 0;
}

function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
