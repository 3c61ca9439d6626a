import type { AuditLine, GuardSettings, PriceBook, StoreFront } from '@armoire/core';
import type { Instant, Money, Product, ShopId, VariantId } from '@armoire/protocol';
import type { CycleMode } from './course.ts';
import type { NewId } from './entries.ts';
import type { Proposer } from './proposer.ts';

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
