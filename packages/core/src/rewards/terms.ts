import type { Offset } from '@armoire/protocol';

/** On what terms an article was sold: what its revenue and profit were counted by. */
export interface Terms {
  /** The variant, or the product where its lines name none. */
  readonly article: string;
  /** Offset of the first purchase on these terms. */
  readonly from: Offset;
  /** The tax that was in the price: a fraction of the net price, 0 for net prices. */
  readonly taxRate: number;
  /** What a piece cost the shop, net, in minor units; 0 where that was unknown. */
  readonly cost: number;
  /** Said where the cost was unknown. */
  readonly costUnknown?: true;
  /** Where lines are counted relative to a mean article: what that brought, net, in minor units; absent without one. */
  readonly unit?: number;
}

/** Adds the terms of a purchase. Terms change seldom: those of an article are kept again only where they differ. */
export function withTerms(known: readonly Terms[] = [], next: Terms): readonly Terms[] {
  const last = termsAt(known, next.article, next.from);
  const same =
    last?.taxRate === next.taxRate &&
    last.cost === next.cost &&
    last.costUnknown === next.costUnknown &&
    last.unit === next.unit;
  return same ? known : [...known, next];
}

/** The terms on which an article was sold by the purchase at an offset of the log. */
export function termsAt(
  known: readonly Terms[] | undefined,
  article: string,
  offset: Offset,
): Terms | undefined {
  return known?.findLast((terms) => terms.article === article && terms.from <= offset);
}
