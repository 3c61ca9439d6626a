import { expect, it } from 'vitest';
import { inSchema, keysFrom, originsOf, usualPoints } from './embedded.ts';

it('makes the same keys of the same secret, and others for another shop', () => {
  const keys = keysFrom('a secret', 'one');
  expect(keysFrom('a secret', 'one')).toEqual(keys);
  expect(keysFrom('a secret', 'two').secret).not.toBe(keys.secret);
  expect(keysFrom('another', 'one').public).not.toBe(keys.public);
  expect(keys.public).toMatch(/^pk_[\w-]{32}$/);
  expect(keys.secret.slice(3)).not.toBe(keys.public.slice(3));
});

it('puts the schema into the address of Medusa’s database, and keeps what else stands there', () => {
  const url = new URL(inSchema('postgres://me:p%40ss@localhost:5432/shop?sslmode=require', 'armoire'));
  expect(url.searchParams.get('options')).toBe('-c search_path=armoire');
  expect(url.searchParams.get('sslmode')).toBe('require');
  expect(url.href).not.toContain('+');
  expect(url.password).toBe('p%40ss');
});

it('finds the origins in storeCors', () => {
  expect(originsOf('http://localhost:8000, https://shop.example/,/vercel\\.app$/')).toEqual([
    'http://localhost:8000',
    'https://shop.example',
  ]);
  expect(originsOf('')).toEqual([]);
});

it('decides no prices unless it is asked to, and has a shelf for the page after an order', () => {
  expect(Object.values(usualPoints()).every(({ kind }) => kind === 'shelf')).toBe(true);
  expect(Object.keys(usualPoints())).toContain('order.next');
});
