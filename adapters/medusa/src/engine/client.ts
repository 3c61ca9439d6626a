import {
  ArmoireError,
  type ErrorCode,
  errorCodes,
  type Product,
  type ProductId,
  type ShopEvent,
} from '@armoire/protocol';
import type { Engine } from './engine.ts';

/** What became of a batch, row by row. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly index: number; readonly code: string; readonly message: string }[];
}

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Requests need an origin, whoever answers them. */
const anywhere = 'http://armoire.invalid';

/** What the adapter asks of an engine, wherever that is. */
export class Client {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws ArmoireError with the engine's code where it took nothing for a reason of its own */
  putProducts(products: readonly Product[]): Promise<Receipt> {
    return this.#rows('PUT', '/v1/products', products);
  }

  removeProduct(id: ProductId): Promise<Receipt> {
    return this.#rows('DELETE', `/v1/products/${encodeURIComponent(id)}`);
  }

  /** Orders, and whatever else the store's server saw. */
  tell(events: readonly ShopEvent[]): Promise<Receipt> {
    return this.#rows('POST', '/v1/orders', events);
  }

  /** Asks as a page does. */
  shopper<T>(query: string, variables: object): Promise<T> {
    return this.#graphql('/graphql', { 'x-armoire-key': this.#engine.keys.public }, query, variables);
  }

  /** Asks as the merchant does. */
  merchant<T>(query: string, variables: object): Promise<T> {
    return this.#graphql('/admin/graphql', this.#secret(), query, variables);
  }

  #secret(): Record<string, string> {
    return { authorization: `Bearer ${this.#engine.keys.secret}` };
  }

  async #rows(method: string, path: string, rows?: readonly unknown[]): Promise<Receipt> {
    const body = rows === undefined ? {} : { body: JSON.stringify(rows) };
    const headers = { ...this.#secret(), 'content-type': 'application/json' };
    const response = await this.#engine.send(new Request(`${anywhere}${path}`, { method, headers, ...body }));
    const answer = (await response.json()) as Partial<Receipt> & {
      code?: string;
      message?: string;
      fix?: string;
    };
    // 400 may also mean that each row was refused, which the receipt tells.
    if (answer.rejected !== undefined) return answer as Receipt;
    throw told(answer.code, answer.message ?? `Armoire answered ${response.status}`, answer.fix);
  }

  async #graphql<T>(path: string, headers: object, query: string, variables: object): Promise<T> {
    const response = await this.#engine.send(
      new Request(`${anywhere}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
    );
    const { data, errors } = (await response.json()) as Answer<T>;
    const [error] = errors ?? [];
    if (error !== undefined) throw told(error.extensions?.code, error.message);
    if (data === undefined || data === null) throw told(undefined, `Armoire answered ${response.status}`);
    return data;
  }
}

function told(code: string | undefined, message: string, fix?: string): ArmoireError {
  const known = code !== undefined && code in errorCodes ? (code as ErrorCode) : 'INTERNAL';
  return new ArmoireError(known, message, fix === undefined ? {} : { fix });
}
