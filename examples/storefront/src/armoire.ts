import type { Reduction } from '@armoire/core';
import type { Instant, Money, OrderEvent } from '@armoire/protocol';
import {
  type Armoire,
  createArmoire,
  type DashboardOptions,
  merchantGateway,
  shopperGateway,
  type WidgetScript,
} from '@armoire/server';
import { configOf } from './armoire-config.ts';
import { armoireLog } from './armoire-log.ts';
import {
  type Article,
  articleOf,
  articles,
  currency,
  leadOf,
  type Make,
  productOf,
  variantId,
} from './catalog/index.ts';
import type { Options } from './options.ts';
import { onSameRung } from './rung.ts';

/** A price that the shop asks, and whether Armoire chose it. */
export interface Offer {
  readonly price: Money;
  readonly regular: Money;
  /** While it is below all that was asked before. */
  readonly reduction?: Reduction;
}

/** The shop does not wait longer than this for a price. */
const patience = 250;

function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too late')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Armoire as this shop uses it: its own server calls the two gateways, its pages call the rest over HTTP. */
export class ShopArmoire {
  readonly merchant: ReturnType<typeof merchantGateway>;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly #armoire: Armoire;
  readonly #shopper: ReturnType<typeof shopperGateway>;

  readonly #sold: (variant: string) => number;

  /** `sold`: pieces of a variant that left the stock so far. */
  constructor(armoire: Armoire, sold: (variant: string) => number) {
    this.#armoire = armoire;
    this.#sold = sold;
    this.merchant = merchantGateway(armoire.shop());
    this.#shopper = shopperGateway(armoire.shop());
    const [settings] = armoire.settings.shops;
    this.publicKey = settings?.publicKeys[0]?.key ?? '';
    this.secretKey = settings?.secretKeys[0]?.key ?? '';
  }

  /** Answers what is Armoire's: GraphQL, events, the widget's script, health. */
  handle(request: Request): Promise<Response> {
    return this.#armoire.handler(request);
  }

  /** Tells Armoire what the shop sells of some articles, as it now is: all of them unless ids are given. */
  async publish(ids?: Iterable<string>): Promise<void> {
    const now = Date.now();
    const some = ids === undefined ? articles : [...ids].flatMap((id) => articleOf(id) ?? []);
    const { rejected } = await this.merchant.upsertProducts(
      some.map((article) => productOf(article, this.#sold, now)),
    );
    const [first] = rejected;
    if (first) throw new Error(`Armoire refused ${some[first.index]?.id}: ${first.message}`);
  }

  /** What a make is sold at now, on the rung of its article; the label's price when there is no answer in time. */
  async offer(article: Article, make: Make): Promise<Offer> {
    const label = { amount: make.price ?? article.price, currency };
    try {
      const request = {
        visitor: {},
        product: article.id,
        variant: variantId(article, leadOf(article) ?? make),
      };
      const quote = await within(this.#shopper.price(request), patience);
      const point = this.#armoire.settings.shops[0]?.points[quote.point ?? ''];
      const followed = onSameRung(point, quote.product, variantId(article, make), quote, Date.now());
      if (followed === undefined) return { price: label, regular: label };
      // Makes that cost the same have the same past.
      const { reduction } = quote;
      const same = followed.price.amount === quote.price.amount;
      return same && reduction !== undefined ? { ...followed, reduction } : followed;
    } catch {
      return { price: label, regular: label };
    }
  }

  /** Tells of an order that was placed, or of a part that came back. */
  async recordOrder(event: OrderEvent): Promise<void> {
    const { rejected } = await this.merchant.recordOrders([event]);
    const [first] = rejected;
    if (first) throw new Error(`Armoire refused ${event.id}: ${first.message}`);
  }

  /** Drops the decisions that are older than a time; what was learned of them stays. */
  async clear(before: Instant): Promise<void> {
    const { storage, id } = this.#armoire.shop();
    await storage.trim(id, { decisions: before });
  }

  /** Spares the first shoppers the slow first decisions of a process that has just begun. */
  warmUp(): Promise<void> {
    return this.#armoire.warmUp();
  }

  close(): Promise<void> {
    return this.#armoire.close();
  }
}

export async function openArmoire(
  options: Options,
  widgetScript: WidgetScript,
  dashboard: DashboardOptions,
  sold: (variant: string) => number,
): Promise<ShopArmoire> {
  return new ShopArmoire(
    await createArmoire(configOf(options), { widgetScript, dashboard, log: armoireLog }),
    sold,
  );
}
