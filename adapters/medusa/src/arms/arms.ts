import type { Instant, ShopperId } from '@armoire/protocol';
import { ShopperTokens, SigningKeys } from '@armoire/server';
import type { EmbeddedOptions } from '../options.ts';
import { type Drawn, drawArm, type PriceArm } from './arm.ts';
import type { CartArms } from './carts.ts';

export interface PriceArmsParts {
  readonly options: Pick<EmbeddedOptions, 'secret' | 'shop'>;
  readonly share: number;
  readonly carts: CartArms;
  readonly clock: { now(): Instant };
}

/**
 * Who sees which prices. A shopper is known by a token that Armoire has signed, and nothing else that a browser sends
 * counts: whoever has none, or a forged one, sees the merchant's own prices. A cart keeps the arm that it was made in,
 * whichever token comes with it later.
 */
export class PriceArms {
  readonly carts: CartArms;
  readonly share: number;
  readonly #parts: PriceArmsParts;
  readonly #tokens: ShopperTokens;
  /** Whether all that has to charge a cart's arm is in its place: until then everybody sees the merchant's own prices. */
  armed = false;

  constructor(parts: PriceArmsParts) {
    this.#parts = parts;
    this.carts = parts.carts;
    this.share = parts.share;
    const keys = new SigningKeys({ secret: parts.options.secret });
    this.#tokens = new ShopperTokens({ keys, clock: parts.clock });
  }

  /** Whom a token names; undefined for what is none. */
  async shopper(token: unknown): Promise<ShopperId | undefined> {
    if (typeof token !== 'string' || token === '') return undefined;
    const known = await this.#tokens.verify(token, this.#parts.options.shop).catch(() => undefined);
    return known?.shopper;
  }

  /** The arm of whoever sends this token; undefined for what is none. */
  async drawn(token: unknown): Promise<Drawn | undefined> {
    const { secret, shop } = this.#parts.options;
    const shopper = await this.shopper(token);
    return shopper === undefined ? undefined : drawArm(secret, shop, shopper, this.share);
  }

  /** The arm in which prices are shown: that of the cart where there is one, so that lists say what it charges. */
  async shown(token: unknown, cart: unknown): Promise<PriceArm | undefined> {
    if (!this.armed) return undefined;
    if (typeof cart === 'string' && cart !== '') return await this.carts.of(cart);
    return (await this.drawn(token))?.arm;
  }
}
