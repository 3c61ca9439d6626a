import type { DecisionId, Instant, Money, ProductId, ShopId, VariantId } from '@armoire/protocol';
import type { AuditLine, Cause } from './audit-log.ts';
import type { SlotDecision } from './price-slots.ts';

/** What somebody wants a variant to be sold at. Not guarded: it is once it is written. */
export interface PriceProposal {
  readonly id: string;
  readonly at: Instant;
  readonly price: Money;
  /** A policy's id, or who asked for it. */
  readonly by: string;
  readonly why: string;
  readonly cause?: Cause;
  /** For a policy's: the decision, and the probability with which it took the price. */
  readonly decision?: DecisionId;
  readonly policy?: NonNullable<AuditLine['policy']>;
  /** The decision whole, while the price is being written: whichever node finds it charged logs it. */
  readonly drawn?: SlotDecision;
  /**
   * What is expected of it beyond the merchant's own price, for a slot, in the point's rewards, with a 95 % interval; in
   * major units of money where it has a currency.
   */
  readonly profit?: {
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly currency?: string;
  };
  /** Takes a change back: it needs no cooldown, and no step is too large. */
  readonly undoes?: string;
}

/**
 * `idle`: the store charges what the book says. `proposed`: so it does, and a person is asked about another price.
 * `approved`: to be written by the next cycle. `writing`: may have been written, which the store is asked about.
 */
export type BookState = 'idle' | 'proposed' | 'approved' | 'writing';

/** What a store charges for a variant, and what is meant to become of it. */
export interface BookedPrice {
  readonly shop: ShopId;
  readonly variant: VariantId;
  readonly product: ProductId;
  /** 1 for the first; whoever writes names the one after that they have seen. */
  readonly version: number;
  /** Tells writers of the same version apart. */
  readonly stamp: string;
  /** The merchant's own price: what the kill switch puts back. */
  readonly own: Money;
  /** What the store charges, as far as is known. */
  readonly charged: Money;
  /** Since when, whoever changed it; absent when it was never seen to change. */
  readonly since?: Instant;
  readonly state: BookState;
  /** There unless `idle`. */
  readonly proposal?: PriceProposal;
  /** Amounts that were written, or were meant to be, lately: found in the store, they are ours, and no edit. */
  readonly ours?: readonly number[];
  /** Nothing is proposed before: a person has decided about the price. */
  readonly restsUntil?: Instant;
}

/** A change of the book, with what is written together with it. */
export interface BookChange {
  readonly entry: BookedPrice;
  readonly line?: AuditLine;
}

/** What the nodes of a shop agree on about prices that are written to its store. */
export interface PriceBook {
  /** The entries of those variants that have one. */
  get(shop: ShopId, variants: readonly VariantId[]): Promise<readonly BookedPrice[]>;
  /** By variant; all states when none is given. `after` is the last variant of the page before. */
  list(
    shop: ShopId,
    limit: number,
    filter?: { readonly state?: BookState; readonly after?: VariantId },
  ): Promise<readonly BookedPrice[]>;
  /**
   * Writes each entry, with its audit line, if its version is the one after the stored one; all in one transaction. One
   * that is repeated because the answer was lost is not written twice.
   *
   * @param changes each variant once
   * @returns for each, in order, the entry that now stands: its own, or the one that was first
   */
  settle(changes: readonly BookChange[]): Promise<readonly BookedPrice[]>;
}
