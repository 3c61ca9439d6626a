import { resolve } from 'node:path';
import { type Decision, type Outcome, worth } from '@armoire/core';
import type { Money } from '@armoire/protocol';
import {
  type Armoire,
  createArmoire,
  defineConfig,
  type Log,
  merchantGateway,
  shopperGateway,
  type WidgetScript,
} from '@armoire/server';
import { type Article, articles, currency, type Make, productOf, variantId } from './catalog/index.ts';
import { cache, type Options } from './options.ts';

/** How the shop lets Armoire decide. What is left out here has a default. */
function configOf({ storage, rewardWait, priceSlot }: Options) {
  const reward = { wait: rewardWait };
  return defineConfig({
    storage,
    ...(storage.startsWith('sqlite:') ? {} : { secrets: resolve(cache, 'secrets.json') }),
    shops: [
      {
        id: 'fennel-and-flint',
        currency,
        points: {
          'home.featured': { kind: 'shelf', sources: ['trending', 'popular', 'newest'], count: 8, reward },
          'category.top': { kind: 'shelf', sources: ['popular', 'trending', 'newest'], count: 6, reward },
          'product.related': {
            kind: 'shelf',
            sources: ['together', 'popular', 'trending', 'newest'],
            count: 6,
            reward,
          },
          'cart.complements': {
            kind: 'shelf',
            sources: ['together', 'popular', 'trending', 'newest'],
            count: 5,
            reward,
          },
          price: {
            kind: 'price',
            // Never above what the shop wrote on the label: whoever looks again may only be glad.
            ladder: [0.85, 0.9, 0.95, 1],
            slot: priceSlot,
            guard: { minimumMargin: 0.3, lowest: 0.85, highest: 1, largestStep: 0.16, endings: [0, 50] },
          },
        },
      },
    ],
  });
}

/** A price that the shop asks, and whether Armoire chose it. */
export interface Offer {
  readonly price: Money;
  readonly regular: Money;
}

/** One line of an order, as it is told to Armoire. */
export interface SoldLine {
  readonly product: string;
  readonly variant: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly token?: string;
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
  readonly #armoire: Armoire;
  readonly #shopper: ReturnType<typeof shopperGateway>;

  constructor(armoire: Armoire) {
    this.#armoire = armoire;
    this.merchant = merchantGateway(armoire.shop());
    this.#shopper = shopperGateway(armoire.shop());
    this.publicKey = armoire.settings.shops[0]?.publicKeys[0]?.key ?? '';
  }

  /** Answers what is Armoire's: GraphQL, events, the widget's script, health. */
  handle(request: Request): Promise<Response> {
    return this.#armoire.handler(request);
  }

  /** Tells Armoire what the shop sells, as it now is. */
  async publish(some: readonly Article[], sold: (variant: string) => number): Promise<void> {
    const now = Date.now();
    const { rejected } = await this.merchant.upsertProducts(
      some.map((article) => productOf(article, sold, now)),
    );
    const [first] = rejected;
    if (first) throw new Error(`Armoire refused ${some[first.index]?.id}: ${first.message}`);
  }

  publishAll(sold: (variant: string) => number): Promise<void> {
    return this.publish(articles, sold);
  }

  /** What an article is sold at now; the label's price when there is no answer in time. */
  async offer(article: Article, make: Make): Promise<Offer> {
    const label = { amount: make.price ?? article.price, currency };
    try {
      const request = { visitor: {}, product: article.id, variant: variantId(article, make) };
      const { price, regular } = await within(this.#shopper.price(request), patience);
      return { price, regular };
    } catch {
      return { price: label, regular: label };
    }
  }

  /** Tells of an order that was placed. */
  async sold(order: string, at: number, lines: readonly SoldLine[], shopper?: string): Promise<void> {
    const event = {
      id: `order-${order}`,
      kind: 'purchase',
      order,
      at,
      lines,
      ...(shopper !== undefined && { shopper }),
    };
    const { rejected } = await this.merchant.recordOrders([event]);
    const [first] = rejected;
    if (first) throw new Error(`Armoire refused the order: ${first.message}`);
  }

  /** What the places of decisions have earned so far, by decision and place. */
  async rewards(decisions: readonly Decision[]): Promise<ReadonlyMap<string, PlaceReward>> {
    const shop = this.#armoire.shop();
    const ids = decisions.map(({ id }) => id);
    const outcomes = ids.length === 0 ? [] : await shop.storage.state.outcomes(shop.id, ids);
    return new Map(
      outcomes.map((outcome) => {
        const spec = shop.settings.points[outcome.point]?.reward;
        const value = spec === undefined ? outcome.value : worth(spec, outcome);
        return [
          placeKey(outcome.decision, outcome.position),
          { value, seen: outcome.seen, due: outcome.due },
        ];
      }),
    );
  }

  close(): Promise<void> {
    return this.#armoire.close();
  }
}

export interface PlaceReward {
  readonly value: number;
  /** The kinds of events so far. */
  readonly seen: Outcome['seen'];
  /** When it is learned if nothing more happens; undefined once it was learned. */
  readonly due: number | undefined;
}

export const placeKey = (decision: string, position: number) => `${decision} ${position}`;

/** Warnings and errors as lines for a person; a service would keep Armoire's own JSON. */
const log: Log = {
  debug() {},
  info() {},
  warn: (fields, message) => console.warn(`  armoire: ${message}${described(fields)}`),
  error: (fields, message) => console.error(`  armoire: ${message}${described(fields)}`),
};

function described(fields: object): string {
  const { point, error } = fields as { readonly point?: string; readonly error?: unknown };
  const parts = [point, error instanceof Error ? error.message : undefined].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(': ')})`;
}

export async function openArmoire(options: Options, widgetScript: WidgetScript): Promise<ShopArmoire> {
  return new ShopArmoire(await createArmoire(configOf(options), { widgetScript, log }));
}
