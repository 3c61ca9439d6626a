import {
  type ChoiceRequest,
  ownPrice,
  type Page,
  type PageRequest,
  type PriceRequest,
  type Quote,
  type ShelfRequest,
} from '@armoire/core';
import { ArmoireError, type Product } from '@armoire/protocol';
import type { ShopperGateway } from '../src/index.ts';
import { decision, noon, product } from './fixtures.ts';

/** A shop in memory: four products, one shelf point, one price point, one choice point; it notes what it is asked. */
export class MemoryShopper implements ShopperGateway {
  readonly products = new Map<string, Product>(['a', 'b', 'c', 'd'].map((id) => [id, product(id)] as const));
  readonly hidden = new Set<string>();
  readonly pages: PageRequest[] = [];
  readonly priced: PriceRequest[] = [];
  readonly chosen: ChoiceRequest[] = [];
  readonly tracked: unknown[] = [];
  readonly #points: ReadonlySet<string> = new Set(['home.top', 'home.more']);

  async page(request: PageRequest): Promise<Page> {
    this.pages.push(request);
    const free = [...this.products.values()].filter(({ id }) => id !== request.situation.product);
    return { shelves: request.shelves.map((shelf) => this.#shelf(shelf, free)) };
  }

  #shelf({ point, count = 2 }: ShelfRequest, free: Product[]) {
    if (!this.#points.has(point)) {
      throw new ArmoireError('UNKNOWN_POINT', `There is no point "${point}"`, {
        fix: 'Add it to the configuration.',
        path: 'shelves',
      });
    }
    const items = free.splice(0, count).map((each, position) => ({
      product: each,
      position,
      propensity: 0.5,
      reasons: [{ code: 'trending' }],
    }));
    return { point, decision: decision(`of ${point}`, { point }), items };
  }

  async price(request: PriceRequest): Promise<Quote> {
    this.priced.push(request);
    const found = this.products.get(request.product);
    const variant = found?.variants[0];
    if (!found || !variant) {
      throw new ArmoireError('UNKNOWN_PRODUCT', `There is no product "${request.product}"`);
    }
    const price = ownPrice({ price: { amount: 1899, currency: 'EUR' } });
    const reduction = { from: { amount: 1950, currency: 'EUR' }, since: noon, days: 30 };
    const own = { product: found, variant, regular: variant.price, until: noon };
    return found.id === 'd'
      ? { ...own, price: ownPrice(variant) }
      : { ...own, point: 'price', price, decision: decision('price'), reduction };
  }

  async choice(request: ChoiceRequest) {
    this.chosen.push(request);
    return { decision: decision('choice', { point: request.point, kind: 'choice' }), action: 'banner-2' };
  }

  product(id: string): Product | undefined {
    return this.products.get(id);
  }

  showable(id: string): boolean {
    return this.products.has(id) && !this.hidden.has(id);
  }

  token({ id }: { readonly id: string }): string {
    return `signed:${id}`;
  }

  priceToken({ variant, price }: Quote): string {
    return `offered:${variant.id}:${price.amount}`;
  }

  async shopper(token = 'new') {
    return { token: `kept:${token}`, expiresAt: noon };
  }

  async track(events: readonly unknown[]) {
    this.tracked.push(...events);
    const rejected = [{ index: 1, code: 'INVALID_EVENT' as const, message: 'No product', path: 'product' }];
    return { accepted: 1, duplicates: 0, rejected };
  }
}
