import { createHash } from 'node:crypto';
import { manualClock, ownPrice } from '@armoire/core';
import { day, hour, type Product, type Variant } from '@armoire/protocol';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { DecisionTokens, PriceTokens, ShopperTokens, SigningKeys } from './index.ts';

const noon = Date.UTC(2026, 0, 31, 12);
const variant: Variant = { id: 'lamp-m', price: { amount: 1999, currency: 'EUR' } };
const product: Product = {
  ...{ id: 'lamp', title: 'Lamp', status: 'active', variants: [variant], categories: [], updatedAt: 1 },
};
const quote = { product, variant, price: ownPrice(variant) };

function make({ secret = 'a secret', previous = [] as string[], clock = manualClock(noon) } = {}) {
  return new PriceTokens({ keys: new SigningKeys({ secret, previous }), expiry: hour, clock });
}

describe('price tokens', () => {
  it('say what was offered, and until when', async () => {
    const tokens = make();
    const claims = {
      ...{ shop: 'lamps', product: 'lamp', variant: 'lamp-m' },
      price: { amount: 1999, currency: 'EUR' },
      expiresAt: noon + hour,
    };
    expect(await tokens.verify(tokens.sign('lamps', quote), 'lamps')).toEqual(claims);
  });

  it('are refused when the price, or anything else in them, was changed', async () => {
    const tokens = make();
    const token = tokens.sign('lamps', quote);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const text = Buffer.from(payload, 'base64url').toString();
    const cheaper = Buffer.from(text.replace('1999', '1')).toString('base64url');
    expect(cheaper).not.toBe(payload);
    const none = Buffer.from('{"alg":"none","typ":"price+jwt"}').toString('base64url');
    const forged = [
      `${header}.${cheaper}.${signature}`,
      `${none}.${cheaper}.`,
      `${header}.${payload}.`,
      `${token}x`,
      'x',
      '',
      'x'.repeat(5000),
      make({ secret: 'another' }).sign('lamps', quote),
    ];
    for (const each of forged)
      await expect(tokens.verify(each, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('are of one shop', async () => {
    const tokens = make();
    const token = tokens.sign('lamps', quote);
    await expect(tokens.verify(token, 'chairs')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('expire', async () => {
    const clock = manualClock(noon);
    const tokens = make({ clock });
    const token = tokens.sign('lamps', quote);
    clock.advance(hour - 1);
    expect((await tokens.verify(token, 'lamps')).variant).toBe('lamp-m');
    clock.advance(1);
    await expect(tokens.verify(token, 'lamps')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
  });

  it('outlive the rotation of the secret, until the old one is taken out', async () => {
    const token = make({ secret: 'old' }).sign('lamps', quote);
    expect((await make({ secret: 'new', previous: ['old'] }).verify(token, 'lamps')).product).toBe('lamp');
    await expect(make({ secret: 'new' }).verify(token, 'lamps')).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
    });
  });

  it('do not pass for tokens of another kind, nor these for them', async () => {
    const keys = new SigningKeys({ secret: 'a secret' });
    const clock = manualClock(noon);
    const decisions = new DecisionTokens({ keys, expiry: day, clock });
    const shoppers = new ShopperTokens({ keys, clock });
    const prices = new PriceTokens({ keys, expiry: day, clock });
    const price = prices.sign('lamps', quote);
    const refused = { code: 'INVALID_TOKEN' };
    const decision = decisions.sign({ shop: 'lamps', id: 'd1', point: 'home', at: noon });
    for (const token of [decision, shoppers.sign('lamps', 's', day).token])
      await expect(prices.verify(token, 'lamps')).rejects.toMatchObject(refused);
    await expect(decisions.verify(price, 'lamps')).rejects.toMatchObject(refused);
    await expect(shoppers.verify(price, 'lamps')).rejects.toMatchObject(refused);
  });

  it('are refused without what they have to say', async () => {
    const key = createHash('sha256').update('a secret').digest();
    const tokens = make();
    const [head = ''] = tokens.sign('lamps', quote).split('.');
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string };
    const signed = (claims: Record<string, unknown>) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid, typ: 'price+jwt' })
        .setIssuer('armoire')
        .setAudience('price:lamps')
        .setSubject('lamp-m')
        .setExpirationTime((noon + hour) / 1000)
        .sign(key);
    const whole = { product: 'lamp', currency: 'EUR', amount: 1 };
    expect((await tokens.verify(await signed(whole), 'lamps')).price.amount).toBe(1);
    for (const claims of [{}, { ...whole, amount: '1' }, { ...whole, product: 7 }])
      await expect(tokens.verify(await signed(claims), 'lamps')).rejects.toMatchObject({
        code: 'INVALID_TOKEN',
      });
  });
});
