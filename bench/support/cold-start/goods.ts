import type { Instant, Product, ProductId, ShopEvent } from '@armoire/protocol';
import { type History, productsOf } from '../orders.ts';

/** Articles of a history under numbers, and the orders of people who are known. */
export interface Goods {
  readonly products: readonly Product[];
  /** By number, when the article was first sold; infinite for what never was. */
  readonly firstSold: readonly Instant[];
  readonly orders: readonly Order[];
}

export interface Order {
  /** Absent where nobody is named. */
  readonly person?: string;
  readonly at: Instant;
  /** Numbers of the articles, each once. */
  readonly bought: readonly number[];
}

export function goodsOf({ changes, events }: History): Goods {
  const products = changes.flatMap((change) => (change.kind === 'upsert' ? [change.product] : []));
  const numbers = new Map<ProductId, number>(products.map(({ id }, number) => [id, number]));
  const orders = events.flatMap((event) => orderOf(event, numbers));
  const firstSold = products.map(() => Number.POSITIVE_INFINITY);
  for (const { at, bought } of orders)
    for (const i of bought) firstSold[i] = Math.min(firstSold[i] as number, at);
  return { products, firstSold, orders };
}

function orderOf(event: ShopEvent, numbers: ReadonlyMap<ProductId, number>): Order[] {
  const bought = productsOf(event).flatMap((id) => numbers.get(id) ?? []);
  const { at, customer: person } = event;
  return bought.length === 0 ? [] : [{ at, bought, ...(person === undefined ? {} : { person }) }];
}
