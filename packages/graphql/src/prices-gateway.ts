import type { BookedPrice } from '@armoire/core';
import type { ErrorBody, VariantId } from '@armoire/protocol';

/** What became of some decisions about prices, one by one: good ones are kept when others are refused. */
export interface PriceRuling {
  readonly accepted: number;
  readonly rejected: readonly (ErrorBody & { readonly index: number })[];
}

/** A proposal, as somebody saw it. */
export interface AskedPrice {
  readonly variant: VariantId;
  readonly proposal: string;
}

/** Prices that people decide about before they are written to the store. */
export interface PricesGateway {
  /** Those that are asked about, by variant; `after` is the last variant of the page before. */
  proposals(limit: number, after?: VariantId): Promise<readonly BookedPrice[]>;
  /** Has the next cycle write them. Writes an audit line for each. */
  approve(asked: readonly AskedPrice[], actor: string): Promise<PriceRuling>;
  /** Nothing is proposed for the variants for a slot. Writes an audit line for each. */
  reject(asked: readonly AskedPrice[], actor: string): Promise<PriceRuling>;
  /** The name of a variant, as a merchant knows it. */
  title(entry: BookedPrice): string;
}
