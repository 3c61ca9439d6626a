import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';

export interface SigningKeysOptions {
  /** Signs; 32 characters or more. */
  readonly secret: string;
  /** Secrets before it, whose tokens still count. */
  readonly previous?: readonly string[];
}

export interface VerifyOptions {
  /** The `typ` of the header: what kind of token it must be. */
  readonly typ: string;
  readonly now: Date;
  readonly requiredClaims: string[];
  /** Seconds for which a token is read beyond its expiry. */
  readonly clockTolerance?: number;
}

export interface Verified {
  readonly payload: JWTPayload;
  /** Whether the present secret signed it, rather than an earlier one. */
  readonly current: boolean;
}

const issuer = 'armoire';

/**
 * The secrets behind all tokens: JSON Web Signatures (RFC 7515, HS256). Anybody may read one; nobody else can make
 * one. Keys are named by `kid`, so that a new secret can sign while the tokens of earlier ones still count; a header
 * says in `typ` of which kind a token is (RFC 8725, 3.11), so that none passes for one of another kind.
 */
export class SigningKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #signing: KeyObject;
  readonly #kid: string;

  constructor({ secret, previous = [] }: SigningKeysOptions) {
    const keys = [secret, ...previous].map((text) => [kidOf(text), keyOf(text)] as const);
    this.#keys = new Map(keys.reverse());
    this.#signing = keyOf(secret);
    this.#kid = kidOf(secret);
  }

  /** What stands before the first dot of a token of this kind. */
  header(typ: string): string {
    return headerOf(this.#kid, typ);
  }

  /**
   * Signs by node:crypto rather than by jose, whose only way is asynchronous and seven times as dear; a page waits
   * for one signature per shelf.
   */
  sign(header: string, claims: object): string {
    const text = `${header}.${encode({ iss: issuer, ...claims })}`;
    return `${text}.${signature(this.#signing, text)}`;
  }

  /** @throws an error of jose */
  async verify(token: string, options: VerifyOptions): Promise<Verified> {
    return this.#own(token, options) ?? (await this.#read(token, options));
  }

  /**
   * What a token says that is, to the letter, one that {@link sign} made and that still counts: nearly every one is,
   * and a decision waits for it. What is not goes to jose, which says why, or finds that it counts after all.
   */
  #own(token: string, { typ, now, requiredClaims, clockTolerance = 0 }: VerifyOptions): Verified | undefined {
    const last = token.lastIndexOf('.');
    const text = token.slice(0, last);
    const header = text.slice(0, text.indexOf('.'));
    for (const [kid, key] of this.#keys) {
      if (header !== headerOf(kid, typ)) continue;
      if (!isEqual(token.slice(last + 1), signature(key, text))) return undefined;
      const payload = decode(text.slice(header.length + 1));
      if (payload.iss !== issuer || requiredClaims.some((claim) => payload[claim] === undefined))
        return undefined;
      const { exp = 0, nbf } = payload;
      if (nbf !== undefined || exp <= Math.floor(now.getTime() / 1000) - clockTolerance) return undefined;
      return { payload, current: kid === this.#kid };
    }
    return undefined;
  }

  async #read(token: string, { typ, now, ...options }: VerifyOptions): Promise<Verified> {
    const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => this.#key(kid), {
      algorithms: ['HS256'],
      issuer,
      typ,
      currentDate: now,
      ...options,
    });
    return { payload, current: protectedHeader.kid === this.#kid };
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

function headerOf(kid: string, typ: string): string {
  return encode({ alg: 'HS256', kid, typ });
}

function signature(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** @param text of a payload whose signature was verified: it is what {@link encode} gave */
function decode(text: string): JWTPayload {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as JWTPayload;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
