import { createHash } from 'node:crypto';
import { manualClock } from '@armoire/core';
import { day } from '@armoire/protocol';
import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { DecisionTokens, SigningKeys } from './index.ts';

const noon = Date.UTC(2026, 0, 31, 12);
const decision = { shop: 'lamps', id: 'd1', point: 'home', at: noon };
const make = (secret = 'a secret', previous: string[] = [], clock = manualClock(noon)) =>
  new DecisionTokens({ keys: new SigningKeys({ secret, previous }), expiry: 7 * day, clock });
const parts = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString());

describe('decision tokens', () => {
  it('come back as they were signed', async () => {
    const tokens = make();
    const claims = { shop: 'lamps', decision: 'd1', point: 'home', expiresAt: noon + 7 * day };
    expect(await tokens.verify(tokens.sign(decision), 'lamps')).toEqual(claims);
  });

  it('are JSON Web Signatures that others can verify', async () => {
    const key = createHash('sha256').update('a secret').digest();
    const { payload } = await jwtVerify(make().sign(decision), key, { currentDate: new Date(noon) });
    expect(payload).toMatchObject({ iss: 'armoire', aud: 'lamps', sub: 'd1', point: 'home' });
  });

  it('are refused when anything in them was changed', async () => {
    const tokens = make();
    const token = tokens.sign(decision);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(parts(token)[1]?.replace('d1', 'd2') ?? '').toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = [
      `${header}.${other}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}.`,
      'x',
      `${token}x`,
    ];
    for (const each of forged)
      await expect(tokens.verify(each, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('are refused when another secret, another issuer or another algorithm signed them', async () => {
    const tokens = make();
    const kid = JSON.parse(parts(tokens.sign(decision))[0] ?? '').kid as string;
    const key = createHash('sha256').update('a secret').digest();
    const claims = (issuer: string) =>
      new SignJWT({ point: 'home' })
        .setIssuer(issuer)
        .setAudience('lamps')
        .setSubject('d1')
        .setExpirationTime('1h');
    const foreign = await claims('somebody').setProtectedHeader({ alg: 'HS256', kid }).sign(key);
    const keyless = await claims('armoire').setProtectedHeader({ alg: 'HS256' }).sign(key);
    for (const each of [make('another').sign(decision), foreign, keyless]) {
      await expect(tokens.verify(each, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    }
  });

  it('are of one shop', async () => {
    const tokens = make();
    const token = tokens.sign(decision);
    await expect(tokens.verify(token, 'chairs')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(await tokens.verify(token, 'lamps')).toBeDefined();
  });

  it('expire, remembered or not', async () => {
    const clock = manualClock(noon);
    const tokens = make('a secret', [], clock);
    const seen = tokens.sign(decision);
    const unseen = tokens.sign({ ...decision, id: 'd2' });
    await tokens.verify(seen, 'lamps');
    clock.advance(7 * day);
    await expect(tokens.verify(seen, 'lamps')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
    await expect(tokens.verify(unseen, 'lamps')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
  });

  it('outlive the rotation of the secret, until the old one is taken out', async () => {
    const token = make('old').sign(decision);
    expect((await make('new', ['old']).verify(token, 'lamps')).decision).toBe('d1');
    await expect(make('new').verify(token, 'lamps')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(JSON.parse(parts(make('new', ['old']).sign(decision))[0] ?? '').kid).not.toBe(
      JSON.parse(parts(token)[0] ?? '').kid,
    );
  });
});
