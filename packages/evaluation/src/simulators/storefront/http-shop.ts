import { ArmoireError, type Instant, type Money, type Product, type ShopEvent } from '@armoire/protocol';
import type { PageAnswer, PageAsk, PriceAnswer, PriceAsk, Shop, ShownShelf } from './shop.ts';

export interface HttpShopOptions {
  /** Where Armoire answers, without a slash at the end: `http://localhost:4400/armoire`. */
  readonly url: string;
  readonly publicKey: string;
  /** Orders and signed shoppers come from the store's server: this key says that they do. */
  readonly secretKey: string;
  readonly fetch: (url: string, request: Request) => Promise<Response>;
  /** When something of the world happens on the server's clock, see `pacedClock`; the same when absent. */
  readonly wall?: (at: Instant) => Instant;
}

/** What is sent; all that an implementation of `fetch` is given. */
interface Request {
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What of an answer is read. */
interface Response {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

const pageQuery = `query ($shelves: [ShelfInput!]!, $visitor: VisitorInput, $situation: SituationInput) {
  page(shelves: $shelves, visitor: $visitor, situation: $situation) {
    shelves { point token items { position product { id } } }
  }
}`;
const priceQuery = `query ($product: ID!, $variant: ID, $point: ID, $visitor: VisitorInput) {
  price(product: $product, variant: $variant, point: $point, visitor: $visitor) { price { amount currency } }
}`;

interface PageData {
  readonly page: {
    readonly shelves: readonly {
      readonly point: string;
      readonly token: string;
      readonly items: readonly { readonly position: number; readonly product: { readonly id: string } }[];
    }[];
  };
}

/**
 * A shop that runs elsewhere, seen as its shoppers see it: pages and prices by GraphQL, what they do by `/events`, and
 * what the store's server knows (orders, and who signed in) by the secret key.
 */
export function httpShop({ url, publicKey, secretKey, fetch, wall = (at) => at }: HttpShopOptions): Shop {
  const tokens = new Map<string, Promise<string>>();
  const asServer = { authorization: `Bearer ${secretKey}` };

  const post = async (
    path: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
    method: Request['method'] = 'POST',
  ) => {
    const sent = { 'content-type': 'application/json', ...headers };
    const response = await fetch(`${url}${path}`, { method, headers: sent, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw refused(path, `${response.status} ${text.slice(0, 200)}`);
    return JSON.parse(text) as unknown;
  };
  const ask = async <Data>(query: string, variables: unknown, userAgent?: string): Promise<Data> => {
    const headers = { 'x-armoire-key': publicKey, ...from(userAgent) };
    const answer = await post('/graphql', headers, { query, variables });
    const { data, errors } = answer as { data?: Data | null; errors?: readonly { message: string }[] };
    if (data !== undefined && data !== null && errors === undefined) return data;
    throw refused('/graphql', errors?.[0]?.message ?? 'no data');
  };
  /** Signed by the server, as for a shopper who has agreed to be recognised. */
  const token = (shopper: string): Promise<string> => {
    const known = tokens.get(shopper);
    if (known !== undefined) return known;
    const made = post('/v1/shoppers', asServer, { shopper }).then(
      (answer) => (answer as { token: string }).token,
    );
    tokens.set(shopper, made);
    return made;
  };
  const signed = async <T extends { readonly shopper?: string }>(of: T): Promise<T> =>
    of.shopper === undefined ? of : { ...of, shopper: await token(of.shopper) };
  const taken = (path: string, answer: unknown) => {
    const [first] = (answer as { rejected?: readonly { message: string }[] }).rejected ?? [];
    if (first !== undefined) throw refused(path, first.message);
  };

  return {
    async page({ visitor, situation, shelves, userAgent }: PageAsk): Promise<PageAnswer> {
      if (shelves.length === 0) return { kind: 'page', shelves: [] };
      const variables = { shelves, visitor: await signed(visitor), situation };
      const { page } = await ask<PageData>(pageQuery, variables, userAgent);
      const shown = page.shelves.map(({ point, token, items }): ShownShelf => {
        return {
          point,
          token,
          items: items.map(({ position, product }) => ({ position, product: product.id })),
        };
      });
      return { kind: 'page', shelves: shown };
    },
    async price({ visitor, point, product, variant, userAgent }: PriceAsk): Promise<PriceAnswer> {
      const variables = { product, variant, point, visitor: await signed(visitor) };
      const { price } = await ask<{ price: { price: Money } }>(priceQuery, variables, userAgent);
      return { kind: 'price', price: price.price };
    },
    async send(events: readonly ShopEvent[], userAgent?: string): Promise<void> {
      const timed = events.map((event) => ({ ...event, at: wall(event.at) }));
      const orders = timed.filter((event) => 'lines' in event);
      const others = await Promise.all(timed.filter((event) => !('lines' in event)).map(signed));
      const browsed = { key: publicKey, events: others };
      if (others.length > 0) taken('/events', await post('/events', from(userAgent), browsed));
      if (orders.length > 0) taken('/v1/orders', await post('/v1/orders', asServer, orders));
    },
    async update(products: readonly Product[]): Promise<void> {
      const timed = products.map((product) => ({ ...product, updatedAt: wall(product.updatedAt) }));
      taken('/v1/products', await post('/v1/products', asServer, timed, 'PUT'));
    },
  };
}

function from(userAgent: string | undefined): Readonly<Record<string, string>> {
  return userAgent === undefined ? {} : { 'user-agent': userAgent };
}

function refused(path: string, why: string): ArmoireError {
  return new ArmoireError('INVALID_INPUT', `The shop refused ${path}: ${why}`, {
    fix: 'Check the address and both keys, and that the shop has the points that are asked for.',
  });
}
