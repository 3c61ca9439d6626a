import type { Market } from '../catalog/market.ts';
import type { Client } from '../engine/client.ts';
import { type Query, rows } from '../graph.ts';
import type { AskedPage } from './asked.ts';

interface EngineShelf {
  readonly point: string;
  readonly decision: string;
  readonly source: string;
  readonly token: string;
  readonly items: readonly {
    readonly position: number;
    readonly propensity: number | null;
    readonly product: { readonly id: string };
    readonly reasons: readonly { readonly code: string; readonly value: unknown }[];
  }[];
}

/** A product as the store's own routes show one: the fields that a card needs, with the price that a cart would charge. */
interface StoreProduct {
  readonly id: string;
  readonly sales_channels?: readonly ({ readonly id: string } | null)[] | null;
}

/** A shelf as the storefront receives it. */
export interface Shelf extends Omit<EngineShelf, 'items'> {
  readonly items: readonly (Omit<EngineShelf['items'][number], 'product'> & {
    readonly product: Omit<StoreProduct, 'sales_channels'>;
  })[];
}

export interface PageParts {
  readonly query: Query;
  readonly client: Pick<Client, 'shopper'>;
  readonly market: () => Promise<Market>;
  /** Medusa's mark of a context for calculated prices. */
  readonly priceContext: (context: object) => unknown;
}

const question = /* GraphQL */ `query Page($shelves: [ShelfInput!]!, $visitor: VisitorInput, $situation: SituationInput) {
  page(shelves: $shelves, visitor: $visitor, situation: $situation) {
    shelves { point decision source token items { position propensity product { id } reasons { code value } } }
  }
}`;

const cardFields = [
  ...['id', 'title', 'subtitle', 'handle', 'thumbnail', 'status', 'sales_channels.id'],
  ...['variants.id', 'variants.title', 'variants.sku', 'variants.calculated_price.*'],
];

/**
 * The shelves of one page, with the store's own products and prices: one question to the engine, one for the cart, one
 * for all products. What the publishable key's channels do not sell, its place stays empty.
 *
 * @param channels those of the publishable key; all when empty
 */
export async function pageOf(
  parts: PageParts,
  asked: AskedPage,
  channels: readonly string[],
): Promise<readonly Shelf[]> {
  const { query, client, market, priceContext } = parts;
  const cart = await cartOf(query, asked.cart_id);
  const { shelves } = (
    await client.shopper<{ page: { shelves: readonly EngineShelf[] } }>(question, {
      shelves: asked.shelves.map(({ point, count }) => ({
        point,
        ...(count === undefined ? {} : { count }),
      })),
      visitor: given({ shopper: asked.shopper, session: asked.session }),
      situation: given({ product: asked.product, category: asked.category, cart: cart?.products }),
    })
  ).page;
  const ids = [...new Set(shelves.flatMap(({ items }) => items.map(({ product }) => product.id)))];
  const { region, currency } = await market();
  const context = {
    region_id: asked.region_id ?? cart?.region ?? region,
    currency_code: currency.toLowerCase(),
  };
  const products =
    ids.length === 0
      ? []
      : await rows<StoreProduct>(query, {
          entity: 'product',
          fields: cardFields,
          filters: { id: ids, status: 'published' },
          pagination: { take: ids.length },
          context: { variants: { calculated_price: priceContext(given(context)) } },
        });
  const shown = new Map(
    products
      .filter(({ sales_channels }) => sold(sales_channels, channels))
      .map(({ sales_channels: _, ...product }) => [product.id, product]),
  );
  return shelves.map(({ items, ...shelf }) => ({
    ...shelf,
    items: items.flatMap(({ product, ...item }) => {
      const found = shown.get(product.id);
      return found === undefined ? [] : [{ ...item, product: found }];
    }),
  }));
}

function sold(where: StoreProduct['sales_channels'], channels: readonly string[]): boolean {
  return channels.length === 0 || (where ?? []).some((each) => each !== null && channels.includes(each.id));
}

interface Cart {
  readonly region_id?: string | null;
  readonly items?: readonly ({ readonly product_id?: string | null } | null)[] | null;
}

async function cartOf(query: Query, id: string | undefined) {
  if (id === undefined) return undefined;
  const [cart] = await rows<Cart>(query, {
    entity: 'cart',
    fields: ['region_id', 'items.product_id'],
    filters: { id },
  });
  const products = (cart?.items ?? []).flatMap((item) => item?.product_id ?? []);
  return { products: [...new Set(products)], region: cart?.region_id ?? undefined };
}

/** Without what is undefined. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
