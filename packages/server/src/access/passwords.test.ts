import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Passwords } from './passwords.ts';

const cheap = { N: 16, r: 1, p: 1 };
const passwords = new Passwords(cheap);

describe('passwords', () => {
  it('are known again, and no others', async () => {
    const text = fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(text, text, async (password, other) => {
        fc.pre(password.length <= 256 && password.normalize('NFKC') !== other.normalize('NFKC'));
        const hash = await passwords.hash(password);
        expect(await passwords.verify(password, hash)).toEqual({ right: true, stale: false });
        expect(await passwords.verify(other, hash)).toEqual({ right: false, stale: false });
      }),
      { numRuns: 50 },
    );
  });

  it('are the same however their letters were typed', async () => {
    const hash = await passwords.hash('gru\u0308n und mehr Wörter');
    expect((await passwords.verify('gr\u00fcn und mehr Wörter', hash)).right).toBe(true);
  });

  it('are salted, and kept with what they cost', async () => {
    const [one, other] = [await passwords.hash('one two three'), await passwords.hash('one two three')];
    expect(one).toMatch(/^scrypt\$16\$1\$1\$/);
    expect(one).not.toBe(other);
  });

  it('are hashed again where hashes cost more now, but only when they are right', async () => {
    const hash = await passwords.hash('one two three');
    const dearer = new Passwords({ N: 32, r: 1, p: 1 });
    expect(await dearer.verify('one two three', hash)).toEqual({ right: true, stale: true });
    expect(await dearer.verify('three two one', hash)).toEqual({ right: false, stale: false });
  });

  it('cost 32 MiB three times over unless told otherwise', async () => {
    expect(await new Passwords().hash('one two three')).toMatch(/^scrypt\$32768\$8\$3\$/);
  });

  it('are never right for nobody', async () => {
    expect(await passwords.verify('one two three')).toEqual({ right: false, stale: false });
  });

  it.each(['', 'eleven char', 'x'.repeat(257)])('has 12 to 256 characters: %j', async (password) => {
    await expect(passwords.hash(password)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'password' });
    expect((await passwords.verify(password, await passwords.hash('one two three'))).right).toBe(false);
  });

  it('turns away a crowd that would fill memory, and serves everybody else', async () => {
    const many = Array.from({ length: 80 }, () => passwords.hash('one two three'));
    const settled = await Promise.allSettled(many);
    const refused = settled.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBe(80 - 52);
    expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY_REQUESTS' } });
    expect(await passwords.hash('one two three')).toMatch(/^scrypt/);
  });
});
