import type { Quote } from '@armoire/core';
import {
  ArmoireError,
  type Duration,
  type Instant,
  money,
  type PriceClaims,
  type ShopId,
} from '@armoire/protocol';
import { errors } from 'jose';
import type { SigningKeys } from './keys.ts';

export interface PriceTokensOptions {
  readonly keys: SigningKeys;
  /** Time for which a price that was shown is charged. */
  readonly expiry: Duration;
  readonly clock: { now(): Instant };
}

const typ = 'price+jwt';
const longest = 4096;

/**
 * Price tokens: they say what a variant was offered at, and until when that is charged. Whoever fills a cart verifies
 * the token of the page, so that what was displayed is what is charged, also after the next decision.
 */
export class PriceTokens {
  readonly #keys: SigningKeys;
  readonly #header: string;
  readonly #expiry: Duration;
  readonly #clock: PriceTokensOptions['clock'];

  constructor({ keys, expiry, clock }: PriceTokensOptions) {
    this.#keys = keys;
    this.#header = keys.header(typ);
    this.#expiry = expiry;
    this.#clock = clock;
  }

  sign(shop: ShopId, quote: Pick<Quote, 'product' | 'variant' | 'price' | 'decision'>): string {
    const { product, variant, price, decision } = quote;
    const exp = Math.ceil((this.#clock.now() + this.#expiry) / 1000);
    return this.#keys.sign(this.#header, {
      aud: audience(shop),
      sub: variant.id,
      exp,
      product: product.id,
      amount: price.amount,
      currency: price.currency,
      ...(decision === undefined ? {} : { decision: decision.id }),
    });
  }

  /**
   * @throws ArmoireError INVALID_TOKEN for one that was not signed here, is of another shop or of another kind;
   * EXPIRED_TOKEN
   */
  async verify(token: string, shop: ShopId): Promise<PriceClaims> {
    if (token.length > longest) throw invalid('is too long');
    const { payload } = await this.#keys
      .verify(token, {
        typ,
        now: new Date(this.#clock.now()),
        requiredClaims: ['aud', 'sub', 'exp', 'product', 'amount', 'currency'],
      })
      .catch((error: unknown) => {
        throw error instanceof errors.JWTExpired ? expired() : invalid('was not signed here', error);
      });
    const { aud, sub = '', exp = 0, product, amount, currency, decision } = payload;
    if (aud !== audience(shop)) throw invalid('is of another shop');
    if (typeof product !== 'string' || typeof amount !== 'number' || typeof currency !== 'string')
      throw invalid('lacks a claim');
    return {
      shop,
      product,
      variant: sub,
      price: money(amount, currency),
      expiresAt: exp * 1000,
      ...(typeof decision === 'string' ? { decision } : {}),
    };
  }
}

/** Ids of shops hold no colon, so that no token of another kind is for this audience. */
function audience(shop: ShopId): string {
  return `price:${shop}`;
}

function invalid(what: string, cause?: unknown): ArmoireError {
  return new ArmoireError('INVALID_TOKEN', `The price token ${what}`, {
    path: 'token',
    fix: 'Charge the price that holds now, and show it before the order is placed.',
    cause,
  });
}

function expired(): ArmoireError {
  return new ArmoireError('EXPIRED_TOKEN', 'The price token has expired', {
    path: 'token',
    fix: 'Charge the price that holds now, and show it before the order is placed.',
  });
}
