import { createHmac } from 'node:crypto';
import { assign } from '@armoire/core';
import { isRemote, type Options } from '../options.ts';

/** `learned`: what Armoire has written. `own`: the merchant's own prices, as if there were no Armoire. */
export type PriceArm = 'learned' | 'own';

/** An arm that was drawn, and how likely it was. */
export interface Drawn {
  readonly arm: PriceArm;
  readonly propensity: number;
}

/** The attribute of Medusa's pricing context by which the price list tells who sees what was learned. */
export const armAttribute = 'armoire_arm';

/** What a pricing context needs besides, to be that of an arm: of the merchant's own prices it needs nothing. */
export function contextOf(arm: PriceArm | undefined): Readonly<Record<string, string>> {
  return arm === 'learned' ? { [armAttribute]: arm } : {};
}

/** The share of the shoppers with a token who see what was learned; undefined where everybody does. */
export function shareOf(options: Options): number | undefined {
  return isRemote(options) ? undefined : options.priceArms?.share;
}

/** The context in which the store charges what Armoire has written. */
export function learnedContext(options: Options): Readonly<Record<string, string>> {
  return contextOf(shareOf(options) === undefined ? undefined : 'learned');
}

/**
 * The arm of a shopper: always the same for the same secret, and a larger share moves shoppers one way only.
 *
 * u = hash(layer ␀ shopper) / 2³², `learned` where u < share. The layer's name is made of the secret, so that nobody can
 * work out beforehand which ids see what.
 */
export function drawArm(secret: string, shop: string, shopper: string, share: number): Drawn {
  const layer = createHmac('sha256', secret).update(`armoire price arms ${shop}`).digest('base64url');
  const { name, weight } = assign(layer, shopper, [
    { name: 'learned', weight: share },
    { name: 'own', weight: 1 - share },
  ]);
  return { arm: name as PriceArm, propensity: weight };
}
