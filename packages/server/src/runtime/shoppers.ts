import { type Entropy, isKept } from '@armoire/core';
import {
  ArmoireError,
  type Instant,
  type ShopId,
  type ShopperId,
  type ShopperToken,
} from '@armoire/protocol';
import type { ShopSettings } from '../config/index.ts';
import type { KnownShopper, ShopperTokens } from '../tokens/index.ts';

/** Why an id that a browser sent is not its shopper's: it is no token, or one that does not count. */
export type Refusal = 'unsigned' | 'invalid' | 'expired' | 'erased';

/** Who a browser is; nobody, with a reason, or the shopper whom it names. */
export type Identity =
  | { readonly refused: Refusal }
  | {
      readonly shopper: ShopperId;
      /** In years, where the store has signed it. */
      readonly age?: number;
      /** To be kept from now on in the place of the token that was sent. */
      readonly renewed?: ShopperToken;
    };

export interface ShoppersParts {
  readonly shop: ShopId;
  readonly settings: ShopSettings['shoppers'];
  readonly tokens: ShopperTokens;
  readonly clock: { now(): Instant };
  readonly entropy: Pick<Entropy, 'id'>;
  /** Whether the person of this id was erased. */
  readonly erased: (shopper: ShopperId) => boolean;
}

const longestId = 255;
const oldest = 150;
/** How every JSON object begins in base64url. */
const tokenShape = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;

/** Tells the shoppers of one shop by their tokens, and gives them out. */
export class Shoppers {
  readonly #parts: ShoppersParts;

  constructor(parts: ShoppersParts) {
    this.#parts = parts;
  }

  /** A token of somebody new. */
  make(): ShopperToken & { readonly shopper: ShopperId } {
    const shopper = this.#parts.entropy.id(this.#parts.clock.now());
    return { ...this.#sign(shopper), shopper };
  }

  /** Who a browser is that sends this: a token, or, where the shop lets any id count, any text. */
  async identify(text: string): Promise<Identity> {
    const { settings, erased } = this.#parts;
    if (!tokenShape.test(text)) return settings.ids === 'any' ? { shopper: text } : { refused: 'unsigned' };
    try {
      const { shopper, age, due } = await this.#known(text);
      if (erased(shopper)) return { refused: 'erased' };
      return {
        shopper,
        ...(age === undefined ? {} : { age }),
        ...(due ? { renewed: this.#sign(shopper, age) } : {}),
      };
    } catch (error) {
      if (!(error instanceof ArmoireError)) throw error;
      return { refused: error.code === 'EXPIRED_TOKEN' ? 'expired' : 'invalid' };
    }
  }

  /** The token to keep from now on: the given one, one in its place, or that of somebody new. */
  async renew(text?: string): Promise<ShopperToken> {
    const identity = text === undefined ? undefined : await this.identify(text);
    if (text === undefined || identity === undefined || 'refused' in identity || !tokenShape.test(text)) {
      const { token, expiresAt } = this.make();
      return { token, expiresAt };
    }
    return identity.renewed ?? { token: text, expiresAt: (await this.#known(text)).expiresAt };
  }

  /**
   * A token for an id of the store's own.
   *
   * @param age in years, where the store has verified it: what rules go by that bar goods from the young
   * @throws ArmoireError INVALID_INPUT, or CONFLICT when the person of this id was erased
   */
  sign(shopper: unknown, age?: unknown): ShopperToken {
    if (typeof shopper !== 'string' || shopper === '' || shopper.length > longestId || !isKept(shopper)) {
      throw new ArmoireError('INVALID_INPUT', 'This is no id of a shopper', {
        path: 'shopper',
        fix: `Send a text of 1 to ${longestId} characters as {"shopper": "…"}.`,
      });
    }
    if (age !== undefined && !isAge(age)) {
      throw new ArmoireError('INVALID_INPUT', 'This is no age', {
        path: 'age',
        fix: `Send whole years from 0 to ${oldest}, or leave it out.`,
      });
    }
    if (!this.#parts.erased(shopper)) return this.#sign(shopper, age);
    throw new ArmoireError('CONFLICT', 'The person of this id was erased', {
      path: 'shopper',
      fix: 'Give the shopper another id: the old one must not come back.',
    });
  }

  /**
   * The id behind what the store's server sends: any text is one, and a token stands for its shopper.
   *
   * @throws ArmoireError INVALID_TOKEN or EXPIRED_TOKEN
   */
  async trusted(text: string): Promise<ShopperId> {
    if (!tokenShape.test(text)) return text;
    const { shopper } = await this.#known(text);
    if (!this.#parts.erased(shopper)) return shopper;
    throw new ArmoireError('INVALID_TOKEN', 'The shopper of this token was erased', {
      path: 'shopper',
      fix: 'Let the page ask for a new token.',
    });
  }

  #known(token: string): Promise<KnownShopper> {
    return this.#parts.tokens.verify(token, this.#parts.shop);
  }

  #sign(shopper: ShopperId, age?: number): ShopperToken {
    const { shop, settings, tokens } = this.#parts;
    return tokens.sign(shop, shopper, settings.expiry, age);
  }
}

function isAge(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= oldest;
}
