import type { Decision } from '@armoire/core';
import {
  ArmoireError,
  type DecisionClaims,
  type Duration,
  type Instant,
  type ShopId,
} from '@armoire/protocol';
import { errors } from 'jose';
import type { SigningKeys } from './keys.ts';
import { VerifiedTokens } from './verified.ts';

export interface DecisionTokensOptions {
  readonly keys: SigningKeys;
  /** Time for which a token counts. */
  readonly expiry: Duration;
  readonly clock: { now(): Instant };
}

const typ = 'JWT';

/** What a token says of a decision. */
type Signed = Pick<Decision, 'shop' | 'id' | 'point' | 'at'> & Partial<Pick<Decision, 'context'>>;

/** Decision tokens: they name the decision, its point, shop and market, and when they expire. */
export class DecisionTokens {
  readonly #keys: SigningKeys;
  readonly #header: string;
  readonly #expiry: Duration;
  readonly #clock: DecisionTokensOptions['clock'];
  readonly #verified = new VerifiedTokens<DecisionClaims>();

  constructor({ keys, expiry, clock }: DecisionTokensOptions) {
    this.#keys = keys;
    this.#header = keys.header(typ);
    this.#expiry = expiry;
    this.#clock = clock;
  }

  sign({ shop, id, point, at, context }: Signed): string {
    const from = Math.max(at, this.#clock.now());
    const exp = Math.ceil((from + this.#expiry) / 1000);
    return this.#keys.sign(this.#header, { aud: shop, sub: id, point, market: context?.values.market, exp });
  }

  /** @throws ArmoireError INVALID_TOKEN or EXPIRED_TOKEN */
  async verify(token: string, shop: ShopId): Promise<DecisionClaims> {
    const claims = this.#verified.get(token) ?? (await this.#read(token));
    if (claims.expiresAt <= this.#clock.now()) throw expired();
    if (claims.shop !== shop) throw invalid('is of another shop');
    return claims;
  }

  async #read(token: string): Promise<DecisionClaims> {
    const now = new Date(this.#clock.now());
    const { payload } = await this.#keys
      .verify(token, { typ, now, requiredClaims: ['aud', 'sub', 'exp'] })
      .catch((error: unknown) => {
        throw error instanceof errors.JWTExpired ? expired() : invalid('was not signed here', error);
      });
    const { aud, sub, exp, point, market } = payload;
    if (typeof aud !== 'string' || sub === undefined || exp === undefined || typeof point !== 'string') {
      throw invalid('lacks a claim');
    }
    return this.#verified.add(token, {
      shop: aud,
      decision: sub,
      point,
      ...(typeof market === 'string' && market !== '' ? { market } : {}),
      expiresAt: exp * 1000,
    });
  }
}

function invalid(what: string, cause?: unknown): ArmoireError {
  return new ArmoireError('INVALID_TOKEN', `The decision token ${what}`, {
    path: 'token',
    fix: 'Send the token back as the answer gave it, or leave it out.',
    cause,
  });
}

function expired(): ArmoireError {
  return new ArmoireError('EXPIRED_TOKEN', 'The decision token has expired', {
    path: 'token',
    fix: 'Leave the token out: what happens so late is no longer due to the decision.',
  });
}
