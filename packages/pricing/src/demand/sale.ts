import type { Instant } from '@armoire/protocol';

/** What one article sold in one period (a slot, a day, a week) while it had one price. */
export interface Sale {
  readonly product: string;
  /** As in `Asked`. */
  readonly category?: string;
  /** The price as a factor of the regular price. */
  readonly factor: number;
  readonly at: Instant;
  readonly units: number;
  /** Units of these that came back. */
  readonly returned?: number;
  /** The article sold out before the period ended: at least so many were wanted. */
  readonly soldOut?: boolean;
  /** What else moved demand, in the order in which the model knows it: season, promotion, rivals' prices. */
  readonly circumstances?: readonly number[];
  /** What was learned of this period before, when this is a revision. */
  readonly previous?: Pick<Sale, 'units' | 'returned' | 'soldOut'>;
}
