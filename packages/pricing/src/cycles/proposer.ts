import type { GuardedPrice, PriceFacts, PriceProposal } from '@armoire/core';
import type { VariantId } from '@armoire/protocol';

/** What is proposed for one variant. */
export interface Proposed {
  readonly variant: VariantId;
  readonly proposal: PriceProposal;
}

/** A proposed price that the store now charges. */
export interface Charged {
  readonly variant: VariantId;
  readonly proposal: PriceProposal;
  readonly price: GuardedPrice;
}

/** Where prices come from. */
export interface Proposer {
  /** At most one for each variant; a price that is charged already may be proposed, too. */
  propose(asked: readonly PriceFacts[]): Promise<readonly Proposed[]>;
  /** Told of those of its proposals that are charged as they were proposed: what may be learned from. */
  charged?(charged: readonly Charged[]): Promise<void>;
}
