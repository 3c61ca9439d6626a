import { createHash } from 'node:crypto';
import { manualClock } from '@armoire/core';
import { day, second } from '@armoire/protocol';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { DecisionTokens, ShopperTokens, SigningKeys } from './index.ts';
import { grace } from './shopper.ts';

const noon = Date.UTC(2026, 0, 31, 12);
const life = 180 * day;

function make({
  secret = 'a secret',
  previous = [] as string[],
  clock = manualClock(noon),
} = {}): ShopperTokens {
  return new ShopperTokens({ keys: new SigningKeys({ secret, previous }), clock });
}

const signed = (tokens = make(), shop = 'lamps', shopper = 's1') => tokens.sign(shop, shopper, life).token;
const parts = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString());

describe('shopper tokens', () => {
  it('come back as they were signed', async () => {
    const tokens = make();
    const { token, expiresAt } = tokens.sign('lamps', 's1', life);
    expect(expiresAt).toBe(noon + life);
    for (let times = 0; times < 2; times++) {
      expect(await tokens.verify(token, 'lamps')).toEqual({
        shop: 'lamps',
        shopper: 's1',
        issuedAt: noon,
        expiresAt,
        due: false,
      });
    }
  });

  it('are JSON Web Signatures with a type and an audience of their own', async () => {
    const key = createHash('sha256').update('a secret').digest();
    const options = { currentDate: new Date(noon), typ: 'shopper+jwt', audience: 'shopper:lamps' };
    const { payload } = await jwtVerify(signed(), key, options);
    expect(payload).toEqual({
      iss: 'armoire',
      aud: 'shopper:lamps',
      sub: 's1',
      iat: noon / second,
      exp: (noon + life) / second,
    });
  });

  it('are refused when anything in them was changed', async () => {
    const tokens = make();
    const token = signed(tokens);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(parts(token)[1]?.replace('s1', 's2') ?? '').toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"shopper+jwt"}').toString('base64url');
    const forged = [
      `${header}.${other}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.`,
      'x',
      `${token}x`,
      `${header}.${payload}.${'x'.repeat(5000)}`,
    ];
    for (const each of forged)
      await expect(tokens.verify(each, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('are refused when somebody else signed them, or they are not what they say', async () => {
    const tokens = make();
    const { kid } = JSON.parse(parts(signed(tokens))[0] ?? '') as { kid: string };
    const key = createHash('sha256').update('a secret').digest();
    const claims = (issuer = 'armoire', audience = 'shopper:lamps', subject = 's1') =>
      new SignJWT({})
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(noon / second)
        .setExpirationTime((noon + life) / second);
    const header = { alg: 'HS256', kid, typ: 'shopper+jwt' };
    expect((await tokens.verify(await claims().setProtectedHeader(header).sign(key), 'lamps')).shopper).toBe(
      's1',
    );
    const strange = [
      signed(make({ secret: 'another' })),
      await claims('somebody').setProtectedHeader(header).sign(key),
      await claims().setProtectedHeader({ alg: 'HS256', typ: 'shopper+jwt' }).sign(key),
      await claims()
        .setProtectedHeader({ ...header, alg: 'HS384' })
        .sign(key),
      await claims()
        .setProtectedHeader({ ...header, typ: 'JWT' })
        .sign(key),
      await claims('armoire', 'lamps').setProtectedHeader(header).sign(key),
      await claims('armoire', 'shopper:lamps', '').setProtectedHeader(header).sign(key),
    ];
    for (const each of strange)
      await expect(tokens.verify(each, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('do not pass for decision tokens, nor these for them', async () => {
    const keys = new SigningKeys({ secret: 'a secret' });
    const clock = manualClock(noon);
    const shoppers = new ShopperTokens({ keys, clock });
    const decisions = new DecisionTokens({ keys, expiry: life, clock });
    const decision = decisions.sign({ shop: 'lamps', id: 'd1', point: 'home', at: noon });
    await expect(shoppers.verify(decision, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    await expect(decisions.verify(signed(shoppers), 'lamps')).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
    });
  });

  it('are of one shop, remembered or not', async () => {
    const tokens = make();
    const token = signed(tokens);
    await expect(tokens.verify(token, 'chairs')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect((await tokens.verify(token, 'lamps')).shopper).toBe('s1');
    await expect(tokens.verify(token, 'chairs')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('are due for renewal past half of their life, count through the grace, and then end', async () => {
    const clock = manualClock(noon);
    const tokens = make({ clock });
    const token = signed(tokens);
    const due = async () => (await tokens.verify(token, 'lamps')).due;
    clock.advance(life / 2);
    expect(await due()).toBe(false);
    clock.advance(second);
    expect(await due()).toBe(true);
    clock.advance(life / 2 + grace - 2 * second);
    expect(await due()).toBe(true);
    expect((await make({ clock }).verify(token, 'lamps')).shopper).toBe('s1');
    clock.advance(second);
    for (const each of [tokens, make({ clock })])
      await expect(each.verify(token, 'lamps')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
  });

  it('outlive the rotation of the secret, due at once, until the old one is taken out', async () => {
    const token = signed(make({ secret: 'old' }));
    const rotated = make({ secret: 'new', previous: ['old'] });
    expect(await rotated.verify(token, 'lamps')).toMatchObject({ shopper: 's1', due: true });
    const renewed = signed(rotated);
    expect(await make({ secret: 'new' }).verify(renewed, 'lamps')).toMatchObject({ due: false });
    await expect(make({ secret: 'new' }).verify(token, 'lamps')).rejects.toMatchObject({
      code: 'INVALID_TOKEN',
    });
  });
});
