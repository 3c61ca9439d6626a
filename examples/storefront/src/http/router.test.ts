import { expect, test } from 'vitest';
import { Router } from './router.ts';

const router = new Router<string>(
  { 'GET /p/:id': 'thing', 'GET /': 'home' },
  { 'GET /p/new': 'new', 'POST /cart': 'cart' },
);

test.each([
  ['GET', '/', 'home', {}],
  ['HEAD', '/', 'home', {}],
  ['GET', '/p/a%20b', 'thing', { id: 'a b' }],
  ['GET', '/p/%zz/', 'thing', { id: '%zz' }],
  ['GET', '/p/new', 'new', {}],
  ['POST', '/cart', 'cart', {}],
])('%s %s', (method, path, handler, params) => {
  expect(router.find(method, path)).toEqual({ handler, params });
});

test.each([
  ['POST', '/'],
  ['GET', '/p'],
  ['GET', '/p/a/b'],
  ['DELETE', '/cart'],
])('nothing for %s %s', (method, path) => {
  expect(router.find(method, path)).toBeUndefined();
});
