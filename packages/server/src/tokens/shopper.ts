import {
  ArmoireError,
  type Duration,
  day,
  type Instant,
  type ShopId,
  type ShopperClaims,
  type ShopperId,
  type ShopperToken,
} from '@armoire/protocol';
import { errors } from 'jose';
import type { SigningKeys } from './keys.ts';
import { VerifiedTokens } from './verified.ts';

export interface ShopperTokensOptions {
  readonly keys: SigningKeys;
  readonly clock: { now(): Instant };
}

/** A token that was verified. */
export interface KnownShopper extends ShopperClaims {
  /** Whether it should be replaced by a new one of the same shopper. */
  readonly due: boolean;
}

/** Time after its expiry in which a token still names its shopper, and is renewed. */
export const grace: Duration = 30 * day;

const typ = 'shopper+jwt';
const longest = 4096;

type Read = ShopperClaims & { readonly current: boolean };

/**
 * Shopper tokens: they name a pseudonymous shopper of one shop. They are due for renewal once half of their life is
 * over, or another secret signs; they count until the {@link grace} after their expiry has passed.
 */
export class ShopperTokens {
  readonly #keys: SigningKeys;
  readonly #header: string;
  readonly #clock: ShopperTokensOptions['clock'];
  readonly #verified = new VerifiedTokens<Read>();

  constructor({ keys, clock }: ShopperTokensOptions) {
    this.#keys = keys;
    this.#header = keys.header(typ);
    this.#clock = clock;
  }

  sign(shop: ShopId, shopper: ShopperId, expiry: Duration, age?: number): ShopperToken {
    const now = this.#clock.now();
    const iat = Math.floor(now / 1000);
    const exp = Math.ceil((now + expiry) / 1000);
    const token = this.#keys.sign(this.#header, { aud: audience(shop), sub: shopper, age, iat, exp });
    return { token, expiresAt: exp * 1000 };
  }

  /** @throws ArmoireError INVALID_TOKEN, or EXPIRED_TOKEN once the grace is over */
  async verify(token: string, shop: ShopId): Promise<KnownShopper> {
    const { current, ...claims } = this.#verified.get(token) ?? (await this.#read(token));
    const now = this.#clock.now();
    if (claims.expiresAt + grace <= now) throw expired();
    if (claims.shop !== shop) throw invalid('is of another shop');
    return { ...claims, due: !current || now - claims.issuedAt > (claims.expiresAt - claims.issuedAt) / 2 };
  }

  async #read(token: string): Promise<Read> {
    if (token.length > longest) throw invalid('is too long');
    const { payload, current } = await this.#keys
      .verify(token, {
        typ,
        now: new Date(this.#clock.now()),
        requiredClaims: ['aud', 'sub', 'iat', 'exp'],
        clockTolerance: grace / 1000,
      })
      .catch((error: unknown) => {
        throw error instanceof errors.JWTExpired ? expired() : invalid('was not signed here', error);
      });
    const { aud, sub = '', iat = 0, exp = 0, age } = payload;
    if (typeof aud !== 'string' || !aud.startsWith(audiences) || sub === '') throw invalid('lacks a claim');
    const shop = aud.slice(audiences.length);
    return this.#verified.add(token, {
      shop,
      shopper: sub,
      ...(typeof age === 'number' ? { age } : {}),
      issuedAt: iat * 1000,
      expiresAt: exp * 1000,
      current,
    });
  }
}

/** Ids of shops hold no colon, so that no decision token is for this audience. */
const audiences = 'shopper:';

function audience(shop: ShopId): string {
  return audiences + shop;
}

function invalid(what: string, cause?: unknown): ArmoireError {
  return new ArmoireError('INVALID_TOKEN', `The shopper token ${what}`, {
    path: 'shopper',
    fix: 'Keep the token that the answer brings in its place.',
    cause,
  });
}

function expired(): ArmoireError {
  return new ArmoireError('EXPIRED_TOKEN', 'The shopper token has expired', {
    path: 'shopper',
    fix: 'Keep the token that the answer brings in its place.',
  });
}
