import type { DecisionId, EventId, Instant, LoggedEvent, Offset, ProductId, ShopId } from '@armoire/protocol';
import type { PersonName } from '../events/index.ts';

/** An event with its tokens resolved, before the log gave it a place. */
export type NewEvent = LoggedEvent extends infer E
  ? E extends LoggedEvent
    ? Omit<E, 'offset'>
    : never
  : never;

export interface Appended {
  /** In the order of the log. */
  readonly events: readonly LoggedEvent[];
  /** Ids that the log had already. */
  readonly duplicates: readonly EventId[];
}

export interface TouchQuery {
  /** All the names of one person: shopper ids, session ids, customer ids. */
  readonly people: readonly PersonName[];
  readonly product: ProductId;
  readonly since: Instant;
  readonly until: Instant;
  /** Only what stands before this place in the log. */
  readonly before?: Offset;
}

/** The append-only log of what happened in a shop. */
export interface EventLog {
  /** Resolves only when the events are durable. An id counts once for each shop, for ever. */
  append(shop: ShopId, events: readonly NewEvent[]): Promise<Appended>;
  read(shop: ShopId, after: Offset, limit: number): Promise<readonly LoggedEvent[]>;
  /** Offset of the newest event; 0 for an empty log. */
  head(shop: ShopId): Promise<Offset>;
  /** The last decision through which a person clicked on a product (or, without a click, saw it). */
  lastTouch(shop: ShopId, query: TouchQuery): Promise<DecisionId | undefined>;
  /** The purchases and refunds of an order, in the order of the log. */
  order(shop: ShopId, order: string): Promise<readonly LoggedEvent[]>;
}
