import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Decision } from '@armoire/core';
import {
  ArmoireError,
  type DecisionClaims,
  type Duration,
  type Instant,
  type ShopId,
} from '@armoire/protocol';
import { errors, jwtVerify } from 'jose';

export interface TokenOptions {
  /** Signs; 32 characters or more. */
  readonly secret: string;
  /** Secrets before it, whose tokens still count. */
  readonly previous?: readonly string[];
  /** Time for which a token counts. */
  readonly expiry: Duration;
  readonly clock: { now(): Instant };
}

const issuer = 'armoire';
const remembered = 10_000;

/**
 * Decision tokens: JSON Web Signatures (RFC 7515, HS256) that name the decision, its point and shop, and when they
 * expire. Anybody may read one; nobody else can make one. Keys are named by `kid`, so that a new secret can sign
 * while the tokens of earlier ones still count.
 */
export class Tokens {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #signing: KeyObject;
  readonly #header: string;
  readonly #expiry: Duration;
  readonly #clock: TokenOptions['clock'];
  readonly #verified = new Map<string, DecisionClaims>();

  constructor({ secret, previous = [], expiry, clock }: TokenOptions) {
    const keys = [secret, ...previous].map((text) => [kidOf(text), keyOf(text)] as const);
    this.#keys = new Map(keys.reverse());
    this.#signing = keyOf(secret);
    this.#header = encode({ alg: 'HS256', kid: kidOf(secret), typ: 'JWT' });
    this.#expiry = expiry;
    this.#clock = clock;
  }

  /**
   * Signs by node:crypto rather than by jose, whose only way is asynchronous and seven times as dear; a page waits
   * for one signature per shelf.
   */
  sign({ shop, id, point, at }: Pick<Decision, 'shop' | 'id' | 'point' | 'at'>): string {
    const from = Math.max(at, this.#clock.now());
    const exp = Math.ceil((from + this.#expiry) / 1000);
    const text = `${this.#header}.${encode({ iss: issuer, aud: shop, sub: id, point, exp })}`;
    return `${text}.${createHmac('sha256', this.#signing).update(text).digest('base64url')}`;
  }

  /** @throws ArmoireError INVALID_TOKEN or EXPIRED_TOKEN */
  async verify(token: string, shop: ShopId): Promise<DecisionClaims> {
    const claims = this.#verified.get(token) ?? (await this.#read(token));
    if (claims.expiresAt <= this.#clock.now()) throw expired();
    if (claims.shop !== shop) throw invalid('is of another shop');
    return claims;
  }

  async #read(token: string): Promise<DecisionClaims> {
    const { payload } = await jwtVerify(token, ({ kid }) => this.#key(kid), {
      algorithms: ['HS256'],
      issuer,
      requiredClaims: ['aud', 'sub', 'exp'],
      currentDate: new Date(this.#clock.now()),
    }).catch((error: unknown) => {
      throw error instanceof errors.JWTExpired ? expired() : invalid('was not signed here', error);
    });
    const { aud, sub, exp, point } = payload;
    if (typeof aud !== 'string' || sub === undefined || exp === undefined || typeof point !== 'string') {
      throw invalid('lacks a claim');
    }
    const claims = { shop: aud, decision: sub, point, expiresAt: exp * 1000 };
    this.#verified.set(token, claims);
    if (this.#verified.size > remembered) this.#verified.delete(this.#verified.keys().next().value as string);
    return claims;
  }

  #key(kid: string | undefined): KeyObject {
    const key = this.#keys.get(kid ?? '');
    if (key === undefined) throw new Error('unknown key');
    return key;
  }
}

/** A name for a secret that does not tell it. */
function kidOf(secret: string): string {
  return createHash('sha256').update(`armoire token ${secret}`).digest('hex').slice(0, 8);
}

function keyOf(secret: string): KeyObject {
  return createSecretKey(createHash('sha256').update(secret).digest());
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
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
