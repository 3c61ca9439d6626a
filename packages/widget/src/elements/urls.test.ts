import { expect, it } from 'vitest';
import { safeUrl } from './urls.ts';

const base = 'https://shop.example/a/';

it.each(['https://x.example/y', 'http://x.example', '/p/1', 'p/1', '?q=1', '//cdn.example/a.png'])(
  'keeps %s',
  (url) => {
    expect(safeUrl(url, base)).toBe(url);
  },
);

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \tjava\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://shop.example/1',
  'file:///etc/passwd',
  'http://[',
  '',
  null,
  undefined,
])('drops %j', (url) => {
  expect(safeUrl(url, base)).toBeUndefined();
});
