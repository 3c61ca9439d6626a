import { ShopperTokens, SigningKeys } from '@armoire/server';
import { expect, it } from 'vitest';
import { type Drawn, drawArm, type PriceArm } from './arm.ts';
import { PriceArms } from './arms.ts';
import type { CartArms } from './carts.ts';

const secret = 'thirty-two characters, or a few more';
const clock = { now: () => Date.UTC(2026, 2, 1) };
const hour = 3_600_000;

function arms(known: Readonly<Record<string, PriceArm>> = {}) {
  const carts = { of: async (cart: string) => known[cart] } as unknown as CartArms;
  const made = new PriceArms({ options: { secret, shop: 'medusa' }, share: 0.5, carts, clock });
  made.armed = true;
  return made;
}

const signed = (by: string, shop: string, shopper = 'ann', life = hour) =>
  new ShopperTokens({ keys: new SigningKeys({ secret: by }), clock }).sign(shop, shopper, life).token;

const token = signed(secret, 'medusa');
const drawn: Drawn = drawArm(secret, 'medusa', 'ann', 0.5);

it('knows whoever sends a token of the shop', async () => {
  expect(await arms().shopper(token)).toBe('ann');
  expect(await arms().drawn(token)).toEqual(drawn);
  expect(await arms().shown(token, undefined)).toBe(drawn.arm);
});

it.each([
  ['an id', 'ann'],
  ['nothing', undefined],
  ['several headers', [token, token]],
  ['a token of another secret', signed(`${secret}!`, 'medusa')],
  ['a token of another shop', signed(secret, 'elsewhere')],
  ['a token that ended long ago', signed(secret, 'medusa', 'ann', -40 * 24 * hour)],
])('has no arm for %s', async (_, sent) => {
  expect(await arms().drawn(sent)).toBeUndefined();
  expect(await arms().shown(sent, undefined)).toBeUndefined();
});

it('shows what the cart charges, whoever asks', async () => {
  const other = drawn.arm === 'own' ? 'learned' : 'own';
  expect(await arms({ cart_1: other }).shown(token, 'cart_1')).toBe(other);
  expect(await arms().shown(token, 'cart_2')).toBeUndefined();
});

it('shows everybody the merchant’s own until all is in its place', async () => {
  const waiting = arms({ cart_1: 'learned' });
  waiting.armed = false;
  expect(await waiting.shown(token, undefined)).toBeUndefined();
  expect(await waiting.shown(undefined, 'cart_1')).toBeUndefined();
});
