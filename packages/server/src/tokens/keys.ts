import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
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
    return encode({ alg: 'HS256', kid: this.#kid, typ });
  }

  /**
   * Signs by node:crypto rather than by jose, whose only way is asynchronous and seven times as dear; a page waits
   * for one signature per shelf.
   */
  sign(header: string, claims: object): string {
    const text = `${header}.${encode({ iss: issuer, ...claims })}`;
    return `${text}.${createHmac('sha256', this.#signing).update(text).digest('base64url')}`;
  }

  /** @throws an error of jose */
  async verify(token: string, { typ, now, ...options }: VerifyOptions): Promise<Verified> {
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

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
