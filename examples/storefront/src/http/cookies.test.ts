import { expect, test } from 'vitest';
import { cookie, cookiesOf, createSeal } from './cookies.ts';

test('reads cookies and writes them out of reach of scripts', () => {
  const request = new Request('http://shop.example/', { headers: { cookie: 'a=1; b=x=y; bad; =c' } });
  expect([...cookiesOf(request)]).toEqual([
    ['a', '1'],
    ['b', 'x=y'],
  ]);
  expect(cookie('a', '1', 0)).toBe('a=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
});

test('a seal opens what it closed, and nothing else', () => {
  const seal = createSeal('one');
  const sealed = seal.close({ cents: 100 });
  expect(seal.open(sealed)).toEqual({ cents: 100 });
  expect(createSeal('two').open(sealed)).toBeUndefined();
  const forged = `${Buffer.from('{"cents":1}').toString('base64url')}.${sealed.split('.')[1]}`;
  for (const wrong of [forged, `${sealed}x`, '', '.', 'a.b', undefined]) {
    expect(seal.open(wrong)).toBeUndefined();
  }
});
