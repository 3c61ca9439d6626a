import {
  type AuditLine,
  type BookChange,
  type BookedPrice,
  type BookState,
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
import { batches, wholeBatches } from './batches.ts';
import {
  type Circumstances,
  type CycleMode,
  courseOf,
  factsOf,
  type Intent,
  type Item,
  wantedOf,
} from './course.ts';
import { firstEntry, type NewId, sameMoney } from './entries.ts';
import type { Charged, Proposer, Standing } from './proposer.ts';
import { confirm, reconcile, withoutStore } from './reconcile.ts';

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
  /** Written, and charged by the store at another price. */
  readonly strayed: number;
  /** Of which another node has meanwhile said something else: only the store knows, which the next cycle asks. */
  readonly unsure: number;
}

/** A variant with what is proposed for it, and what the guard makes of that. */
interface Settled {
  readonly item: Item;
  readonly proposal: PriceProposal | undefined;
  readonly settled: SettledPrice;
}

/** What became of writes. */
interface Written extends Pick<CycleReport, 'written' | 'overtaken' | 'strayed' | 'unsure'> {
  /** Charged as they were proposed. */
  readonly made: readonly Charged[];
}

const usualBatch = 100;

/** Entries of the book that are read or written in one go: more would keep shoppers and their events waiting. */
const atOnce = 200;

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
    const variants = [...this.#options.products()].flatMap((product) =>
      product.variants.map((variant) => ({ product, variant })),
    );
    const ids = variants.map(({ variant }) => variant.id);
    const known = await this.#booked(ids);
    const seen = new Map((await this.#read(ids)).map((price) => [price.variant, price]));
    const items = await this.#enter(variants, known, seen);
    await this.#forget(new Set(items.map(({ variant }) => variant.id)));
    const { kept, edited, found } = await this.#reconcile(items, seen);
    const killed = this.#options.killed();
    const { intents, proposed } = await this.#intend(kept, killed);
    const { made, failure, ...counts } = await this.#write(intents, killed);
    await this.#stand(kept, [...found, ...made]);
    if (failure !== undefined) throw failure.error;
    return { seen: items.length, edited, proposed, ...counts };
  }

  get #batch(): number {
    return this.#options.store.capabilities.mostPrices ?? usualBatch;
  }

  async #booked(ids: readonly VariantId[]): Promise<ReadonlyMap<VariantId, BookedPrice>> {
    const { book, shop } = this.#options;
    const booked = new Map<VariantId, BookedPrice>();
    for (const some of batches(ids, atOnce)) {
      for (const entry of await book.get(shop, some)) booked.set(entry.variant, entry);
    }
    return booked;
  }

  /** The stamps of those that now stand. What belongs to a product is settled together, by one node. */
  async #settle(changes: readonly BookChange[]): Promise<ReadonlySet<string>> {
    const stamps = new Set<string>();
    for (const some of wholeBatches(changes, atOnce, ({ entry }) => entry.product)) {
      for (const { stamp } of await this.#options.book.settle(some)) stamps.add(stamp);
    }
    return stamps;
  }

  async #read(ids: readonly VariantId[]): Promise<readonly StorePrice[]> {
    const prices: StorePrice[] = [];
    for (const batch of batches(ids, this.#batch)) {
      prices.push(...((await this.#options.store.readPrices?.(batch)) ?? []).filter(isWhole));
    }
    return prices;
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
    const won = await this.#settle(fresh.map(({ entry }) => ({ entry })));
    const lost = new Set(fresh.filter(({ entry }) => !won.has(entry.stamp)));
    return items.filter((item) => !lost.has(item));
  }

  /** Of what is not sold at present nobody is asked, and no approval waits until it is, however long that may be. */
  async #forget(sold: ReadonlySet<VariantId>): Promise<void> {
    const { newId, now } = this.#options;
    for (const state of ['proposed', 'approved'] as const) {
      const gone = (await this.#all(state)).filter(
        ({ variant, proposal }) => !sold.has(variant) && proposal?.undoes === undefined,
      );
      await this.#settle(gone.map((entry) => withoutStore(entry, now(), newId)));
    }
  }

  async #all(state: BookState): Promise<readonly BookedPrice[]> {
    const { book, shop } = this.#options;
    const all: BookedPrice[] = [];
    for (;;) {
      const after = all.at(-1)?.variant;
      const page = await book.list(shop, atOnce, { state, ...(after === undefined ? {} : { after }) });
      all.push(...page);
      if (page.length < atOnce) return all;
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
      await this.#tell(written);
      found.push(...written);
      const settled = await this.#settle(changes.map(({ change }) => change));
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

  /** Enters what is to be written, or to be asked about. */
  async #intend(
    items: readonly Item[],
    killed: boolean,
  ): Promise<{ readonly intents: readonly Intent[]; readonly proposed: number }> {
    const { guard, mode, newId, now } = this.#options;
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
    await this.#settle(courses.flatMap((course) => ('change' in course ? [course.change] : [])));
    if (mode === 'shadow') await this.#note(all);
    if (mode === 'automatic' && !killed) await this.#tell(all.flatMap(unchanged));
    const intents = courses.flatMap((course) => ('intent' in course ? [course.intent] : []));
    const won = await this.#settle(intents.map(({ entry }) => ({ entry })));
    return {
      // Another node was first with the others.
      intents: intents.filter(({ entry }) => won.has(entry.stamp)),
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
    const open = this.#whole(
      items,
      ({ entry }) => entry.state !== 'approved' && !((entry.restsUntil ?? at) > at),
    );
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

  /** Those of which something holds; of the variants that go together, only where it holds of all. */
  #whole(items: readonly Item[], holds: (item: Item) => boolean): readonly Item[] {
    if (this.#options.guard.variants !== 'together') return items.filter(holds);
    const broken = new Set(items.flatMap((item) => (holds(item) ? [] : [item.product.id])));
    return items.filter(({ product }) => !broken.has(product.id));
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
  ): Promise<Written & { readonly failure: { readonly error: unknown } | undefined }> {
    const { store } = this.#options;
    const all: Written[] = [];
    let failure: { readonly error: unknown } | undefined;
    for (const batch of batches(intents, this.#batch)) {
      // The switch was pulled meanwhile: what is only meant is dropped by the cycle that puts everything back.
      if (this.#options.killed() && !killed) break;
      try {
        const writes = batch.map(({ item, entry, price }) => ({
          ...{ product: item.product.id, variant: item.variant.id, price },
          expected: entry.charged.amount,
        }));
        all.push(await this.#confirm(batch, (await store.writePrices?.(writes)) ?? []));
      } catch (error) {
        // Whether it was written is not known: the next cycle asks the store.
        failure ??= { error };
      }
    }
    const sum = (count: (each: Written) => number) => all.reduce((total, each) => total + count(each), 0);
    return {
      made: all.flatMap(({ made }) => made),
      written: sum(({ written }) => written),
      overtaken: sum(({ overtaken }) => overtaken),
      strayed: sum(({ strayed }) => strayed),
      unsure: sum(({ unsure }) => unsure),
      failure,
    };
  }

  async #confirm(
    batch: readonly Intent[],
    answers: readonly { readonly written: boolean; readonly found: number }[],
  ): Promise<Written> {
    const { newId, now, charges } = this.#options;
    const isMade = ({ price }: Intent, i: number) =>
      answers[i]?.written === true || answers[i]?.found === price.amount;
    const written = batch.filter(isMade);
    const shown = new Map(
      (await this.#read(written.map(({ entry }) => entry.variant))).map((each) => [each.variant, each]),
    );
    const at = now();
    const made: Charged[] = [];
    const changes: BookChange[] = [];
    let strayed = 0;
    for (const [i, intent] of batch.entries()) {
      const { entry, proposal, price } = intent;
      const answer = answers[i];
      if (answer === undefined) continue;
      const told = { variant: entry.variant, charged: { ...price, amount: answer.found } };
      const seen = shown.get(entry.variant);
      const change = isMade(intent, i)
        ? confirm(entry, seen ?? { ...told, charged: price }, at, newId)
        : Number.isFinite(answer.found)
          ? reconcile(entry, told, at, newId)
          : withoutStore(entry, at, newId);
      if (change === undefined) continue;
      changes.push(change);
      if (!isWritten(change)) continue;
      if (sameMoney(change.entry.charged, price)) made.push({ variant: entry.variant, proposal });
      else strayed++;
    }
    await this.#tell(made);
    const won = await this.#settle(changes);
    for (const { entry } of changes) {
      if (won.has(entry.stamp)) charges?.(entry.variant, entry.charged, at);
    }
    return {
      ...{ made, strayed, written: written.length, overtaken: batch.length - written.length },
      unsure: changes.filter(({ entry }) => !won.has(entry.stamp)).length,
    };
  }

  /** Before the book says so, and again where it could not: what is not in the book is found in the store once more. */
  async #tell(charged: readonly Charged[]): Promise<void> {
    const drawn = charged.filter(({ proposal }) => proposal.drawn !== undefined);
    if (drawn.length > 0) await this.#options.proposer.charged?.(drawn);
  }

  /** Tells of what the store is known to charge now. What is being written, by whichever node, is told of by the next cycle. */
  async #stand(items: readonly Item[], written: readonly Charged[]): Promise<void> {
    const { proposer, now, killed } = this.#options;
    if (proposer.stands === undefined || items.length === 0) return;
    const ids = items.map(({ variant }) => variant.id);
    const known = await this.#booked(ids);
    // A decision that is not there whole any more waited for a person.
    const approvals = new Map(
      written.flatMap(({ variant, proposal }) =>
        proposal.decision !== undefined && proposal.drawn === undefined ? [[variant, proposal] as const] : [],
      ),
    );
    const at = now();
    const standing = items.map((item) => ({ ...item, entry: known.get(item.variant.id) ?? item.entry }));
    await proposer.stands(
      this.#whole(standing, ({ entry }) => entry.state !== 'writing').map((item): Standing => {
        const approved = approvals.get(item.variant.id);
        const facts = factsOf(item, at, killed());
        return approved === undefined ? { facts } : { facts, approved };
      }),
    );
  }
}

/** A store that shows no whole amount is left alone: of that no price could be reckoned, and none be put back. */
function isWhole({ charged, own = charged }: StorePrice): boolean {
  return Number.isSafeInteger(charged.amount) && Number.isSafeInteger(own.amount);
}

function isWritten({ line }: BookChange): boolean {
  return line?.action === 'price.write' || line?.action === 'price.undo';
}

/** When the cycle after one is due: at the beginning of the next slot. */
export function nextCycle(now: Instant, slot: Duration): Instant {
  return (Math.floor(now / slot) + 1) * slot;
}

/** A proposal of the price that is charged already holds without a write. */
function unchanged({ item: { entry, variant }, proposal, settled: { price } }: Settled): readonly Charged[] {
  const asked = proposal !== undefined && entry.state !== 'approved';
  const holds = asked && sameMoney(price, proposal.price) && sameMoney(price, entry.charged);
  return holds ? [{ variant: variant.id, proposal }] : [];
}

function gain(proposals: ReadonlyMap<VariantId, PriceProposal>, { variant }: Item): number {
  return proposals.get(variant.id)?.profit?.mean ?? 0;
}
