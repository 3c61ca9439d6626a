import type { PriceFacts, PriceProposal } from '@armoire/core';
import type { VariantId } from '@armoire/protocol';

/** What is proposed for one variant. */
export interface Proposed {
  readonly variant: VariantId;
  readonly proposal: PriceProposal;
}

/** A proposed price that the store now charges: written at once, or found there after an answer was lost. */
export interface Charged {
  readonly variant: VariantId;
  readonly proposal: PriceProposal;
}

/** What the store charges for a variant at the end of a cycle. */
export interface Standing {
  /** With that price as the current one. */
  readonly facts: PriceFacts;
  /** What a person had approved, and this cycle has written. */
  readonly approved?: PriceProposal;
}

/** Where prices come from. */
export interface Proposer {
  /** At most one for each variant; a price that is charged already may be proposed, too. */
  propose(asked: readonly PriceFacts[]): Promise<readonly Proposed[]>;
  /** Told of those of its proposals that are charged as they were proposed, and that nobody was asked about. */
  charged?(charged: readonly Charged[]): Promise<void>;
  /** Told, at the end of a cycle, of all prices that are known to be charged, whoever chose them. */
  stands?(standing: readonly Standing[]): Promise<void>;
}

/** Before the book says so, and again where it could not: what is not in the book is found in the store once more. */
export async function tellCharged(proposer: Proposer, charged: readonly Charged[]): Promise<void> {
  const drawn = charged.filter(({ proposal }) => proposal.drawn !== undefined);
  if (drawn.length > 0) await proposer.charged?.(drawn);
}
