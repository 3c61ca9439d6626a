import type { BookChange } from '@armoire/core';
import { batches } from './batches.ts';
import type { Intent } from './course.ts';
import { sameMoney } from './entries.ts';
import type { Ledger } from './ledger.ts';
import type { CycleOptions } from './options.ts';
import { type Charged, tellCharged } from './proposer.ts';
import { confirm, isWritten, reconcile, withoutStore } from './reconcile.ts';
import { batchOf, readPrices } from './store-prices.ts';

/** What became of writes. */
interface Written {
  readonly written: number;
  readonly overtaken: number;
  readonly strayed: number;
  readonly unsure: number;
  /** Charged as they were proposed. */
  readonly made: readonly Charged[];
}

type WriterOptions = Pick<CycleOptions, 'store' | 'proposer' | 'killed' | 'now' | 'newId' | 'charges'>;

/** Takes what is meant to the store, and reads back what it charges then. */
export class Writer {
  readonly #options: WriterOptions;
  readonly #ledger: Ledger;

  constructor(options: WriterOptions, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
  }

  /** Writes what is meant, as long as the switch is as it was; what fails is told once all were tried. */
  async write(
    intents: readonly Intent[],
    killed: boolean,
  ): Promise<Written & { readonly failure: { readonly error: unknown } | undefined }> {
    const { store } = this.#options;
    const all: Written[] = [];
    let failure: { readonly error: unknown } | undefined;
    for (const batch of batches(intents, batchOf(store))) {
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
      (
        await readPrices(
          this.#options.store,
          written.map(({ entry }) => entry.variant),
        )
      ).map((each) => [each.variant, each]),
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
    await tellCharged(this.#options.proposer, made);
    const won = await this.#ledger.settle(changes);
    for (const { entry } of changes) {
      if (won.has(entry.stamp)) charges?.(entry.variant, entry.charged, at);
    }
    return {
      ...{ made, strayed, written: written.length, overtaken: batch.length - written.length },
      unsure: changes.filter(({ entry }) => !won.has(entry.stamp)).length,
    };
  }
}
