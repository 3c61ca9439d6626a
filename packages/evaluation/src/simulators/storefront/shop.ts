import type { Situation, Visitor } from '@armoire/core';
import type { Instant, Money, PointId, Product, ProductId, ShopEvent, VariantId } from '@armoire/protocol';

export interface ShelfAsk {
  readonly point: PointId;
  readonly count: number;
}

/** A page that a shopper has opened, and the shelves that it has to fill; it may have none. */
export interface PageAsk {
  readonly kind: 'page';
  readonly at: Instant;
  readonly visitor: Visitor;
  readonly situation: Situation;
  readonly shelves: readonly ShelfAsk[];
  /** What the request says of its sender; a browser like any other when absent. */
  readonly userAgent?: string;
}

/** A product page that has to show a price. */
export interface PriceAsk {
  readonly kind: 'price';
  readonly at: Instant;
  readonly visitor: Visitor;
  readonly point: PointId;
  readonly product: ProductId;
  readonly variant: VariantId;
  readonly userAgent?: string;
}

export type Ask = PageAsk | PriceAsk;

export interface ShownShelf {
  readonly point: PointId;
  /** Names the decision in the events that follow from it. */
  readonly token?: string;
  /** Places may be empty. */
  readonly items: readonly { readonly product: ProductId; readonly position: number }[];
}

export interface PageAnswer {
  readonly kind: 'page';
  readonly shelves: readonly ShownShelf[];
}

export interface PriceAnswer {
  readonly kind: 'price';
  readonly price: Money;
}

export type Answer = PageAnswer | PriceAnswer;

/** The shop that simulated shoppers visit: an engine in this process, or a server far away. */
export interface Shop {
  page(ask: PageAsk): PageAnswer | Promise<PageAnswer>;
  price(ask: PriceAsk): PriceAnswer | Promise<PriceAnswer>;
  /** Takes what one visitor did, in the order in which it happened to them. */
  send(events: readonly ShopEvent[], userAgent?: string): void | Promise<void>;
  /** Hears from the store of products as they now are; a shop without it knows of no change of stock. */
  update?(products: readonly Product[]): void | Promise<void>;
}
