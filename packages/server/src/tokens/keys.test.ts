import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { SigningKeys } from './keys.ts';

const now = new Date(Date.UTC(2026, 0, 31, 12));
const seconds = now.getTime() / 1000;
const options = { typ: 'JWT', now, requiredClaims: ['sub', 'exp'] };
const keys = new SigningKeys({ secret: 'a secret', previous: ['an old one'] });
const signed = (claims: object, typ = 'JWT') => keys.sign(keys.header(typ), claims);
const whole = { sub: 'd', exp: seconds + 60 };

describe('signing keys', () => {
  it('read their own tokens, with and without a word of jose', async () => {
    const key = createHash('sha256').update('a secret').digest();
    const kid = JSON.parse(Buffer.from(keys.header('JWT'), 'base64url').toString()).kid as string;
    // The same header in another order is the same to RFC 7515, and no letter for letter one of ours.
    const foreign = await new SignJWT({ iss: 'armoire', ...whole })
      .setProtectedHeader({ typ: 'JWT', kid, alg: 'HS256' })
      .sign(key);
    for (const token of [signed(whole), foreign])
      expect(await keys.verify(token, options)).toMatchObject({ payload: whole, current: true });
    const old = new SigningKeys({ secret: 'an old one' });
    expect(await keys.verify(old.sign(old.header('JWT'), whole), options)).toMatchObject({ current: false });
  });

  it.each([
    ['without a claim that it must have', signed({ exp: seconds + 60 })],
    ['expired by the second', signed({ ...whole, exp: seconds })],
    ['not yet good', signed({ ...whole, nbf: seconds + 60 })],
    ['of another issuer', signed({ ...whole, iss: 'somebody' })],
    ['of another kind', signed(whole, 'shopper+jwt')],
    ['with a letter after its signature', `${signed(whole)}A`],
    ['with another last letter', `${signed(whole).slice(0, -1)}_`],
    ['without a dot', 'x'],
    ['empty', ''],
  ])('refuse a token %s', async (_, token) => {
    await expect(keys.verify(token, options)).rejects.toThrow();
  });

  it('read a token for as long after its expiry as they are told', async () => {
    const token = signed({ ...whole, exp: seconds - 10 });
    await expect(keys.verify(token, { ...options, clockTolerance: 10 })).rejects.toThrow();
    expect(await keys.verify(token, { ...options, clockTolerance: 11 })).toMatchObject({ current: true });
  });
});
