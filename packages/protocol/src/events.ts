import type {
  ActionId,
  CustomerId,
  DecisionId,
  EventId,
  Instant,
  Offset,
  OrderId,
  ProductId,
  SessionId,
  ShopperId,
  VariantId,
} from './ids.ts';
import type { Money } from './money.ts';

export const itemEventKinds = ['impression', 'view', 'click', 'add_to_cart', 'remove_from_cart'] as const;
export const orderEventKinds = ['purchase', 'refund'] as const;
export const eventKinds = [...itemEventKinds, 'search', ...orderEventKinds] as const;

export type ItemEventKind = (typeof itemEventKinds)[number];
export type OrderEventKind = (typeof orderEventKinds)[number];
export type EventKind = (typeof eventKinds)[number];

/** What all events share. `id` makes them idempotent: the same id is counted once, whenever it arrives. */
interface EventBase {
  readonly id: EventId;
  readonly at: Instant;
  /** Absent without consent. */
  readonly shopper?: ShopperId;
  readonly session?: SessionId;
  /** Says that this shopper is that customer: from then on their histories are one. */
  readonly customer?: CustomerId;
  /** Country, region or currency zone, by the name that the shop gives it: `DE`. */
  readonly market?: string;
}

/** Something that a shopper did with one product, or with what a choice point showed; one of the two is given. */
export interface ItemEvent extends EventBase {
  readonly kind: ItemEventKind;
  readonly product?: ProductId;
  /** For choice points: the action that was shown, such as the key of a banner. */
  readonly action?: ActionId;
  readonly variant?: VariantId;
  readonly quantity?: number;
  /** The signed token of the decision that showed the product. */
  readonly token?: string;
}

export interface SearchEvent extends EventBase {
  readonly kind: 'search';
  readonly query: string;
}

export interface OrderLine {
  readonly product: ProductId;
  readonly variant?: VariantId;
  /** Pieces bought or given back; above zero in both cases. */
  readonly quantity: number;
  /** What one piece was charged or refunded at, as the shop shows prices (see `Product.taxBasis`). */
  readonly unitPrice: Money;
  /** The signed token of the decision that led to this line. */
  readonly token?: string;
  /** Charged the merchant's own price whatever was decided: what was bought says nothing about a price of Armoire's. */
  readonly ownPrice?: boolean;
}

/** An order or a part of one given back; accepted from the store's server only. */
export interface OrderEvent extends EventBase {
  readonly kind: OrderEventKind;
  readonly order: OrderId;
  readonly lines: readonly OrderLine[];
}

/** An event as it arrives. */
export type ShopEvent = ItemEvent | SearchEvent | OrderEvent;

/** An order line whose token was verified. */
export type LoggedLine = Omit<OrderLine, 'token'> & { readonly decision?: DecisionId };

/** What the log adds to an event, and tokens resolved to the decisions that they name. */
type Logged<E> = Omit<E, 'token' | 'lines'> & {
  readonly offset: Offset;
  readonly receivedAt: Instant;
  /** The rule by which it counts nowhere: it was a crawler's, say, or the merchant's own. */
  readonly excluded?: string;
};

/** An event as the log holds it. */
export type LoggedEvent =
  | (Logged<ItemEvent> & { readonly decision?: DecisionId })
  | Logged<SearchEvent>
  | (Logged<OrderEvent> & { readonly lines: readonly LoggedLine[] });

export function isOrderKind(kind: EventKind): kind is OrderEventKind {
  return kind === 'purchase' || kind === 'refund';
}
